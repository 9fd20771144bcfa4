/** catq pause, resume, finish, shutdown: requests about the Monitor itself. */
import { answerOf, shown } from "../cli/asking.ts";
import { EXIT, type Outcome, say } from "../cli/exit.ts";
import { type OpenRoot, onRoot } from "../cli/root.ts";
import type { Act } from "../cli/verb.ts";

type Keyword = "PAUSE" | "RESUME" | "FINISH" | "SHUTDOWN";

export function askMonitor(keyword: Keyword): Act {
	return ({ root }) =>
		onRoot(root, async (open) => say(await monitorAsked(open, keyword)));
}

export async function monitorAsked(
	root: OpenRoot,
	keyword: Keyword,
): Promise<Outcome> {
	const answer = await answerOf(root, keyword);
	return typeof answer === "string"
		? { code: EXIT.ok, text: shown(answer) }
		: answer;
}
