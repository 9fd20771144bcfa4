/**
 * The small records in run/, as texts and back. One run of a UOW has: ticket (the
 * Monitor's intention), fence (who won: keeper or revocation), exit (the job's
 * end), end (tee's end), and where they are needed kill, pulse (the last sign of
 * life that was seen), left (what outlived the job and was ended) and final (the
 * log's end before the Monitor's own last section). A record without its final
 * newline is not there yet. They are the only memory of a run that counts.
 */
import type { Uptime } from "./instant.ts";
import { type KillSignal, killSignalOf } from "./signals.ts";

export const RECORDS = [
	"ticket",
	"fence",
	"exit",
	"end",
	"kill",
	"pulse",
	"left",
	"final",
] as const;
export type RecordKind = (typeof RECORDS)[number];

/** A process that cannot be confused with a later one of the same pid. */
export interface ProcessIdentity {
	readonly pid: number;
	/** Clock ticks after boot, field 22 of /proc/PID/stat. */
	readonly startTicks: number;
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
	/** What was asked for in place of the STOP SIGNAL. */
	readonly signal?: KillSignal | undefined;
	/** What was seen of the job before it stands in its log. */
	readonly hasPostMortem?: boolean;
}

/** The last sign of life of a job, as it was known when it was written down. */
export interface Beat {
	readonly uptime: Uptime;
	/** Seconds by which the wall clock was ahead of the uptime then: another number tells that it was set. */
	readonly offset: number;
	/** Another one is another sign of life; no spaces. */
	readonly version: string;
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
	const signal = kill.signal === undefined ? "" : `-${kill.signal} `;
	const seen = kill.hasPostMortem === true ? "+post-mortem " : "";
	return `kill ${kill.uptime} ${seen}${signal}${escapeName(kill.why)}\n`;
}

export function readKill(text: string): Kill | undefined {
	const match =
		/^kill (\d+(?:\.\d+)?) (\+post-mortem )?(?:-([A-Z0-9]+) )?(.*)\n$/.exec(
			text,
		);
	return match === null
		? undefined
		: {
				uptime: Number(match[1]),
				why: unescapeName(match[4] ?? ""),
				signal: killSignalOf(match[3] ?? ""),
				...(match[2] === undefined ? {} : { hasPostMortem: true }),
			};
}

export function pulseText({ uptime, offset, version }: Beat): string {
	return `pulse ${uptime.toFixed(3)} ${offset.toFixed(3)} ${version}\n`;
}

export function readPulse(text: string): Beat | undefined {
	const match = /^pulse (\d+\.\d+) (-?\d+\.\d+) (\S+)\n$/.exec(text);
	return match === null
		? undefined
		: {
				uptime: Number(match[1]),
				offset: Number(match[2]),
				version: match[3] ?? "",
			};
}

/** What the Monitor adds below the log of a UOW that settles. */
export interface Final {
	/** Bytes of its file before. */
	readonly size: number;
	/** The section as it is added; "" where nothing was reported. */
	readonly section: string;
}

export function finalText({ size, section }: Final): string {
	return `final ${size}\n${section}`;
}

export function readFinal(text: string): Final | undefined {
	const match = /^final (\d{1,15})\n/.exec(text);
	return match === null
		? undefined
		: { size: Number(match[1]), section: text.slice(match[0].length) };
}

/** Any text on one line: `%`, control characters and spaces at the ends as `%XX`. */
export function escapeName(text: string): string {
	return text.replace(/[%\p{Cc}]|^ | $/gu, (char) => encodeURIComponent(char));
}

export function unescapeName(text: string): string {
	return text.replace(/(?:%[0-9A-F]{2})+/g, (code) => decodeURIComponent(code));
}
