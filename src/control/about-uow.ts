/** catq hold, release, retry NAME|ID…: requests about UOWs that do not run. */
import { answerOf, isNobody, nobody, shown } from "../cli/asking.ts";
import {
	EXIT,
	type ExitCode,
	type Outcome,
	refused,
	say,
} from "../cli/exit.ts";
import { type OpenRoot, onRoot } from "../cli/root.ts";
import type { Act } from "../cli/verb.ts";
import type { Found } from "../client/find.ts";
import { monitorRuns } from "../client/monitor-runs.ts";
import { pick, requestName } from "../client/pick.ts";
import { type Place, QUEUES, SETTLED } from "../text/places.ts";
import { visible } from "../text/visible.ts";
import { bringBack } from "./bring-back.ts";
import { each } from "./each.ts";

interface About {
	/** Where it must lie. */
	readonly places: readonly Place[];
	readonly kind: "waits" | "settled";
	/** What is said of one that lies elsewhere. */
	readonly not: string;
	/** The answer to a request that was met. */
	readonly met: RegExp;
}

const ABOUT = {
	HOLD: {
		places: QUEUES,
		kind: "waits",
		not: "does not wait",
		met: / is held (until|already)/,
	},
	RELEASE: {
		places: QUEUES,
		kind: "waits",
		not: "does not wait",
		met: / (waits for its turn|is not held)$/,
	},
	RETRY: {
		places: SETTLED,
		kind: "settled",
		not: "has not ended",
		met: / moves from /,
	},
} as const satisfies Record<string, About>;

export type Keyword = keyof typeof ABOUT;

export function askAbout(keyword: Keyword): Act {
	return ({ root, args }) =>
		onRoot(root, async (open) => {
			const code = await each(args, async (asked) =>
				say(await askedOf(open, keyword, asked)),
			);
			// What lay in trash or archive was moved all the same.
			if (code === EXIT.ok && !monitorRuns(open.paths))
				process.stderr.write(
					`catq: no Monitor runs on ${open.paths.root}: nothing is started until one does\n`,
				);
			return code;
		});
}

/** Asks it of the UOW of that name or id. */
export async function askedOf(
	root: OpenRoot,
	keyword: Keyword,
	asked: string,
): Promise<Outcome> {
	const about: About = ABOUT[keyword];
	const found = pick(root.paths, asked, about.places, Date.now());
	const isAside =
		found.kind === "discarded" ||
		(found.kind === "settled" && found.place === "archive");
	if (keyword === "RETRY" && isAside) return bringBack(root, found);
	const wrong = wrongWith(root, found, about, asked);
	if (wrong !== undefined) return wrong;
	const name = requestName(root.paths, found, asked);
	const answer = await answerOf(root, `${keyword} ${name}`);
	if (typeof answer !== "string") return answer;
	return about.met.test(answer)
		? { code: EXIT.ok, text: shown(answer) }
		: refused(visible(answer), codeOf(answer));
}

function codeOf(refusal: string): ExitCode {
	if (refusal.includes(" is not accepted yet")) return EXIT.tempFail;
	return refusal.startsWith("there is no UOW ")
		? EXIT.unknown
		: EXIT.notRunning;
}

/** Why there is nothing to ask for. */
function wrongWith(
	root: OpenRoot,
	found: Found,
	about: About,
	asked: string,
): Outcome | undefined {
	if (isNobody(found)) return nobody(root, found, asked);
	if (found.kind === "runs")
		return refused(
			`${visible(found.run.ticket.name)} ${about.not}, it runs`,
			EXIT.notRunning,
		);
	// Who may not read run/ sees what runs as a name in that folder only.
	if (found.kind === "waits" && found.place === "currently-executing")
		return refused(
			`${visible(found.name)} ${about.not}, it runs`,
			EXIT.notRunning,
		);
	if (found.kind !== about.kind)
		return refused(
			`${visible(found.name)} ${about.not}, it lies in ${found.place}`,
			EXIT.notRunning,
		);
	return undefined;
}
