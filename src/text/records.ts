/**
 * The small records in run/, as texts and back. One run of a UOW has up to five:
 * ticket (the Monitor's intention), fence (who won: keeper or revocation), exit
 * (the job's end), end (tee's end) and kill. A record without its final newline
 * is not there yet. They are the only memory of a run that counts.
 */
import type { Terms } from "./header.ts";
import type { Retries } from "./header-values.ts";
import type { Instant, Uptime } from "./instant.ts";
import { linesOf, readItems } from "./notation.ts";
import { QUEUES, type Queue } from "./places.ts";
import { STOP_SIGNALS, type StopSignal } from "./signals.ts";

export const RECORDS = ["ticket", "fence", "exit", "end", "kill"] as const;
export type RecordKind = (typeof RECORDS)[number];

/** A process that cannot be confused with a later one of the same pid. */
export interface ProcessIdentity {
	readonly pid: number;
	/** Clock ticks after boot, field 22 of /proc/PID/stat. */
	readonly startTicks: number;
}

/** What the Monitor means to run, all that settling it needs. Written before anything else happens. */
export interface Ticket {
	/** The UOW's file name. */
	readonly name: string;
	readonly id: number;
	readonly attempt: number;
	/** `device:inode` of the UOW. */
	readonly inode: string;
	readonly from: Queue;
	readonly slot: number;
	readonly taskName: string;
	/** The boot of the machine in which it was written. */
	readonly boot: string;
	readonly launchedAt: Instant;
	readonly timeout: number | undefined;
	readonly grace: number;
	readonly stopSignal: StopSignal;
	readonly successExits: readonly number[];
	readonly retries: Retries | undefined;
	readonly onCrash: Terms["onCrash"];
	/** How long its log may become; undefined: as long as the disk lets it. */
	readonly maxLog: LogLimit | undefined;
	/** Why it will not be run at all. */
	readonly refused: string | undefined;
}

/** What one run may add to the file of its UOW. */
export interface LogLimit {
	/** As the configuration gave it. */
	readonly bytes: number;
	/** Size of the file in bytes before the run. */
	readonly from: number;
}

export type Fence =
	| {
			readonly kind: "taken";
			/** This and the time are missing while its keeper is between open and write. */
			readonly keeper: ProcessIdentity | undefined;
			readonly uptime: Uptime | undefined;
	  }
	| {
			readonly kind: "revoked";
			readonly verdict: "return" | "fail";
			readonly why: string;
	  };

export interface Exit {
	readonly code: number;
	readonly uptime: Uptime;
}

export interface Kill {
	readonly uptime: Uptime;
	readonly why: string;
}

const END = "==== END\n";

export function ticketText(ticket: Ticket): string {
	const items: [string, string | number | undefined][] = [
		["UOW", escapeName(ticket.name)],
		["ID", ticket.id],
		["ATTEMPT", ticket.attempt],
		["INODE", ticket.inode],
		["FROM", ticket.from],
		["SLOT", ticket.slot],
		["TASK NAME", escapeName(ticket.taskName)],
		["BOOT", ticket.boot],
		["LAUNCHED AT", ticket.launchedAt],
		["TIMEOUT", ticket.timeout],
		["GRACE", ticket.grace],
		["STOP SIGNAL", ticket.stopSignal],
		["SUCCESS EXITS", ticket.successExits.join(" ")],
		[
			"RETRIES",
			ticket.retries &&
				`${ticket.retries.times} ${ticket.retries.everySeconds}`,
		],
		["ON CRASH", ticket.onCrash],
		[
			"MAX LOG",
			ticket.maxLog && `${ticket.maxLog.bytes} ${ticket.maxLog.from}`,
		],
		[
			"REFUSED",
			ticket.refused === undefined ? undefined : escapeName(ticket.refused),
		],
	];
	const lines = items.flatMap(([name, value]) =>
		value === undefined ? [] : [`${name} :: ${value}\n`],
	);
	return lines.join("") + END;
}

