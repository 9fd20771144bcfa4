/** catq killall TASKNAME: asks the Monitor to end all running jobs of a task. */
import { seenRuns } from "../client/runs.ts";
import { visible } from "../text/visible.ts";
import { answerTo, tell } from "./asking.ts";
import { complain, EXIT, type ExitCode, say } from "./exit.ts";
import { signalWords } from "./kill.ts";
import { type OpenRoot, onRoot } from "./root.ts";
import { type Given, textOf } from "./verb.ts";

export function act(given: Given): Promise<ExitCode> {
	const task = visible(given.args[0] ?? "").trim();
	return onRoot(given.root, (root) => run(root, task, textOf(given, "signal")));
}

async function run(
	root: OpenRoot,
	task: string,
	signal: string | undefined,
): Promise<ExitCode> {
	const words = signalWords(signal);
	if (typeof words !== "string") return say(words);
	const runs = seenRuns(root.paths, Date.now()).filter(
		({ ticket, phase }) =>
			visible(ticket.taskName).trim() === task &&
			phase !== "ended" &&
			phase !== "lost",
	);
	if (runs.length === 0) return none(task);
	const answer = await answerTo(root, `KILLALL ${words}${task}`);
	if (typeof answer === "number") return answer;
	const isEnded = runs.some(({ ticket: { name } }) =>
		answer
			.split("\n")
			.some((line) => line.startsWith(`${visible(name)} is being ended`)),
	);
	if (!isEnded) return none(task);
	tell(answer);
	return EXIT.ok;
}

function none(task: string): ExitCode {
	return complain(`no job of the task ${task} runs`, EXIT.notRunning);
}
