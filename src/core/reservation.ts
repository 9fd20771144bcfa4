/**
 * A reservation: an id that was handed out before its UOW is there. Its record
 * `run/ID.reserved` as text and back, and the header of the UOW that uses it.
 */
import { idItem } from "../text/header.ts";
import { type Instant, isoOf, readInstant } from "../text/instant.ts";
import { linesOf, readItems } from "../text/notation.ts";
import { escapeName, unescapeName } from "../text/records.ts";

export interface Reservation {
	readonly id: number;
	readonly taskName: string | undefined;
	/** It expires then, by the wall clock. */
	readonly until: Instant;
	/** Version of the drop that is being stamped with it; no other may use it any more. */
	readonly usedBy: string | undefined;
}

const RECORD = /^([1-9]\d{0,14})\.reserved$/;

/** The id of a reservation's record, by its name in run/. */
export function reservedIdOf(name: string): number | undefined {
	const digits = RECORD.exec(name)?.[1];
	return digits === undefined ? undefined : Number(digits);
}

/** Bytes of a task name: it becomes a line of a header. */
const LONGEST_TASK = 255;

/** Why a task name cannot be reserved for. */
export function taskNameProblem(taskName: string): string | undefined {
	if (Buffer.byteLength(taskName) > LONGEST_TASK)
		return `a task name has at most ${LONGEST_TASK} bytes`;
	return /\p{Cc}/u.test(taskName)
		? "a task name has no control characters"
		: undefined;
}

export function reservationText(reservation: Reservation): string {
	const { taskName, until, usedBy } = reservation;
	const items = [
		...(taskName === undefined
			? []
			: [`TASK NAME :: ${escapeName(taskName)}\n`]),
		`UNTIL :: ${isoOf(until)}\n`,
		...(usedBy === undefined ? [] : [`USED BY :: ${usedBy}\n`]),
	];
	return items.join("");
}

/** Undefined for a text that is none. */
export function readReservation(
	id: number,
	text: string,
): Reservation | undefined {
	const items = new Map(
		readItems(linesOf(text), []).map((item) => [item.key, item.value]),
	);
	const until = readInstant(items.get("UNTIL") ?? "");
	const taskName = items.get("TASK_NAME");
	if (!until.ok || !text.endsWith("\n")) return undefined;
	return {
		id,
		taskName: taskName === undefined ? undefined : unescapeName(taskName),
		until: until.value,
		usedBy: items.get("USED_BY"),
	};
}

/**
 * The header of a UOW that uses a reservation: its ID line becomes a comment, so
 * that a copy of it is an ordinary UOW. (Taken out, the line would let an
 * indented one behind it become a part of COMMAND.) Where it gives no TASK NAME,
 * it gets the one that was reserved.
 */
export function headerUsing(
	header: string,
	{ taskName }: Pick<Reservation, "taskName">,
): string {
	const lines = linesOf(header);
	const items = readItems(lines, []);
	const at = idItem(items)?.line;
	const isNamed = items.some((item) => item.key === "TASK_NAME");
	const named =
		isNamed || taskName === undefined ? [] : [`TASK NAME :: ${taskName}`];
	return lines
		.flatMap(({ text, number }) =>
			number === at ? [...named, `# ${text.trim()}`] : [text],
		)
		.join("\n");
}
