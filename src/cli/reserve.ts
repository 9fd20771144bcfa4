/** catq reserve: asks the Monitor for an id, for a UOW that is dropped later. */
import { visible } from "../text/visible.ts";
import { answerTo } from "./asking.ts";
import { complain, EXIT, type ExitCode } from "./exit.ts";
import { type OpenRoot, onRoot } from "./root.ts";
import { type Given, textOf } from "./verb.ts";

interface Options {
	readonly taskName: string | undefined;
	readonly unique: boolean;
}

export function act(given: Given): Promise<ExitCode> {
	const options = {
		taskName: textOf(given, "taskName"),
		unique: given.options.unique === true,
	};
	return onRoot(given.root, (root) => run(root, options));
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
		return unique
			? "--unique needs --task-name: unique among what?"
			: undefined;
	if (taskName.trim() === "") return "--task-name is empty";
	if (visible(taskName) !== taskName)
		return "a task name has no control characters and none that hide";
	// The request would be read as the other one.
	return !unique && /^UNIQUE( |$)/.test(taskName.trim())
		? "a task name that begins with UNIQUE can be reserved with --unique only"
		: undefined;
}
