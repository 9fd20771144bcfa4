/** What lists say of a UOW that runs or waits, cell by cell. */
import type { Row } from "../client/listing.ts";
import { slowWords } from "../core/slow-mark.ts";
import { limitText } from "../text/quantity.ts";

/** What waits says why; what runs, by one word, how it does. */
export function statusOf({ state, status }: Row): string {
	switch (state) {
		case "WAITING":
		case "HELD":
			return status ?? state;
		case "ARRIVING":
			return "not accepted yet";
		case "ENDED":
			return "ENDED, not settled yet";
		case "LOST":
			return "LOST, not settled yet";
		default:
			return slowWords(status ?? "") === "" ? state : `${state}, slow`;
	}
}

/** With the day where it was not today. */
export function startOf({ startedAt }: Row, takenAt: string): string {
	if (startedAt === null) return "";
	const [day, time = ""] = startedAt.split("T");
	return day === takenAt.split("T")[0]
		? time
		: `${startedAt.slice(5, 10)} ${time.slice(0, 5)}Z`;
}

export function durationOf({ seconds, timeoutSeconds }: Row): string {
	if (seconds === null) return "";
	const limit = timeoutSeconds === null ? "" : ` of ${limitOf(timeoutSeconds)}`;
	return lengthOf(seconds) + limit;
}

/** `30m`, not `30m 00s`. */
export function limitOf(seconds: number): string {
	return limitText(seconds).replace(/ 00[smh]$/, "");
}

export function lengthOf(seconds: number | null): string {
	if (seconds === null) return "";
	return limitText(seconds < 60 ? Math.round(seconds) : seconds);
}
