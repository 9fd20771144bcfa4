/** From a command line to the text of a UOW, checked as the Monitor checks it; or words why there is none. */
import path from "node:path";
import { EXIT, type ExitCode, type Outcome, refused } from "../cli/exit.ts";
import type { OpenRoot } from "../cli/root.ts";
import { type Given, textOf, textsOf } from "../cli/verb.ts";
import { commandLines, commandOf } from "../client/command-words.ts";
import {
	LINES_ABOVE,
	nameFrom,
	nameProblem,
	wholeText,
} from "../client/drop.ts";
import { refusalOf } from "../core/plan.ts";
import { checkDropped, checkItems } from "../text/header.ts";
import { SHELL } from "../text/job-type.ts";
import { keyOf, spelt } from "../text/notation.ts";
import type { Queue } from "../text/places.ts";
import { type Problem, problemText } from "../text/problem.ts";
import { readHead } from "../text/uow-text.ts";
import { visible } from "../text/visible.ts";
import { foreignWord } from "./foreign-word.ts";
import { headerValues, type Value } from "./header-options.ts";
import { type Source, sourceOf } from "./source.ts";

export interface Ready {
	readonly text: string;
	readonly name: string;
	readonly queue: Queue;
}

/** One line of a header, and where it comes from. */
interface Row {
	readonly text: string;
	readonly from: string;
}

/** Words and options as `catq add` has them. */
export type Wanted = Pick<Given, "args" | "options">;

interface Circumstances {
	/** Where a person typed it: what DIRECTORY is relative to, and what it is by default. */
	readonly here?: string;
	/** A comment for the header, by which the UOW is known again. */
	readonly mark?: string;
}

/** As it was typed, here. */
export function typedDraft(
	root: OpenRoot,
	given: Wanted,
	mark?: string,
): Ready | Outcome {
	const foreign = foreignWord();
	if (foreign !== undefined)
		return refused(
			`${visible(foreign)} has bytes that are not UTF-8; put the command into a script`,
			EXIT.usage,
		);
	const here = process.cwd();
	return draftOf(root, given, mark === undefined ? { here } : { here, mark });
}

export function draftOf(
	root: OpenRoot,
	given: Wanted,
	{ here, mark }: Circumstances = {},
): Ready | Outcome {
	const file = textOf(given, "file");
	if (file === undefined && given.args.length === 0 && !given.options.type)
		return refused(
			"what is to be run? catq add COMMAND, or --type NAME, or -f FILE",
			EXIT.usage,
		);
	const values = valuesGiven(root, given, here, file !== undefined);
	if ("code" in values) return values;
	const source = file === undefined ? undefined : sourceOf(file);
	if (typeof source === "string") return refused(source, EXIT.unknown);
	return readyOf(root, given, source, [
		...(mark === undefined ? [] : [{ text: mark, from: "" }]),
		...commandRows(given),
		...values.map(({ key, value, from }) => ({
			text: `${spelt(key)} :: ${value}`,
			from,
		})),
	]);
}

function commandRows({ args }: Wanted): Row[] {
	if (args.length === 0) return [];
	return commandLines(commandOf(args))
		.split("\n")
		.map((text) => ({ text, from: "the command" }));
}

/** Each value is held against its name before anything is written. */
function valuesGiven(
	root: OpenRoot,
	given: Wanted,
	here: string | undefined,
	isFromFile: boolean,
): readonly Value[] | Outcome {
	const values: Value[] = [];
	for (const text of textsOf(given, "set")) {
		const at = text.indexOf("=");
		const from = `--set ${at < 0 ? text : text.slice(0, at)}`;
		if (at <= 0) return refused(`${from}: expected NAME=VALUE`, EXIT.usage);
		const key = keyOf(text.slice(0, at));
		values.push({ key, value: text.slice(at + 1), from });
	}
	for (const one of headerValues(given.options))
		values.push(
			one.key === "DIRECTORY"
				? { ...one, value: path.resolve(here ?? "/", one.value) }
				: one,
		);
	if (here !== undefined && !isFromFile && needsDirectory(root, given, values))
		values.push({ key: "DIRECTORY", value: here, from: "the current folder" });
	for (const { key, value, from } of values) {
		const wrong = /\p{Cc}/u.test(value.replaceAll("\t", " "))
			? "a value is one line without control characters"
			: checkDropped({ key, value: value.trim() });
		if (wrong !== undefined)
			return refused(`${visible(from)}: ${visible(wrong)}`, EXIT.usage);
	}
	return values;
}

/** A person expects a command to run where it was typed. */
function needsDirectory(
	{ config }: OpenRoot,
	given: Wanted,
	values: readonly Value[],
): boolean {
	const type = textOf(given, "type") ?? "shell";
	return (
		config.jobTypes.get(type) === SHELL &&
		!values.some(({ key }) => key === "DIRECTORY" || key === "JOB_TYPE")
	);
}

function readyOf(
	root: OpenRoot,
	given: Wanted,
	source: Source | undefined,
	rows: readonly Row[],
): Ready | Outcome {
	const header = [
		...(source?.lines ?? []),
		...rows.map(({ text }) => text),
	].join("\n");
	const isHeld = given.options.hold === true;
	const text = wholeText({ header, isHeld });
	const head = readHead(Buffer.from(text), true);
	const problem = [...head.problems, ...checkItems(head.items)][0];
	if (problem !== undefined)
		return refused(wordsOf(problem, source, rows), codeOf(problem, source));
	const refusal = refusalOf(head, root.config);
	if (refusal !== undefined) return refused(refusal, EXIT.data);
	const name = nameOf(root, given, source);
	const wrong = nameProblem(name);
	if (wrong !== undefined)
		return refused(`--name ${visible(name)}: ${wrong}`, EXIT.usage);
	const queue = given.options.priority === true ? "priority-q" : "wait-q";
	return { text, name, queue };
}

/** The line as the person knows it: of the file, or of an option. */
function wordsOf(
	problem: Problem,
	source: Source | undefined,
	rows: readonly Row[],
): string {
	const line = problem.line - LINES_ABOVE;
	const own = source?.lines.length ?? 0;
	const place =
		line < 1 || (source === undefined && rows.length === 0)
			? source?.name
			: line <= own
				? `${source?.name}: line ${line + (source?.skipped ?? 0)}`
				: rows[line - own - 1]?.from;
	const words = problemText({ ...problem, line: 0 });
	return visible(place ? `${place}: ${words}` : words);
}

function codeOf({ line }: Problem, source: Source | undefined): ExitCode {
	const isOfFile = line - LINES_ABOVE <= (source?.lines.length ?? 0);
	return source !== undefined && isOfFile ? EXIT.data : EXIT.usage;
}

function nameOf(
	{ paths }: OpenRoot,
	given: Wanted,
	source: Source | undefined,
): string {
	const name = textOf(given, "name");
	if (name !== undefined) return name;
	const first =
		given.args.length === 1 ? firstWord(given.args[0]) : given.args[0];
	return nameFrom(
		paths,
		first ?? textOf(given, "type") ?? source?.baseName ?? "job",
	);
}

/** Of a line for the shell: the program, as far as one can tell without a shell. */
function firstWord(line = ""): string {
	const words = line.split(/[\s;&|()<>]+/);
	return words.find((word) => word !== "" && !/^\w+=/.test(word)) ?? "";
}
