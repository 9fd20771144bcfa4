/** catq kill NAME|ID: asks the Monitor to end one running job. */
import { KILL_SIGNALS, killSignalOf } from "../text/signals.ts";
import { visible } from "../text/visible.ts";
import { answerTo, running, tell } from "./asking.ts";
import { complain, EXIT, type ExitCode } from "./exit.ts";
import { type OpenRoot, onRoot } from "./root.ts";
import { type Given, textOf } from "./verb.ts";

export function act(given: Given): Promise<ExitCode> {
	return onRoot(given.root, (root) =>
		run(root, given.args[0] ?? "", textOf(given, "signal")),
	);
}

/** The words of a request that ask for a signal; or the exit code, where it is none. */
export function signalWords(signal: string | undefined): string | ExitCode {
	if (signal === undefined) return "";
	const known = killSignalOf(signal);
	return known === undefined
		? complain(
				`${visible(signal)} is no signal to end a job with; these are: ${KILL_SIGNALS.join(", ")}`,
				EXIT.usage,
			)
		: `-s ${known} `;
}

async function run(
	root: OpenRoot,
	asked: string,
	signal: string | undefined,
): Promise<ExitCode> {
	const words = signalWords(signal);
	if (typeof words === "number") return words;
	const found = running(root, asked);
	if (typeof found === "number") return found;
	const { name, id } = found.ticket;
	const answer = await answerTo(root, `KILL JOB ${words}${calledBy(name, id)}`);
	if (typeof answer === "number") return answer;
	const shown = visible(name);
	const isEnded = [shown, `${shown} (id ${id})`].some((called) =>
		answer.startsWith(`${called} is being ended`),
	);
	if (!isEnded) return complain(visible(answer), EXIT.notRunning);
	tell(answer);
	return EXIT.ok;
}

/** By its name as it is shown: a number might be another's name. By its id where a name would be read as a signal. */
function calledBy(name: string, id: number): string {
	const shown = visible(name).trim();
	return shown.startsWith("-s") ? String(id) : shown;
}
