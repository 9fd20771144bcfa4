/** catq follow [NAME|ID]: a job's log as it grows, then its exit code. */
import { onRoot } from "../cli/root.ts";
import type { Given } from "../cli/verb.ts";
import { follow } from "./following.ts";
import { runningOrNext, whom } from "./whom.ts";

export function act({ root, args, options }: Given): Promise<number> {
	return onRoot<number>(root, (open) => {
		const found =
			args[0] === undefined ? runningOrNext(open) : whom(open, args[0]);
		return typeof found === "number"
			? found
			: follow(open, found, { isPlain: options.plain === true });
	});
}
