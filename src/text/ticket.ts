/**
 * The ticket, a run's first record: what the Monitor means to run, with all that
 * settling it needs. Written before anything else happens, and never changed.
 */
import type { Terms } from "./header.ts";
import type { FeedbackFrom, Retries } from "./header-values.ts";
import type { Instant } from "./instant.ts";
import { linesOf, readItems } from "./notation.ts";
import { QUEUES, type Queue } from "./places.ts";
import { escapeName, unescapeName } from "./records.ts";
import { STOP_SIGNALS, type StopSignal } from "./signals.ts";

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
	/** INFO 1 to 3, shortened; "" where it was not given. */
	readonly info: readonly string[];
	readonly enqueuedAt: Instant;
	/** The boot of the machine in which it was written. */
	readonly boot: string;
	readonly launchedAt: Instant;
	readonly timeout: number | undefined;
	readonly feedback: FeedbackTerms | undefined;
	readonly keepLeftovers: boolean;
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

/** The job's promise of heartbeats. */
export interface FeedbackTerms {
	/** How long it may be silent. */
	readonly seconds: number;
	readonly from: FeedbackFrom;
}

/** What one run may add to the file of its UOW. */
export interface LogLimit {
	/** As the configuration gave it. */
	readonly bytes: number;
	/** Size of the file in bytes before the run. */
	readonly from: number;
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
		...ticket.info.map((text, i): [string, string | undefined] => [
			`INFO ${i + 1}`,
			text === "" ? undefined : escapeName(text),
		]),
		["ENQUEUED AT", ticket.enqueuedAt],
		["BOOT", ticket.boot],
		["LAUNCHED AT", ticket.launchedAt],
		["TIMEOUT", ticket.timeout],
		["FEEDBACK", ticket.feedback?.seconds],
		["FEEDBACK FROM", ticket.feedback?.from],
		["KEEP LEFTOVERS", ticket.keepLeftovers ? "yes" : undefined],
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
		info: [1, 2, 3].map((i) => unescapeName(items.get(`INFO_${i}`) ?? "")),
		enqueuedAt: optional("ENQUEUED_AT") ?? number("LAUNCHED_AT"),
		boot: items.get("BOOT") ?? "",
		launchedAt: number("LAUNCHED_AT"),
		timeout: optional("TIMEOUT"),
		feedback: items.has("FEEDBACK")
			? {
					seconds: number("FEEDBACK"),
					from: items.get("FEEDBACK_FROM") === "output" ? "output" : "file",
				}
			: undefined,
		keepLeftovers: items.has("KEEP_LEFTOVERS"),
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
