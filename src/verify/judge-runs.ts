/** The promises about runs and their records. Pure. */

import { reservedIdOf } from "../core/reservation.ts";
import { PLACEHOLDER } from "../disk/steps.ts";
import { isReadme } from "../text/places.ts";
import { countOf } from "../text/quantity.ts";
import { RECORDS } from "../text/records.ts";
import { type Finding, type Line, note, wrong } from "./report.ts";
import type { OneRun, RunFacts } from "./run-facts.ts";

/** `located`: keys of the runs whose UOW was found by id and inode. */
export function runsLine(
	facts: RunFacts,
	located: ReadonlySet<string>,
	lives: boolean,
): Line {
	const { runs } = facts;
	const missing = runs
		.filter((run) => !located.has(run.key))
		.map(({ key, ticket }) =>
			wrong(
				`run/${key}.ticket`,
				`its UOW ${ticket.name} (id ${ticket.id}, inode ${ticket.inode}) lies nowhere`,
				"look for it outside the root and move it back; the Monitor forgets the run when its job has ended",
			),
		);
	const ids = runs.map((run) => run.ticket.id);
	const doubled = runs
		.filter((run, at) => ids.indexOf(run.ticket.id) !== at)
		.map(({ key, ticket }) =>
			wrong(
				`run/${key}.ticket`,
				`another ticket names id ${ticket.id} too`,
				"one UOW has one run at a time: keep both files, and ask for help",
			),
		);
	const unattended =
		!lives && runs.length > 0
			? [
					note(
						"run/",
						`${countOf(runs.length, "ticket")}, and no Monitor`,
						"the next Monitor takes these runs over",
					),
				]
			: [];
	return {
		promise: "every ticket has its UOW",
		checked: `${countOf(runs.length, "ticket")} in run/`,
		findings: [...missing, ...doubled, ...unattended],
	};
}

/** Only a living Monitor settles what has ended. */
export function keepersLine(facts: RunFacts, lives: boolean): Line {
	const begun = facts.runs.filter(
		(run) =>
			run.ticket.boot === facts.boot &&
			run.ticket.refused === undefined &&
			run.fence?.kind === "taken",
	);
	const lost = begun.filter((run) => !run.hasKeeper && !run.hasExit);
	return {
		promise: "every job that began is watched by its keeper, or has its exit",
		checked: `${countOf(begun.length, "job")}, ${countOf(begun.filter((run) => run.hasKeeper).length, "keeper")} alive`,
		findings: lost.map((run) => lostFinding(run, lives)),
	};
}

function lostFinding({ key, ticket }: OneRun, lives: boolean): Finding {
	const what = `the keeper of ${ticket.name} is gone and left no exit`;
	return lives
		? note(
				`run/${key}.fence`,
				what,
				"while its job runs on the Monitor waits; then it settles it as FAIL may have run, if no exit is there",
			)
		: note(
				`run/${key}.fence`,
				what,
				"the next Monitor settles it as FAIL may have run",
			);
}

const OWN = new Set([
	"front",
	"ledger",
	"next-id",
	"mode",
	"monitor",
	"requests",
	PLACEHOLDER,
]);
const RECORD = new RegExp(`^\\d+-[0-9a-f]+\\.(?:${RECORDS.join("|")})$`);
const ASIDE = /^reads-\d+$/;

export function recordsLine(facts: RunFacts, lives: boolean): Line {
	const left = new Set(facts.leftovers);
	const others = facts.names.filter((name) => !left.has(name));
	const unknown = others
		.filter(
			(name) =>
				!OWN.has(name) &&
				!RECORD.test(name) &&
				!ASIDE.test(name) &&
				reservedIdOf(name) === undefined &&
				!isReadme(name),
		)
		.map((name) =>
			wrong(
				`run/${name}`,
				"catq has no file of that name",
				"only the Monitor writes there: move it out of run",
			),
		);
	return {
		promise: "the records in run/ are whole and known",
		checked: `${countOf(facts.names.length, "file")} in run/`,
		findings: [
			...unknown,
			...modeFindings(facts.mode),
			...(lives ? [] : facts.runs.flatMap(cutFindings)),
			...(lives ? [] : unattendedFindings(facts, others)),
		],
	};
}

function modeFindings(mode: string | undefined): Finding[] {
	if (mode === undefined) return [];
	if (mode === "paused" || mode === "finishing")
		return [
			note("run/mode", `the Monitor is ${mode}`, "RESUME lets it start jobs"),
		];
	return [
		wrong(
			"run/mode",
			`it says "${mode}", which counts as running`,
			"it should say paused or finishing: remove it, or ask for PAUSE",
		),
	];
}

function cutFindings({ key, cut }: OneRun): Finding[] {
	// Room for the exit is made before the job begins.
	return cut
		.filter((kind) => kind !== "exit")
		.map((kind) =>
			note(
				`run/${key}.${kind}`,
				"it lacks its end",
				"its keeper is writing it, or was stopped there: it counts as not there",
			),
		);
}

function unattendedFindings(
	facts: RunFacts,
	others: readonly string[],
): Finding[] {
	const halves = facts.leftovers.map((name) =>
		note(
			`run/${name}`,
			"a crash left it half written, or without its ticket",
			"the next Monitor removes it, or --repair",
			{ kind: "sweep records" },
		),
	);
	const aside = others
		.filter((name) => ASIDE.test(name))
		.map((name) =>
			note(
				`run/${name}`,
				"requests that were put aside",
				"the next Monitor reads what is left of them",
			),
		);
	const feedback = facts.strayFeedback.map((name) =>
		note(
			`feedback/${name}`,
			"a crash left it: no job of that id runs",
			"the next Monitor removes it, or --repair",
			{ kind: "sweep records" },
		),
	);
	return [...halves, ...aside, ...feedback];
}
