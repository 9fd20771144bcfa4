/**
 * What a slow writer writes, in which pieces and with which pauses. Pure: the
 * same seed plans the same.
 *
 * By its definition a header-only UOW is whole when its last line is ended, it is
 * closed and unchanged for `settle seconds`. So whoever closes the file at the end
 * of a line pauses for less than that; all other pauses are as long as they like.
 */
import type { Random } from "./random.ts";

/** How the file gets its bytes; all but the first three are done by real programs. */
const WAYS = [
	"keeps it open",
	"opens, appends, closes",
	"truncates a draft",
	"cat >",
	"dd",
	"temporary, then mv",
	"cp",
	"install",
] as const;
export type Way = (typeof WAYS)[number] | "gives up";

export interface Schedule {
	readonly name: string;
	readonly way: Way;
	/** Lines between UNIT OF WORK and STATUS. */
	readonly header: string;
	readonly whole: boolean;
	readonly pieces: readonly string[];
	/** Milliseconds before each piece but the first. */
	readonly pauses: readonly number[];
	/** Milliseconds until it begins. */
	readonly begin: number;
}

export interface Pace {
	/** Seconds. */
	readonly settle: number;
	/** Milliseconds of the longest usual pause. */
	readonly longest: number;
	/** Milliseconds over which the writers begin. */
	readonly spread: number;
	/** Seconds after which a closed file that is not whole goes to trash; an open one is waited for. */
	readonly giveUp: number;
	/** Whether only the three titles make a text whole. */
	readonly completeOnly: boolean;
}

export function schedulesOf(
	random: Random,
	count: number,
	pace: Pace,
): Schedule[] {
	return Array.from({ length: count }, (_, i) => {
		const name = `${pace.completeOnly ? "strict" : "slow"}${i + 1}`;
		return scheduleOf(random, name, pace);
	});
}

function scheduleOf(random: Random, name: string, pace: Pace): Schedule {
	const way: Way = random.below(50) === 0 ? "gives up" : random.pick(WAYS);
	const whole = pace.completeOnly || random.below(2) === 0;
	const header = headerOf(random, name);
	const text = `==== UNIT OF WORK\n${header}\n${whole ? "\n==== STATUS\n\n==== JOB LOG\n" : ""}`;
	const pieces = piecesOf(random, text, way);
	const pauses = pieces.slice(1).map((_, i) => {
		const soFar = pieces.slice(0, i + 1).join("");
		const isShort = closes(way) && soFar.endsWith("\n") && !pace.completeOnly;
		// Half of what the Monitor waits for: a busy machine makes it longer.
		return random() * (isShort ? (pace.settle * 1000) / 2 : pace.longest);
	});
	// Somebody went to lunch with the file open.
	if (way === "keeps it open" && random.below(10) === 0)
		pauses[0] = (pace.giveUp + 2) * 1000;
	const begin = random() * pace.spread;
	return { name, way, header, whole, pieces, pauses, begin };
}

function closes(way: Way): boolean {
	return way === "opens, appends, closes";
}

/** Cut short anywhere, it writes something else, or elsewhere, or not all of its lines. */
function headerOf(random: Random, name: string): string {
	const token = `${name}-${random.below(1e9)}`;
	const others = [
		"TIMEOUT :: 10m",
		"INFO 1  :: a slow one",
		"# a comment",
		"GRACE   :: 15s",
	].filter(() => random.below(2) === 0);
	const command =
		random.below(3) === 0
			? `COMMAND ::\n    echo full-${token} >> truth\n    echo second-${token} >> truth`
			: `COMMAND :: echo full-${token} >> truth && echo second-${token} >> truth`;
	const lines = [...others];
	lines.splice(random.below(lines.length + 1), 0, command);
	return lines.join("\n");
}

/** Cuts at random bytes, often within the command, and for what is given up never at the end of a line. */
function piecesOf(random: Random, text: string, way: Way): string[] {
	const command = text.indexOf("COMMAND");
	const cuts = Array.from({ length: 1 + random.below(4) }, () =>
		random.below(2) === 0
			? 1 + random.below(text.length - 1)
			: command + random.below(text.length - command),
	).sort((a, b) => a - b);
	const at = [0, ...new Set(cuts), text.length];
	const pieces = at.slice(1).map((end, i) => text.slice(at[i], end));
	if (way !== "gives up") return pieces;
	const prefix = pieces.slice(0, -1).join("");
	return [prefix.endsWith("\n") ? `${prefix}INF` : prefix];
}
