/**
 * What outlives a job, named for people, and the record of whom the Monitor ends
 * after a job that ended by itself. A process's name is its own word: it may hold
 * anything, and must not read like a part of a line.
 */
import type { Uptime } from "./instant.ts";
import { visible } from "./visible.ts";

/** A process that outlives its job. */
export interface Left {
	readonly pid: number;
	/** Undefined: it was gone before it could be looked at. */
	readonly name: string | undefined;
}

/** Whom a job left behind, as they were found. */
export interface Behind {
	readonly uptime: Uptime;
	readonly count: number;
	/** Of so many as a person wants to read. */
	readonly named: readonly Left[];
}

const MOST_NAMED = 40;

/** `4711 sleep`, `4712 sh`, of the first of them. */
function namesOf(left: readonly Left[]): string[] {
	return left
		.slice(0, MOST_NAMED)
		.map(
			({ pid, name }) =>
				`${pid} ${visible(name ?? "?").replace(/[\s,]/g, "_")}`,
		);
}

/** `4711 sleep, 4712 sh`: a notice has room for as many as a person wants to read. */
export function whoText(left: readonly Left[]): string {
	const more = left.length > MOST_NAMED ? ", …" : "";
	return `${namesOf(left).join(", ")}${more}`;
}

/** `, 2 left: 4711 sleep, 4712 sh`, in `room` bytes: the number always, names as far as they fit; `total` where only some are known. */
export function listText(
	count: string,
	left: readonly Left[],
	room: number,
	total = left.length,
): string {
	const names = namesOf(left);
	for (let shown = names.length; shown > 0; shown -= 1) {
		const more = shown < total ? ", …" : "";
		const text = `${count}: ${names.slice(0, shown).join(", ")}${more}`;
		if (Buffer.byteLength(text) <= room) return text;
	}
	return count;
}

/** `left 1234.5 2 4711 sleep, 4712 sh` */
export function leftText(uptime: Uptime, left: readonly Left[]): string {
	const names = namesOf(left).join(", ");
	return `left ${uptime} ${left.length} ${names}\n`;
}

export function readLeft(text: string): Behind | undefined {
	const match = /^left (\d+(?:\.\d+)?) (\d+) (.*)\n$/.exec(text);
	if (match === null) return undefined;
	const named = (match[3] ?? "").split(", ").map((one) => {
		const [pid = "", name = ""] = one.split(" ");
		return { pid: Number(pid), name };
	});
	return { uptime: Number(match[1]), count: Number(match[2]), named };
}
