/** catq log NAME|ID: what a job has written, or the last of it; with -f as it goes on. */
import { complain, EXIT } from "../cli/exit.ts";
import { type OpenRoot, onRoot } from "../cli/root.ts";
import { type Given, textOf } from "../cli/verb.ts";
import { JobLog } from "../client/job-log.ts";
import { Tracker } from "../client/track.ts";
import { termsUnder } from "../core/plan.ts";
import { discardText, follow, type How, seconds } from "./following.ts";
import { printer } from "./printer.ts";
import { type Whom, whom } from "./whom.ts";

export function act(given: Given): Promise<number> {
	const { root, args, options } = given;
	return onRoot<number>(root, (open) => {
		const lines = textOf(given, "lines");
		if (lines !== undefined && !/^\d{1,9}$/.test(lines))
			return complain(
				`-n: expected a number of lines, found "${lines}"`,
				EXIT.usage,
			);
		const found = whom(open, args[0] ?? "");
		if (typeof found === "number") return found;
		const how: How = {
			isLog: true,
			isPlain: options.plain === true,
			lines: lines === undefined ? undefined : Number(lines),
		};
		return options.follow === true
			? follow(open, found, how)
			: print(open, found, how);
	});
}

async function print(root: OpenRoot, whom: Whom, how: How): Promise<number> {
	const sight = new Tracker(root.paths, whom).look(seconds());
	if (sight.kind === "missing")
		return complain("it has just moved on; try again", EXIT.tempFail);
	const { place, name, uow } = sight;
	const out = printer(how.isPlain);
	const logAt = uow.head.logAt ?? uow.size;
	await new JobLog(out.write, how.lines).copy(
		{
			path: root.paths.at(place, name),
			inode: uow.inode,
			logAt,
			hasValues: termsUnder(uow.head, root.config).feedback !== undefined,
			isOver: sight.kind === "settled" || sight.kind === "discarded",
		},
		() => true,
	);
	await out.end();
	if (sight.kind === "discarded")
		process.stderr.write(`catq: ${discardText(sight)}\n`);
	return EXIT.ok;
}
