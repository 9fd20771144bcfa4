/** Requests that end running jobs, and what is said where there is none to end. */
import { QUEUES } from "../text/places.ts";
import type { Request } from "../text/requests.ts";
import type { KillSignal } from "../text/signals.ts";
import { visible } from "../text/visible.ts";
import {
	type Asked,
	askedOf,
	calledBy,
	isAsked,
	isNamed,
	placesOf,
} from "./naming.ts";
import type { Effect } from "./obey-names.ts";
import { runStateOf } from "./run-state.ts";
import type { Run, Snapshot } from "./snapshot.ts";

type Order = Pick<Request, "name" | "signal">;

const ACTIVE: readonly string[] = [
	"launching",
	"running",
	"overdue",
	"stopping",
	"draining",
	"leftovers",
];

export function activeRuns(snapshot: Snapshot): readonly Run[] {
	return snapshot.runs.filter((run) =>
		ACTIVE.includes(runStateOf(run, snapshot).kind),
	);
}

export function killJob(snapshot: Snapshot, { name, signal }: Order): Effect {
	const active = activeRuns(snapshot);
	if (name === "" && active.length === 0) return { answer: "no job runs" };
	if (name === "" && active.length > 1)
		return { answer: `several jobs run, say which: ${namesOf(active)}` };
	const asked = askedOf(snapshot, name);
	const run =
		name === "" ? active[0] : active.find((one) => isAsked(asked, one.ticket));
	return run === undefined
		? { answer: killAnswerOf(snapshot, asked) }
		: killOf(run, signal, calledBy(asked, run.ticket.name));
}

export function killAll(snapshot: Snapshot, { name, signal }: Order): Effect {
	const runs = activeRuns(snapshot).filter((run) =>
		isNamed(run.ticket.taskName, name),
	);
	if (runs.length === 0)
		return { answer: `no job of the task ${visible(name)} runs` };
	const effects = runs.map((run) =>
		killOf(run, signal, visible(run.ticket.name)),
	);
	return {
		answer: effects.map(({ answer }) => answer).join("\n"),
		actions: effects.flatMap(({ actions }) => actions ?? []),
	};
}

/** A kill under way can only be sped up: what its job is asked to do, it has been asked. */
function killOf(
	run: Run,
	signal: KillSignal | undefined,
	shown: string,
): Effect {
	const { kill, ticket } = run;
	const isFaster = signal === "KILL" && kill?.signal !== "KILL";
	if (kill !== undefined && !isFaster)
		return { answer: `${shown} is being ended already: ${kill.why}` };
	const how =
		signal === "KILL"
			? "KILL at once"
			: `${signal ?? ticket.stopSignal}, after ${ticket.grace} s KILL`;
	return {
		answer: `${shown} is being ended: ${how}`,
		actions: [
			{ kind: "kill", run, why: kill?.why ?? "killed by request", signal },
		],
	};
}

/** What stands in place of a running job of this name, and what can be done about that. */
function killAnswerOf(snapshot: Snapshot, asked: Asked): string {
	const found = placesOf(asked, snapshot);
	if (typeof found === "string") return found;
	const { places } = found;
	const name = visible(found.name);
	const shown = calledBy(asked, found.name);
	const waiting = snapshot.waiting.find((one) => isAsked(asked, one));
	if (waiting !== undefined)
		return waiting.status.state === "HELD"
			? `${shown} does not run, it is held in ${waiting.place} and does not start before RELEASE ${name}`
			: `${shown} does not run, it waits in ${waiting.place}: HOLD ${name} keeps it from starting`;
	const queue = QUEUES.find((one) => places.includes(one));
	if (queue !== undefined)
		return `${shown} does not run and is not accepted yet: move it out of ${queue} to keep it from starting`;
	if (places.includes("currently-executing"))
		return `${shown} has ended and is about to leave currently-executing`;
	if (places.length > 0)
		return `${shown} does not run, it lies in ${places.join(", ")}`;
	const running = namesOf(activeRuns(snapshot));
	return `there is no UOW named ${shown}; ${running === "" ? "no job runs" : `running: ${running}`}`;
}

function namesOf(runs: readonly Run[]): string {
	return runs.map((run) => visible(run.ticket.name)).join(", ");
}
