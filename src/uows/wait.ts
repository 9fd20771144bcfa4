/** catq wait NAME|ID…: until all of them have settled. */
import { complain, EXIT } from "../cli/exit.ts";
import { type OpenRoot, onRoot } from "../cli/root.ts";
import { type Given, textOf } from "../cli/verb.ts";
import { nap } from "../client/nap.ts";
import { Tracker } from "../client/track.ts";
import { impossible } from "../text/problem.ts";
import { readDuration } from "../text/quantity.ts";
import { visible } from "../text/visible.ts";
import {
	codeOf,
	discardText,
	mentionNone,
	Reasons,
	seconds,
} from "./following.ts";
import { type Whom, whom } from "./whom.ts";

/** Seconds. */
const PAUSE = 0.1;
const PATIENCE = 10;

export function act(given: Given): Promise<number> {
	return onRoot<number>(given.root, (root) => {
		const limit = textOf(given, "timeout");
		const read = limit === undefined ? undefined : readDuration(limit);
		if (read?.ok === false)
			return complain(`--timeout: ${visible(read.wrong)}`, EXIT.usage);
		const found: Whom[] = [];
		for (const asked of new Set(given.args)) {
			const one = whom(root, asked);
			if (typeof one === "number") return one;
			found.push(one);
		}
		return wait(root, found, read?.value ?? Number.POSITIVE_INFINITY);
	});
}

/** The first exit code that is not 0, in the order in which they were named. */
async function wait(
	root: OpenRoot,
	whom: readonly Whom[],
	limit: number,
): Promise<number> {
	const until = seconds() + limit;
	const looks = whom.map((one) => ({
		tracker: new Tracker(root.paths, one),
		reasons: new Reasons(),
	}));
	const codes = new Array<number | undefined>(whom.length);
	for (let isFirst = true; ; isFirst = false) {
		for (const [i, one] of looks.entries()) codes[i] ??= look(one);
		const left = codes.filter((code) => code === undefined).length;
		if (left === 0) return codes.find((code) => code !== EXIT.ok) ?? EXIT.ok;
		if (seconds() >= until)
			return complain(
				`${left} of ${whom.length} had not settled in time`,
				EXIT.tempFail,
			);
		if (isFirst) mentionNone(root);
		await nap(PAUSE);
	}
}

interface Look {
	readonly tracker: Tracker;
	readonly reasons: Reasons;
}

/** Undefined: it has not settled yet. */
function look({ tracker, reasons }: Look): number | undefined {
	const now = seconds();
	const sight = tracker.look(now);
	switch (sight.kind) {
		case "waits":
		case "runs":
			reasons.say(sight, now);
			return undefined;
		case "settled":
			return codeOf(sight);
		case "discarded":
			return complain(discardText(sight), EXIT.data);
		case "missing":
			return sight.seconds < PATIENCE
				? undefined
				: complain("one of them lies in no folder any more", EXIT.unknown);
		default:
			return impossible(sight);
	}
}
