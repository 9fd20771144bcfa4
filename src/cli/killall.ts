/** catq killall TASKNAME: asks the Monitor to end all running jobs of a task. */
import type { Command } from "commander";
import { seenRuns } from "../client/runs.ts";
import { visible } from "../text/visible.ts";
import { answerTo, tell } from "./asking.ts";
import { complain, EXIT, type ExitCode } from "./exit.ts";
import { SIGNAL_HELP, signalWords } from "./kill.ts";
import { type OpenRoot, onRoot } from "./root.ts";

export function killall(program: Command): void {
	program
		.command("killall")
		.argument("<task-name>", "task name of running UOWs")
		.option("-s, --signal <signal>", SIGNAL_HELP)
		.description("end all running jobs of a task; they go to fail-q")
		.action((task: string, { signal }: { signal?: string }) =>
			onRoot(program.opts<{ root?: string }>().root, (root) =>
				run(root, visible(task).trim(), signal),
			),
		);
}

async function run(
	root: OpenRoot,
	task: string,
	signal: string | undefined,
): Promise<ExitCode> {
	const words = signalWords(signal);
	if (typeof words === "number") return words;
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
