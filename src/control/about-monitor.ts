/** catq pause, resume, finish, shutdown: requests about the Monitor itself. */
import { answerTo, tell } from "../cli/asking.ts";
import { EXIT } from "../cli/exit.ts";
import { onRoot } from "../cli/root.ts";
import type { Act } from "../cli/verb.ts";

export function askMonitor(
	keyword: "PAUSE" | "RESUME" | "FINISH" | "SHUTDOWN",
): Act {
	return ({ root }) =>
		onRoot(root, async (open) => {
			const answer = await answerTo(open, keyword);
			if (typeof answer === "number") return answer;
			tell(answer);
			return EXIT.ok;
		});
}
