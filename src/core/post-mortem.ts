/** What the Monitor saw of a job right before it ended it, as a section of its log: bounded, and safe to show. */
import { type Instant, isoOf } from "../text/instant.ts";
import { whoText } from "../text/left.ts";
import { countOf, durationText, sizeText } from "../text/quantity.ts";
import { shorten, visible } from "../text/visible.ts";

export interface PostMortem {
	readonly at: Instant;
	readonly why: string;
	/** Seconds since the last sign of life; undefined: none was promised. */
	readonly silentFor: number | undefined;
	/** Load averages. */
	readonly load: readonly number[];
	/** Bytes that can be had without swapping. */
	readonly memory: number;
	/** Last values of the feedback file; undefined: there is none. */
	readonly values: ReadonlyMap<string, string> | undefined;
	/** Undefined: many jobs were ended at once, and there was no time for this one. */
	readonly processes: readonly Examined[] | undefined;
	/** There may be others. */
	readonly isCut: boolean;
}

/** A process of the job. */
export interface Examined {
	readonly pid: number;
	readonly parent: number;
	readonly name: string;
	/** One letter. */
	readonly state: string;
	readonly waitsIn: string | undefined;
	/** Seconds of processor time. */
	readonly cpu: number;
	readonly threads: number;
	readonly files: number | undefined;
}

export const MOST_PROCESSES = 64;
const MOST_VALUES = 20;
const LONGEST_WORD = 40;
const LONGEST_VALUE = 160;
const DEEPEST = 16;

/** Its title stands on a line of its own, and so does its end. */
export function postMortemText(facts: PostMortem): string {
	const silence =
		facts.silentFor === undefined
			? []
			: [`last sign of life ${durationText(facts.silentFor)} before`];
	const load = facts.load.map((one) => one.toFixed(2)).join(" ");
	const lines = [
		`==== POST-MORTEM ${isoOf(facts.at)} ${visible(facts.why)}`,
		...silence,
		`load ${load}, ${sizeText(facts.memory)} of memory available`,
		...valueLines(facts.values),
		...processLines(facts),
		"==== END OF POST-MORTEM",
	];
	return lines.map((line) => `${line}\n`).join("");
}

function valueLines(values: PostMortem["values"]): string[] {
	if (values === undefined || values.size === 0) return [];
	const shown = [...values].slice(0, MOST_VALUES).map(([keyword, value]) => {
		const text = `[${wordOf(keyword)}]${visible(value)}`;
		return `    ${shorten(text, LONGEST_VALUE)}`;
	});
	const more = values.size - shown.length;
	return [
		"last feedback:",
		...shown,
		...(more > 0 ? [`    and ${more} more`] : []),
	];
}

function wordOf(word: string): string {
	return shorten(visible(word), LONGEST_WORD);
}

function processLines({ processes, isCut }: PostMortem): string[] {
	if (processes === undefined)
		return ["processes: not looked at, many jobs were ended at once"];
	const shown = treeOf(processes.slice(0, MOST_PROCESSES)).map(
		({ one, depth }) =>
			`    ${"  ".repeat(Math.min(depth, DEEPEST))}${processText(one)}`,
	);
	const isAll = !isCut && shown.length === processes.length;
	return [
		`processes: ${shown.length}${isAll ? "" : ", others are not shown"}`,
		...shown,
	];
}

function processText(one: Examined): string {
	const who = whoText([one]);
	const wait = one.waitsIn === undefined ? "" : ` in ${wordOf(one.waitsIn)}`;
	const files =
		one.files === undefined ? "" : `, ${countOf(one.files, "open file")}`;
	return `${shorten(who, LONGEST_WORD)}, parent ${one.parent}: ${one.state}${wait}, ${durationText(one.cpu)} of CPU, ${countOf(one.threads, "thread")}${files}`;
}

/** Children below their parents; who has none here stands at the left. */
function treeOf(
	processes: readonly Examined[],
): { readonly one: Examined; readonly depth: number }[] {
	const sorted = [...processes].sort((a, b) => a.pid - b.pid);
	const pids = new Set(sorted.map(({ pid }) => pid));
	const under = (parent: number, depth: number): ReturnType<typeof treeOf> =>
		sorted
			.filter((one) => one.parent === parent)
			.flatMap((one) => [{ one, depth }, ...under(one.pid, depth + 1)]);
	return sorted
		.filter((one) => !pids.has(one.parent))
		.flatMap((one) => [{ one, depth: 0 }, ...under(one.pid, 1)]);
}
