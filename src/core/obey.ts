/** Requests to actions: each is taken, acted on once, and answered. */

import type { Config } from "../text/config.ts";
import { configText } from "../text/config-report.ts";
import { helpLines, type Keyword, type Request } from "../text/requests.ts";
import { visible } from "../text/visible.ts";
import type { Action } from "./action.ts";
import { digestOf, digestText } from "./digest.ts";
import { askedOf, historyText } from "./history-text.ts";
import { asksForAll, idToLookUp } from "./naming.ts";
import { feedback } from "./obey-feedback.ts";
import { activeRuns, killAll, killJob } from "./obey-kill.ts";
import { type Effect, hold, release, retry } from "./obey-names.ts";
import { reserve } from "./reserve.ts";
import type { Snapshot } from "./snapshot.ts";

/** Requests of one turn; the next turn follows at once. */
export const MOST_REQUESTS = 100;
/** UOWs that LIST names; beyond that ls is the better tool. */
const MOST_LISTED = 1000;

type Obey = (snapshot: Snapshot, config: Config, request: Request) => Effect;

/** Answered where they are carried out: what comes of them is known there only. */
type AnsweredLater = "RELOAD" | "CLEAR HISTORY" | "RESERVE" | "RESERVE UNIQUE";

const EFFECTS: Readonly<Record<Exclude<Keyword, AnsweredLater>, Obey>> = {
	SHUTDOWN: (snapshot) => ({
		answer: `the Monitor stops; ${runsText(snapshot)}`,
		actions: [{ kind: "stop", why: "SHUTDOWN" }],
	}),
	FINISH: () => ({
		answer:
			"no further job is started; the Monitor stops when the running ones have ended (RESUME calls it back)",
		actions: [{ kind: "set-mode", mode: "finishing" }],
	}),
	STATUS: (snapshot, config) => ({
		answer: digestText(digestOf(snapshot, config, 5)),
	}),
	CONFIG: (_, config) => ({ answer: configText(config) }),
	"KILL JOB": (snapshot, _, request) => killJob(snapshot, request),
	KILLALL: (snapshot, _, request) => killAll(snapshot, request),
	HELP: () => ({ answer: `the requests are\n${helpLines().join("\n")}` }),
	PAUSE: () => ({
		answer: "no further job is started until RESUME; running ones go on",
		actions: [{ kind: "set-mode", mode: "paused" }],
	}),
	RESUME: () => ({
		answer: "jobs are started",
		actions: [{ kind: "set-mode", mode: "running" }],
	}),
	HOLD: (snapshot, _, request) => hold(snapshot, request.name),
	RELEASE: (snapshot, _, request) => release(snapshot, request.name),
	RETRY: (snapshot, _, request) => retry(snapshot, request.name),
	LIST: (snapshot, config) => ({
		answer: digestText(digestOf(snapshot, config, MOST_LISTED)),
	}),
	FEEDBACK: (snapshot, _, request) => feedback(snapshot, request),
	HISTORY: (snapshot, _, request) => ({
		answer: historyText(snapshot.history, askedOf(request)),
	}),
};

export function obey(snapshot: Snapshot, config: Config): Action[] {
	const actions: Action[] = [];
	for (const request of snapshot.requests.slice(0, MOST_REQUESTS)) {
		// Who waits is known once all was read; a running job can be ended before.
		if (snapshot.foreseen !== undefined && asksForAll(request, snapshot)) break;
		const id = idToLookUp(request, snapshot);
		// A look finds one such id: the next look is for this one.
		if (id !== undefined && !snapshot.lookedUp.has(id)) break;
		actions.push(
			{ kind: "take", request },
			...carryOut(snapshot, config, request),
		);
		// What follows must see the world as this request leaves it.
		if (
			actions.some(
				(action) => action.kind !== "take" && action.kind !== "answer",
			)
		)
			break;
	}
	return actions;
}

function carryOut(
	snapshot: Snapshot,
	config: Config,
	request: Request,
): Action[] {
	if (request.keyword === "RELOAD") return [{ kind: "reload", request }];
	if (request.keyword === "CLEAR HISTORY")
		return [{ kind: "clear-history", request }];
	if (request.keyword === "RESERVE" || request.keyword === "RESERVE UNIQUE")
		return [reserve(snapshot, config, request)];
	if (
		request.isOld &&
		(request.keyword === "SHUTDOWN" || request.keyword === "FINISH")
	)
		return [
			{
				kind: "answer",
				request,
				text: "not done: it was written before this Monitor started; ask again if it is meant",
			},
		];
	const effect =
		request.keyword === undefined
			? { answer: request.wrong ?? "" }
			: EFFECTS[request.keyword](snapshot, config, request);
	// The effect first: an answer that is there is true, also after a crash between the two.
	return [
		...(effect.actions ?? []),
		{ kind: "answer", request, text: effect.answer },
	];
}

function runsText(snapshot: Snapshot): string {
	const names = activeRuns(snapshot).map((run) => visible(run.ticket.name));
	return names.length === 0
		? "no job runs"
		: `running on, and taken over by the next Monitor: ${names.join(", ")}`;
}
