/**
 * Mutants: the protocol broken on purpose, one rule at a time. The campaign must
 * catch each; one that survives means that the campaign is blind there.
 */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { KEEPER } from "../../src/jobs/keeper.ts";
import {
	type Change,
	changedBuild,
	OTHER_KEEPER,
	removeBuild,
} from "./builds.ts";
import { sweepKeeper } from "./keeper.ts";
import { type Kill, sweep } from "./kills.ts";
import type { Options, Outcome, Part } from "./part.ts";
import { sweepPower } from "./power.ts";
import { soakBuild } from "./soak.ts";
import { meetStrangers } from "./strangers.ts";
import type { Build } from "./trial.ts";

/** A part of the campaign, on a broken build. */
type Catch = (build: Build, options: Options) => Promise<Outcome>;

interface Mutant {
	readonly name: string;
	readonly changes: readonly Change[];
	/** Caught so soon that the suite can try it. */
	readonly quick?: true;
	/** The part that must catch it, in full or its short version, or a change of the keeper's text. */
	readonly by:
		| Catch
		| { readonly keeper: (text: string) => string }
		| { readonly short: string }
		| "power";
}

const killed =
	(...ways: Kill["when"][]): Catch =>
	(build, options) =>
		sweep(build, options, (kill) => ways.includes(kill.when));
const soaked: Catch = (build, options) => soakBuild(build, options, 400);

function change(file: string, from: string, to: string): Change[] {
	return [{ file, from, to }];
}

/** Removes what must stand there. */
function without(text: string, ...parts: string[]): string {
	return parts.reduce((rest, part) => {
		if (!rest.includes(part)) throw new Error(`the keeper has no ${part}`);
		return rest.replace(part, "");
	}, text);
}

/** What tee appends between the reading and the writing is lost. */
const REWRITE = `{
	const fs = process.getBuiltinModule("node:fs");
	const all = fs.readFileSync(path);
	Buffer.from(padded(status, at.width)).copy(all, at.offset);
	fs.writeFileSync(path, all);
}`;

const NO_TICKET_CHECK = '[ -e "$record.ticket" ] || exit 125\n';

const REMEMBER = "rememberAll(world, now, fresh);";
const RECORD = "world.ledger.record(fresh.flatMap(launchOf));";

