/** The kill ladder, for all runs of a turn at once: whoever belongs to them is looked for among all processes once. */
import type { KillStep } from "../core/action.ts";
import type { Run } from "../core/snapshot.ts";
import { Examiner } from "../jobs/post-mortem.ts";
import type { ProcessFacts } from "../jobs/proc.ts";
import { askToStop, forceToStop } from "../jobs/stop.ts";
import type { Traces } from "../jobs/traces.ts";
import { whoText } from "../text/left.ts";
import type { StopSignal } from "../text/signals.ts";
import { visible } from "../text/visible.ts";
import type { Effect } from "./act.ts";
import { postMortem } from "./act-on-pulse.ts";
import { announceOnce, type Now, tracesOf, type World } from "./world.ts";

interface Aim {
	readonly run: Run;
	readonly step: KillStep;
	readonly traces: Traces;
}

/** One step of the ladder for each run; whom it ends after the job itself, or cannot end, is named once. */
export function signal(
	world: World,
	now: Now,
	steps: readonly Omit<Aim, "traces">[],
): Effect {
	const aims = steps.map((one) => ({
		...one,
		traces: tracesOf(world, one.run),
	}));
	const examiner = new Examiner();
	for (const { run } of aims) {
		if (!world.stopSent.has(run.key)) postMortem(world, now, run, examiner);
		world.stopSent.add(run.key);
	}
	const asked = aims.filter(({ step }) => step === "stop");
	askToStop(new Map(asked.map(({ run, traces }) => [traces, stopOf(run)])));
	const forced = aims.filter(({ step }) => step !== "stop");
	for (const { run } of forced)
		if (!world.killSent.has(run.key)) world.killSent.set(run.key, now.uptime);
	const found = forceToStop(forced.map(({ traces }) => traces));
	for (const aim of forced) tell(world, now, aim, found.get(aim.traces) ?? []);
	return "resting";
}

function stopOf({ kill, ticket }: Run): StopSignal {
	const asked = kill?.signal;
	return asked === undefined || asked === "KILL" ? ticket.stopSignal : asked;
}

function tell(
	world: World,
	now: Now,
	{ run, step }: Aim,
	found: readonly ProcessFacts[],
): void {
	const names = whoText(found);
	const notice =
		step === "kill in vain"
			? `KILL does not help against ${names}; it keeps its slot until they end`
			: `KILL for what outlived it: ${names}`;
	if (names !== "" && (step === "kill in vain" || run.exit !== undefined))
		announceOnce(
			world,
			now,
			`${run.key} ${step}`,
			`${visible(run.ticket.name)}: ${notice}`,
		);
}