/** Undefined where the record was cut short: then nothing has been started by it. */
export function readTicket(text: string): Ticket | undefined {
	if (!text.endsWith(END)) return undefined;
	const items = new Map(
		readItems(linesOf(text.slice(0, -END.length)), []).map((item) => [
			item.key,
			item.value,
		]),
	);
	const number = (key: string) => Number(items.get(key));
	const optional = (key: string) => (items.has(key) ? number(key) : undefined);
	const pair = (key: string) => (items.get(key) ?? "").split(" ").map(Number);
	const [times, everySeconds] = pair("RETRIES");
	const [bytes, from] = pair("MAX_LOG");
	return {
		name: unescapeName(items.get("UOW") ?? ""),
		id: number("ID"),
		attempt: number("ATTEMPT"),
		inode: items.get("INODE") ?? "",
		from: QUEUES.find((queue) => queue === items.get("FROM")) ?? "wait-q",
		slot: number("SLOT"),
		taskName: unescapeName(items.get("TASK_NAME") ?? ""),
		boot: items.get("BOOT") ?? "",
		launchedAt: number("LAUNCHED_AT"),
		timeout: optional("TIMEOUT"),
		grace: number("GRACE"),
		stopSignal:
			STOP_SIGNALS.find((name) => name === items.get("STOP_SIGNAL")) ?? "TERM",
		successExits: (items.get("SUCCESS_EXITS") ?? "0").split(" ").map(Number),
		retries: items.has("RETRIES")
			? { times: times ?? 0, everySeconds: everySeconds ?? 0 }
			: undefined,
		onCrash: items.get("ON_CRASH") === "requeue" ? "requeue" : "fail",
		maxLog: items.has("MAX_LOG")
			? { bytes: bytes ?? 0, from: from ?? 0 }
			: undefined,
		refused: items.has("REFUSED")
			? unescapeName(items.get("REFUSED") ?? "")
			: undefined,
	};
}

export function revocationText(
	verdict: "return" | "fail",
	why: string,
): string {
	return `revoked ${verdict} ${escapeName(why)}\n`;
}

/** A fence that exists but says nothing whole was taken: its keeper may be between open and write. */
export function readFence(text: string): Fence {
	const revoked = /^revoked (return|fail) (.*)\n$/.exec(text);
	if (revoked !== null)
		return {
			kind: "revoked",
			verdict: revoked[1] === "return" ? "return" : "fail",
			why: unescapeName(revoked[2] ?? ""),
		};
	const taken = /^taken (\d+) (\d+) (\d+(?:\.\d+)?)\n$/.exec(text);
	if (taken === null)
		return { kind: "taken", keeper: undefined, uptime: undefined };
	const keeper = { pid: Number(taken[1]), startTicks: Number(taken[2]) };
	return {
		kind: "taken",
		// Nobody's group but a keeper's may be signalled: -1 would mean everybody.
		keeper: keeper.pid > 1 ? keeper : undefined,
		uptime: Number(taken[3]),
	};
}

/** The keeper writes it over a line of spaces, of which a rest may follow. */
export function readExit(text: string): Exit | undefined {
	const match = /^exit (\d+) (\d+(?:\.\d+)?)\n *\n?$/.exec(text);
	return match === null
		? undefined
		: { code: Number(match[1]), uptime: Number(match[2]) };
}

/** The exit code of tee. */
export function readEnd(text: string): number | undefined {
	const match = /^end (\d+)\n$/.exec(text);
	return match === null ? undefined : Number(match[1]);
}

export function killText(kill: Kill): string {
	return `kill ${kill.uptime} ${escapeName(kill.why)}\n`;
}

export function readKill(text: string): Kill | undefined {
	const match = /^kill (\d+(?:\.\d+)?) (.*)\n$/.exec(text);
	return match === null
		? undefined
		: { uptime: Number(match[1]), why: unescapeName(match[2] ?? "") };
}

/** Any text on one line: `%`, control characters and spaces at the ends as `%XX`. */
export function escapeName(text: string): string {
	return text.replace(/[%\p{Cc}]|^ | $/gu, (char) => encodeURIComponent(char));
}

export function unescapeName(text: string): string {
	return text.replace(/(?:%[0-9A-F]{2})+/g, (code) => decodeURIComponent(code));
}
