/** Requests to actions: each is taken, acted on once, and answered. */

import type { Config } from "../text/config.ts";
import { configText } from "../text/config-report.ts";
import { SETTLED } from "../text/places.ts";
import { helpLines, type Keyword, type Request } from "../text/requests.ts";
import { pendingText } from "../text/status-line.ts";
import { visible } from "../text/visible.ts";
import type { Action } from "./action.ts";
import { digestOf, digestText } from "./digest.ts";
import { runStateOf } from "./run-state.ts";
import type { Run, Snapshot, Waiting } from "./snapshot.ts";

/** Requests of one turn; the next turn follows at once. */
export const MOST_REQUESTS = 100;
/** UOWs that LIST names; beyond that ls is the better tool. */
const MOST_LISTED = 1000;

/** What a request leads to besides being taken and answered. */
interface Effect {
	readonly answer: string;
	readonly actions?: readonly Action[];
}

type Obey = (snapshot: Snapshot, config: Config, request: Request) => Effect;

const EFFECTS: Readonly<Record<Exclude<Keyword, "RELOAD">, Obey>> = {
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
	"KILL JOB": (snapshot, _, request) => killJob(snapshot, request.name),
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
};

export function obey(snapshot: Snapshot, config: Config): Action[] {
	const actions: Action[] = [];
	for (const request of snapshot.requests.slice(0, MOST_REQUESTS)) {
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

const ACTIVE: readonly string[] = [
	"launching",
	"running",
	"overdue",
	"stopping",
	"draining",
	"leftovers",
];

function activeRuns(snapshot: Snapshot): readonly Run[] {
	return snapshot.runs.filter((run) =>
		ACTIVE.includes(runStateOf(run, snapshot).kind),
	);
}

function killJob(snapshot: Snapshot, name: string): Effect {
	const active = activeRuns(snapshot);
	const running = active.map((run) => visible(run.ticket.name)).join(", ");
	if (active.length === 0) return { answer: "no job runs" };
	if (name === "" && active.length > 1)
		return { answer: `several jobs run, say which: ${running}` };
	const run =
		name === ""
			? active[0]
			: active.find((one) => isNamed(one.ticket.name, name));
	if (run === undefined)
		return { answer: `${visible(name)} does not run; running: ${running}` };
	const shown = visible(run.ticket.name);
	if (run.kill !== undefined)
		return { answer: `${shown} is being ended already: ${run.kill.why}` };
	return {
		answer: `${shown} is being ended: ${run.ticket.stopSignal}, after ${run.ticket.grace} s KILL`,
		actions: [{ kind: "kill", run, why: "killed by request" }],
	};
}

/** A name with line breaks or spaces at its ends is asked for as it is shown. */
function isNamed(name: string, asked: string): boolean {
	return name === asked || visible(name).trim() === asked;
}

function named(snapshot: Snapshot, name: string): readonly Waiting[] {
	return snapshot.waiting.filter((waiting) => isNamed(waiting.name, name));
}

function notWaiting(snapshot: Snapshot, name: string): string {
	const places = snapshot.whereabouts.get(name) ?? [];
	const shown = visible(name);
	if (places.includes("wait-q") || places.includes("priority-q"))
		return `${shown} is not accepted yet: ask again when it is`;
	return places.length === 0
		? `there is no UOW named ${shown}`
		: `${shown} does not wait, it lies in ${places.join(", ")}`;
}

function hold(snapshot: Snapshot, name: string): Effect {
	const found = named(snapshot, name);
	if (found.length === 0) return { answer: notWaiting(snapshot, name) };
	if (found.every((waiting) => waiting.status.state === "HELD"))
		return { answer: `${visible(name)} is held already` };
	return {
		answer: `${visible(name)} is held until RELEASE ${visible(name)}`,
		actions: found.map((waiting) => ({
			kind: "hold",
			waiting,
			status: pendingOf(waiting, "HELD"),
		})),
	};
}

function release(snapshot: Snapshot, name: string): Effect {
	const found = named(snapshot, name);
	if (found.length === 0) return { answer: notWaiting(snapshot, name) };
	if (found.every((waiting) => waiting.status.state === "WAITING"))
		return { answer: `${visible(name)} is not held` };
	return {
		answer: `${visible(name)} waits for its turn`,
		actions: found.map((waiting) => ({
			kind: "hold",
			waiting,
			status: pendingOf(waiting, "WAITING"),
		})),
	};
}

function pendingOf(waiting: Waiting, state: "HELD" | "WAITING"): string {
	const { attempt, until } = waiting.status;
	const why = state === "HELD" ? { why: "by request" } : {};
	return pendingText({
		state,
		attempt,
		...(until === undefined ? {} : { until }),
		...why,
	});
}

function retry(snapshot: Snapshot, name: string): Effect {
	const places = snapshot.whereabouts.get(name) ?? [];
	const from = SETTLED.filter((place) => places.includes(place));
	if (from.length === 0)
		return {
			answer:
				places.length === 0
					? `there is no UOW named ${visible(name)}`
					: `${visible(name)} has not ended, it lies in ${places.join(", ")}`,
		};
	if (from.length > 1)
		return {
			answer: `several UOWs have this name, in ${from.join(", ")}; move the one you mean to wait-q`,
		};
	return {
		answer: `${visible(name)} moves from ${from[0]} to wait-q for its next attempt`,
		actions: from.map((place) => ({ kind: "retry", name, from: place })),
	};
}