const MUTANTS: readonly Mutant[] = [
	{
		name: "no fence",
		changes: [],
		by: { keeper: (text) => without(text, "set -C\n", NO_TICKET_CHECK) },
	},
	{
		name: "a late keeper does not look for its ticket",
		changes: [],
		by: { keeper: (text) => without(text, NO_TICKET_CHECK) },
	},
	{
		name: "tee's exit code for the job's",
		quick: true,
		changes: [],
		by: { keeper: (text) => text.replace("code=$?", "code=0") },
	},
	{
		name: "a cut log is not said to be cut",
		changes: change(
			"core/ending.js",
			"return run.end !== 0 || run.ticket.boot !== boot;",
			"return false;",
		),
		by: { keeper: (text) => text },
	},
	{
		name: "nothing is made durable",
		changes: change(
			"disk/files.js",
			'step("fsync", fd, () => fs.fsyncSync(fd));',
			'step("fsync", fd, () => { });',
		),
		by: "power",
	},
	{
		name: "nobody looks for what a job leaves behind",
		quick: true,
		changes: change(
			"core/last-of-a-job.js",
			"return (!ticket.keepLeftovers &&",
			"return (false && !ticket.keepLeftovers &&",
		),
		by: killed("before"),
	},
	{
		name: "a ticket of another boot counts as never started",
		changes: change(
			"core/run-state.js",
			"if (ticket.boot !== now.boot)",
			"if (ticket.boot !== now.boot && fence !== undefined)",
		),
		by: "power",
	},
	{
		name: "rename over an existing name",
		quick: true,
		changes: change(
			"disk/steps.js",
			"const name = reserve(paths, to, from.as ?? portable(from.name), moved);",
			"const name = from.as ?? portable(from.name);",
		),
		by: killed("before"),
	},
	{
		name: "a request is not written down before it is obeyed",
		changes: change(
			"mail/request-log.js",
			"#write(entry) {",
			'#write(entry) { if (entry.startsWith("taken")) return;',
		),
		by: killed("after"),
	},
	{
		name: "STATUS is changed by rewriting the file",
		changes: change(
			"disk/uow-file.js",
			"files.write(fd, padded(status, at.width), at.offset);",
			REWRITE,
		),
		by: { short: "logs" },
	},
	{
		name: "a file that somebody still writes counts as whole",
		changes: change(
			"core/judge.js",
			"if (arrival.writer !== false)\n        return OPEN;",
			"",
		),
		by: { short: "slow-writers" },
	},
	{
		name: "placeholders of a crash stay",
		changes: ["spool/sweep.js", "queue/queue-folder.js"].flatMap((file) =>
			change(
				file,
				"isPlaceholder(stats) &&",
				"isPlaceholder(stats) && false &&",
			),
		),
		by: killed("after"),
	},
	{
		name: "the ids set aside are not written down",
		changes: change("spool/ledger.js", "this.#writeNext(this.#setAside);", ""),
		by: soaked,
	},
	{
		name: "a reserved id is not bound to its drop",
		changes: change(
			"monitor/act-on-queue.js",
			"world.reservations.write({ ...reservation, usedBy: arrival.version });",
			";",
		),
		by: killed("after"),
	},
	{
		name: "the keeper stays in the Monitor's group",
		changes: change(
			"jobs/launch-thread.js",
			"detached: true",
			"detached: false",
		),
		by: killed("later"),
	},
	{
		name: "launches are not kept in the ledger",
		changes: change(
			"monitor/act-on-end.js",
			"return ending.launched ?",
			"return ending.launched && false ?",
		),
		by: soaked,
	},
	{
		name: "what an earlier Monitor wrote into the history is written again",
		changes: change(
			"history/history.js",
			"this.#before.has(settlementOf(entry))",
			"false",
		),
		by: killed("before"),
	},
	{
		name: "the ledger comes before the history",
		changes: [
			...change("monitor/act-on-end.js", REMEMBER, ""),
			...change("monitor/act-on-end.js", RECORD, `${RECORD}\n${REMEMBER}`),
		],
		by: killed("before"),
	},
	{
		name: "a line of the history that is cut short stays",
		changes: change("history/history-file.js", "mendEnd(fd);", ""),
		by: killed("torn"),
	},
	{
		name: "last feedback values are appended again",
		changes: change(
			"spool/final-section.js",
			"if (final !== undefined && final.size <= size)",
			"if (final?.size === -1)",
		),
		by: killed("before"),
	},
	{
		name: "a process is known by its pid alone",
		changes: change(
			"jobs/proc.js",
			"facts.startTicks === identity.startTicks &&",
			"",
		),
		by: meetStrangers,
	},
	{
		name: "the wall clock is believed, whoever set it",
		changes: [
			...change(
				"core/pulse.js",
				"if (Math.abs(drift) > STEP + SLEW * elapsed)",
				"if (elapsed < 0)",
			),
			...change(
				"core/pulse.js",
				"Math.max(before.lookedAt, now.uptime - age)",
				"now.uptime - age",
			),
		],
		by: { short: "clock" },
	},
	{
		name: "the lock of another Monitor is not heeded",
		quick: true,
		changes: change(
			"jobs/flock.js",
			'run(fd, ["-w", String(WAIT), "3"])',
			'run(fd, ["-s", "-w", String(WAIT), "3"])',
		),
		by: meetStrangers,
	},
];

export const mutants: Part = {
	name: "mutants",
	about: "the protocol broken on purpose, which the campaign must catch",
	run: async (options) => {
		const chosen = MUTANTS.filter(({ quick }) => quick || !options.short);
		const violations: string[] = [];
		for (const mutant of chosen) {
			const found = await hunt(mutant, { ...options, enough: 1 });
			options.say(`${mutant.name}: ${found ?? "SURVIVED"}`);
			if (found === undefined) violations.push(`${mutant.name} survived`);
		}
		return { points: chosen.length, violations, figures: [] };
	},
};

/** How it was caught; undefined: it was not. */
async function hunt(
	{ changes, by }: Mutant,
	options: Options,
): Promise<string | undefined> {
	if (by === "power") return firstOf(await sweepPower(changes, options));
	const build = changedBuild([...changes, OTHER_KEEPER]);
	try {
		if (typeof by === "function") return firstOf(await by(build, options));
		if ("short" in by) return complaintOf(build, by.short, options);
		return firstOf(await sweepKeeper(build, by.keeper(KEEPER), options));
	} catch (error) {
		// Not even a life without a fault comes out right.
		return `at once, ${String(error).split("\n")[0]}`;
	} finally {
		removeBuild(build);
	}
}

/** The part as the broken build's own campaign runs it. */
function complaintOf(
	{ dist }: Build,
	part: string,
	{ seed }: Options,
): string | undefined {
	const main = path.join(dist, "test/campaign/main.js");
	const ended = spawnSync(
		process.execPath,
		[main, "--short", "--seed", String(seed), part],
		{ encoding: "utf8" },
	);
	if (ended.status === 0) return undefined;
	const violation = /VIOLATION .*/.exec(ended.stdout)?.[0];
	return `by ${part}: ${violation ?? ended.stderr.slice(-300)}`;
}

function firstOf({ points, violations, skipped }: Outcome): string | undefined {
	if (skipped !== undefined) return `NOT TRIED, ${skipped}`;
	const [first] = violations;
	return first === undefined ? undefined : `by point ${points}, ${first}`;
}
