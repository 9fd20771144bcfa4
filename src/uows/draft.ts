/** From a command line to the text of a UOW, checked as the Monitor checks it; or words why there is none. */
import path from "node:path";
import { complain, EXIT, type ExitCode } from "../cli/exit.ts";
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

/** `mark`: a comment for the header, by which the UOW is known again. */
export function draftOf(
	root: OpenRoot,
	given: Given,
	mark?: string,
): Ready | ExitCode {
	const foreign = foreignWord();
	if (foreign !== undefined)
		return complain(
			`${visible(foreign)} has bytes that are not UTF-8; put the command into a script`,
			EXIT.usage,
		);
	const file = textOf(given, "file");
	if (file === undefined && given.args.length === 0 && !given.options.type)
		return complain(
			"what is to be run? catq add COMMAND, or --type NAME, or -f FILE",
			EXIT.usage,
		);
	const values = valuesGiven(root, given, file !== undefined);
	if (typeof values === "number") return values;
	const source = file === undefined ? undefined : sourceOf(file);
	if (typeof source === "string") return complain(source, EXIT.unknown);
	return readyOf(root, given, source, [
		...(mark === undefined ? [] : [{ text: mark, from: "" }]),
		...commandRows(given),
		...values.map(({ key, value, from }) => ({
			text: `${spelt(key)} :: ${value}`,
			from,
		})),
	]);
}

function commandRows({ args }: Given): Row[] {
	if (args.length === 0) return [];
	return commandLines(commandOf(args))
		.split("\n")
		.map((text) => ({ text, from: "the command" }));
}

/** Each value is held against its name before anything is written. */
function valuesGiven(
	root: OpenRoot,
	given: Given,
	isFromFile: boolean,
): readonly Value[] | ExitCode {
	const values: Value[] = [];
	for (const text of textsOf(given, "set")) {
		const at = text.indexOf("=");
		const from = `--set ${at < 0 ? text : text.slice(0, at)}`;
		if (at <= 0) return complain(`${from}: expected NAME=VALUE`, EXIT.usage);
		const key = keyOf(text.slice(0, at));
		values.push({ key, value: text.slice(at + 1), from });
	}
	for (const one of headerValues(given.options))
		values.push(
			one.key === "DIRECTORY"
				? { ...one, value: path.resolve(one.value) }
				: one,
		);
	if (!isFromFile && needsDirectory(root, given, values))
		values.push({
			key: "DIRECTORY",
			value: process.cwd(),
			from: "the current folder",
		});
	for (const { key, value, from } of values) {
		const wrong = /\p{Cc}/u.test(value.replaceAll("\t", " "))
			? "a value is one line without control characters"
			: checkDropped({ key, value: value.trim() });
		if (wrong !== undefined)
			return complain(`${visible(from)}: ${visible(wrong)}`, EXIT.usage);
	}
	return values;
}

/** A person expects a command to run where it was typed. */
function needsDirectory(
	{ config }: OpenRoot,
	given: Given,
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
	given: Given,
	source: Source | undefined,
	rows: readonly Row[],
): Ready | ExitCode {
	const header = [
		...(source?.lines ?? []),
		...rows.map(({ text }) => text),
	].join("\n");
	const isHeld = given.options.hold === true;
	const text = wholeText({ header, isHeld });
	const head = readHead(Buffer.from(text), true);
	const problem = [...head.problems, ...checkItems(head.items)][0];
	if (problem !== undefined)
		return complain(wordsOf(problem, source, rows), codeOf(problem, source));
	const refusal = refusalOf(head, root.config);
	if (refusal !== undefined) return complain(refusal, EXIT.data);
	const name = nameOf(root, given, source);
	const wrong = nameProblem(name);
	if (wrong !== undefined)
		return complain(`--name ${visible(name)}: ${wrong}`, EXIT.usage);
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
	given: Given,
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
