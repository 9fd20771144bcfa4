/** catq kill NAME|ID: asks the Monitor to end one running job. */
import { KILL_SIGNALS, killSignalOf } from "../text/signals.ts";
import { visible } from "../text/visible.ts";
import { answerOf, running, shown } from "./asking.ts";
import { EXIT, type ExitCode, type Outcome, refused, say } from "./exit.ts";
import { type OpenRoot, onRoot } from "./root.ts";
import { type Given, textOf } from "./verb.ts";

export function act(given: Given): Promise<ExitCode> {
	return onRoot(given.root, async (root) =>
		say(await killed(root, given.args[0] ?? "", textOf(given, "signal"))),
	);
}

/** The words of a request that ask for a signal; or why it is none. */
export function signalWords(signal: string | undefined): string | Outcome {
	if (signal === undefined) return "";
	const known = killSignalOf(signal);
	return known === undefined
		? refused(
				`${visible(signal)} is no signal to end a job with; these are: ${KILL_SIGNALS.join(", ")}`,
				EXIT.usage,
			)
		: `-s ${known} `;
}

/** Asks for the end of the job of that name or id. */
export async function killed(
	root: OpenRoot,
	asked: string,
	signal?: string,
): Promise<Outcome> {
	const words = signalWords(signal);
	if (typeof words !== "string") return words;
	const found = running(root, asked);
	if ("code" in found) return found;
	const { name, id } = found.ticket;
	const answer = await answerOf(root, `KILL JOB ${words}${calledBy(name, id)}`);
	if (typeof answer !== "string") return answer;
	const isEnded = [visible(name), `${visible(name)} (id ${id})`].some(
		(called) => answer.startsWith(`${called} is being ended`),
	);
	return isEnded
		? { code: EXIT.ok, text: shown(answer) }
		: refused(visible(answer), EXIT.notRunning);
}

/** By its name as it is shown: a number might be another's name. By its id where a name would be read as a signal. */
function calledBy(name: string, id: number): string {
	const text = visible(name).trim();
	return text.startsWith("-s") ? String(id) : text;
}
