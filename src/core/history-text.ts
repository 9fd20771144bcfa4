/** The history as people read it: one line for each UOW that settled. */
import type { HistoryEntry } from "../text/history.ts";
import { durationText } from "../text/quantity.ts";
import type { Request } from "../text/requests.ts";
import { visible } from "../text/visible.ts";

const COMMON = 10;

/** How many lines a request asks for; 0 for any other request. */
export function askedOf({
	keyword,
	name,
}: Pick<Request, "keyword" | "name">): number {
	if (keyword !== "HISTORY") return 0;
	return name === "" ? COMMON : Number(name);
}

/** The most that any of these requests asks for. */
export function mostAsked(requests: readonly Request[]): number {
	return Math.max(0, ...requests.map(askedOf));
}

/** The newest last. */
export function historyText(
	entries: readonly HistoryEntry[],
	count: number,
): string {
	const last = entries.slice(-count);
	return last.length === 0
		? "no UOW has settled since the history begins"
		: ["the last that settled", ...last.map(lineOf)].join("\n");
}

/** `2026-11-22T12:00:00Z nightly-3 (id 17): error exit 3 after 12.3 s, attempt 2` */
function lineOf(entry: HistoryEntry): string {
	const { endedAt, name, id, outcome, attempts } = entry;
	const attempt = attempts > 1 ? `, attempt ${attempts}` : "";
	return visible(
		`${endedAt ?? "at a time nobody knows"} ${name} (id ${id}): ${outcome} ${howOf(entry)}${lengthOf(entry)}${attempt}`,
	);
}

/** `exit 3`, `signal KILL`, `timeout 30m 00s: signal TERM` */
export function howOf({ exit, signal, reason }: HistoryEntry): string {
	const end =
		signal !== null ? `signal ${signal}` : exit === null ? "" : `exit ${exit}`;
	return [reason ?? "", end].filter((text) => text !== "").join(": ");
}

function lengthOf({ seconds }: HistoryEntry): string {
	return seconds === null ? "" : ` after ${durationText(seconds)}`;
}
