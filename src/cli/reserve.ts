/** catq reserve: asks the Monitor for an id, for a UOW that is dropped later. */
import type { Command } from "commander";
import { visible } from "../text/visible.ts";
import { answerTo } from "./asking.ts";
import { complain, EXIT, type ExitCode } from "./exit.ts";
import { type OpenRoot, onRoot } from "./root.ts";

interface Options {
	readonly taskName?: string;
	readonly unique?: true;
}

export function reserve(program: Command): void {
	program
		.command("reserve")
		.option("--task-name <name>", "the task name of the UOW to come")
		.option(
			"--unique",
			"only if no UOW of this task waits, runs or is reserved; exit code 1: one is",
		)
		.description(
			"print an id for a UOW that is dropped later, with the line ID :: id",
		)
		.action((options: Options) =>
			onRoot(program.opts<{ root?: string }>().root, (root) =>
				run(root, options),
			),
		);
}

async function run(root: OpenRoot, options: Options): Promise<ExitCode> {
	const wrong = problemOf(options);
	if (wrong !== undefined) return complain(wrong, EXIT.usage);
	const { taskName = "", unique } = options;
	const words = ["RESERVE", ...(unique ? ["UNIQUE"] : []), taskName.trim()];
	const answer = await answerTo(root, words.join(" ").trim());
	if (typeof answer === "number") return answer;
	const id = /^(\d+) is reserved until /.exec(answer)?.[1];
	if (id !== undefined) {
		process.stdout.write(`${id}\n`);
		return EXIT.ok;
	}
	const isNo = answer.startsWith("not reserved: ");
	return complain(visible(answer), isNo ? EXIT.no : EXIT.tempFail);
}

function problemOf({ taskName, unique }: Options): string | undefined {
	if (taskName === undefined)
		return unique && "--unique needs --task-name: unique among what?";
	if (taskName.trim() === "") return "--task-name is empty";
	if (visible(taskName) !== taskName)
		return "a task name has no control characters and none that hide";
	// The request would be read as the other one.
	return !unique && /^UNIQUE( |$)/.test(taskName.trim())
		? "a task name that begins with UNIQUE can be reserved with --unique only"
		: undefined;
}
