/**
 * Slow writers: hundreds of files at once get their bytes in pieces, in the
 * queue itself. None may be started before it is whole, each whole one runs
 * exactly once, and what its writer gave up lies in trash with all its bytes.
 */
import fs from "node:fs";
import path from "node:path";
import { startMonitor } from "../helpers/daemon.ts";
import { type Owner, owning } from "../helpers/owner.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";
import type { Options, Outcome, Part } from "./part.ts";
import { randomOf } from "./random.ts";
import { type Pace, type Schedule, schedulesOf } from "./slow-plan.ts";
import { writeSlowly } from "./slow-write.ts";

interface Tried {
	readonly schedule: Schedule;
	/** Seconds for which it lay closed at the end of a line. */
	readonly closed: number;
}

export const slowWriters: Part = {
	name: "slow-writers",
	about: "files written in pieces with pauses up to 30 s: no early start",
	run: (options) => owning((owner) => run(owner, options)),
};

async function run(owner: Owner, options: Options): Promise<Outcome> {
	const random = randomOf(options.seed);
	const pace = options.short
		? { settle: 1, longest: 1_500, spread: 1_500, giveUp: 4 }
		: { settle: 2, longest: 30_000, spread: 60_000, giveUp: 60 };
	const [most, strict] = options.short ? [80, 20] : [800, 200];
	const quiet = { ...pace, completeOnly: false };
	const picky = { ...pace, completeOnly: true };
	const outcomes = await Promise.all([
		tryAll(owner, schedulesOf(random, most, quiet), quiet),
		tryAll(owner, schedulesOf(random, strict, picky), picky),
	]);
	return {
		points: most + strict,
		violations: outcomes.flatMap((outcome) => outcome.violations),
		figures: outcomes.flatMap((outcome) => outcome.figures),
	};
}

async function tryAll(
	owner: Owner,
	schedules: readonly Schedule[],
	pace: Pace,
): Promise<Pick<Outcome, "violations" | "figures">> {
	const root = await makeRoot(
		owner,
		`slots :: 4\nsettle seconds :: ${pace.settle}\ngive up seconds :: ${pace.giveUp}\nsays size :: 100M\n${pace.completeOnly ? "accept :: complete only\n" : ""}`,
	);
	await startMonitor(owner, root);
	const queue = root.folder("wait-q");
	const tried = await Promise.all(
		schedules.map(async (schedule) => ({
			schedule,
			closed: await writeSlowly(schedule, queue),
		})),
	);
	const left = () => [
		...root.names("wait-q"),
		...root.names("currently-executing"),
	];
	const patience = pace.giveUp + 120;
	await until("all have ended", left, (seen) => seen.length === 0, patience);
	const early = tried.flatMap((one) => earlyStarts(root, one, pace));
	const others = tried.flatMap((one) => endComplaints(root, one, pace));
	const exempt = tried.filter((one) => isByDefinitionWhole(one, pace)).length;
	return {
		violations: [...early, ...others],
		figures: [
			`${schedules.length} schedules${pace.completeOnly ? " (accept :: complete only)" : ""}: ${early.length} early starts, ${root.names("done-q").length} done, ${root.names("trash").length / 2} given up`,
			...(exempt > 0
				? [
						`${exempt} not counted: the machine made a pause at the end of a line longer than settle seconds`,
					]
				: []),
		],
	};
}

/** A pause meant to be short became so long that the text counted as whole. */
function isByDefinitionWhole({ closed }: Tried, pace: Pace): boolean {
	return !pace.completeOnly && closed >= pace.settle;
}

/** Everything that ended under this name and was started: its header must be all of it. */
function earlyStarts(root: TestRoot, tried: Tried, pace: Pace): string[] {
	const { schedule } = tried;
	if (isByDefinitionWhole(tried, pace)) return [];
	return (["done-q", "error-q", "fail-q"] as const).flatMap((place) =>
		root
			.names(place)
			.filter((name) => name.replace(/\.\d+$/, "") === schedule.name)
			.flatMap((name) => {
				const text = root.text(place, name) ?? "";
				const header =
					/==== UNIT OF WORK\n([\s\S]*?)\n\n==== STATUS\n/.exec(text)?.[1] ??
					"";
				return header === schedule.header
					? []
					: [`early start of ${describe(schedule)} as: ${header}`];
			}),
	);
}

function endComplaints(root: TestRoot, tried: Tried, pace: Pace): string[] {
	const { schedule } = tried;
	if (isByDefinitionWhole(tried, pace)) return [];
	if (schedule.way === "gives up") {
		const kept = root.text("trash", schedule.name);
		const why = root.text("trash", `${schedule.name}.why`) ?? "";
		return kept === schedule.pieces.join("") && why !== ""
			? []
			: [`${describe(schedule)} is not in trash as it was, with a reason`];
	}
	const token = /full-\S+/.exec(schedule.header)?.[0] ?? "";
	const lines = truthOf(root).filter((line) => line === token).length;
	const second = truthOf(root).filter(
		(line) => line === token.replace("full", "second"),
	).length;
	const places = (["done-q", "error-q", "fail-q", "trash"] as const).filter(
		(place) => root.names(place).includes(schedule.name),
	);
	return lines === 1 && second === 1 && places.join() === "done-q"
		? []
		: [
				`${describe(schedule)} ran ${lines} times, to its end ${second} times, and lies in ${places.join(", ")}${places.map((place) => `: ${root.status(place, schedule.name)}`).join("")}`,
			];
}

function truthOf(root: TestRoot): string[] {
	const file = path.join(path.dirname(root.root), "truth");
	return fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n") : [];
}

function describe({ name, way, whole, pieces, pauses }: Schedule): string {
	const times = pauses.map((ms) => (ms / 1000).toFixed(1)).join(", ");
	return `${name} (${way}, ${whole ? "whole" : "header only"}, pauses of ${times} s between ${JSON.stringify(pieces)})`;
}
