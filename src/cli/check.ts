/** catq check FILE…: says what is wrong with UOWs and configurations before they are used. */
import fs from "node:fs";
import path from "node:path";
import { refusalOf } from "../core/plan.ts";
import { CONFIG_FILE } from "../disk/paths.ts";
import { loadConfig } from "../spool/config-file.ts";
import type { Config } from "../text/config.ts";
import { DEFAULT_CONFIG, readConfig } from "../text/config-text.ts";
import { checkItems } from "../text/header.ts";
import { isReadme } from "../text/places.ts";
import { type Problem, problemText } from "../text/problem.ts";
import { HEAD_LIMIT, readHead } from "../text/uow-text.ts";
import { visibleJson } from "../text/visible.ts";
import { EXIT, type ExitCode } from "./exit.ts";
import { chosenRoot } from "./root.ts";
import type { Given } from "./verb.ts";

export function act({ root, args, options }: Given): ExitCode {
	const read = loadConfig(path.join(chosenRoot(root), CONFIG_FILE));
	const config = read.ok ? read.config : DEFAULT_CONFIG;
	// `catq check done-q/*`: a folder's manual is no UOW, and nothing is wrong with it.
	const files = args
		.filter((file) => !isReadme(path.basename(file)))
		.map((file) => ({ file, problems: problemsOf(file, config) }));
	if (options.json === true)
		process.stdout.write(`${visibleJson({ files }, 2)}\n`);
	else files.forEach(tell);
	return files.some(({ problems }) => problems.length > 0)
		? EXIT.data
		: EXIT.ok;
}

interface Checked {
	readonly file: string;
	readonly problems: readonly Problem[];
}

function tell({ file, problems }: Checked): void {
	for (const problem of problems)
		process.stdout.write(`${file}: ${problemText(problem)}\n`);
	if (problems.length === 0) process.stderr.write(`${file}: right\n`);
}

function problemsOf(file: string, config: Config): readonly Problem[] {
	try {
		const stats = fs.statSync(file, { throwIfNoEntry: false });
		if (stats === undefined)
			return [{ line: 0, text: "there is no such file" }];
		if (!stats.isFile())
			return [
				{
					line: 0,
					text: "it is no regular file; a Unit of Work is a text file",
				},
			];
		return file.endsWith(".config.txt")
			? configProblems(file)
			: uowProblems(file, config);
	} catch (error) {
		return [
			{ line: 0, text: error instanceof Error ? error.message : String(error) },
		];
	}
}

function configProblems(file: string): readonly Problem[] {
	const read = readConfig(fs.readFileSync(file, "utf8"));
	return read.ok ? [] : read.problems;
}

function uowProblems(file: string, config: Config): readonly Problem[] {
	const bytes = fs.readFileSync(file);
	const head = readHead(
		bytes.subarray(0, HEAD_LIMIT),
		bytes.length <= HEAD_LIMIT,
	);
	const problems =
		head.problems.length > 0 ? head.problems : checkItems(head.items);
	if (problems.length > 0) return problems;
	if (bytes.at(-1) !== 0x0a)
		return [
			{
				line: 0,
				text: "its last line does not end with a newline: it would wait as unfinished",
			},
		];
	const refusal = refusalOf(head, config);
	return refusal === undefined ? [] : [{ line: 0, text: refusal }];
}
