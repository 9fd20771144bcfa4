/** The error sweep: every operation on files fails once, or from then on; the fault goes away, and work resumes. */
import { live } from "./arenas.ts";
import type { Fire, Order } from "./fire.ts";
import { newLife } from "./life.ts";
import type { Options, Outcome, Part } from "./part.ts";
import { violationsOf } from "./promises.ts";
import { randomOf } from "./random.ts";
import {
	type Build,
	each,
	endTrial,
	enoughOf,
	PRESENT,
	someOf,
} from "./trial.ts";

type Fault = Extract<Fire, { kind: "error" }>;

type Mood = readonly [code: string, forever: boolean];
/** A full or read-only disk stays so, other faults pass. */
const CHANGE_MOODS: readonly Mood[] = [
	["ENOSPC", true],
	["EIO", false],
	["EROFS", true],
	["EMFILE", false],
];
const LOOK_MOODS: readonly Mood[] = [
	["EIO", false],
	["EMFILE", true],
];
const LOOKS = ["open", "lstat", "list", "read"];
/** Points of the short version. */
const SHORT = 10;
/** Of looks, which are many and alike, every so many-th is failed. */
const LOOK_STEP = 20;
const RESTARTED = 75;

export const errors: Part = {
	name: "errors",
	about: "ENOSPC, EIO, EROFS and EMFILE at every file operation",
	run: (options) => sweepErrors(PRESENT, options),
};

export async function sweepErrors(
	build: Build,
	options: Options,
): Promise<Outcome> {
	const names = await operationsOf(build);
	const all = faultsOf(names);
	const points = options.short
		? someOf(all, SHORT, randomOf(options.seed))
		: all;
	const violations: string[] = [];
	const codes = new Map<string, number>();
	const work = async (fault: Fault) => {
		const result = await failOnce(build, fault);
		codes.set(result.ended, (codes.get(result.ended) ?? 0) + 1);
		const where = JSON.stringify({ ...fault, name: names[fault.at - 1] });
		violations.push(...result.violations.map((text) => `${where}: ${text}`));
	};
	const done = await each(points, work, enoughOf(options, violations));
	const ends = [...codes].map(([end, count]) => `${count} times ${end}`);
	return {
		points: done,
		violations,
		figures: [`${names.length} operations in a life; ended ${ends.join(", ")}`],
	};
}

/** Every change with every fault; of the looks some. */
function faultsOf(names: readonly string[]): Fault[] {
	let looks = 0;
	return names.flatMap((name, i): Fault[] => {
		const isLook = LOOKS.includes(name);
		if (isLook && looks++ % LOOK_STEP !== 0) return [];
		const moods = isLook ? LOOK_MOODS : CHANGE_MOODS;
		return moods.map(([code, forever]) => ({
			kind: "error",
			at: i + 1,
			code,
			forever,
		}));
	});
}

async function operationsOf(build: Build): Promise<readonly string[]> {
	const { trial } = await newLife(false);
	const ended = await live(build, {
		root: trial.root,
		looks: true,
		fire: { kind: "none" },
	});
	endTrial(trial);
	if (ended.report === undefined) throw new Error(ended.out);
	return ended.report.operations;
}

async function failOnce(
	build: Build,
	fault: Fault,
): Promise<{ ended: string; violations: string[] }> {
	const life = await newLife(false);
	const { root } = life.trial;
	const order = (fire: Fire): Order => ({ root, looks: true, fire });
	const failed = await live(build, order(fault));
	const violations = messageViolations(fault, failed);
	const resumed = await live(build, order({ kind: "none" }));
	if (resumed.code !== 0)
		violations.push(
			`work did not resume: ${resumed.signal ?? resumed.code}: ${resumed.out.slice(-300)}`,
		);
	violations.push(...violationsOf(life.trial, life.expected));
	endTrial(life.trial);
	const ended = String(failed.signal ?? failed.code);
	return { ended: `with ${ended}`, violations };
}

/** An end that systemd restarts, and one line that says why; or the fault did not matter, and is said once at most. */
function messageViolations(
	fault: Fault,
	{
		code,
		signal,
		out,
	}: { code: number | null; signal: string | null; out: string },
): string[] {
	const lines = out
		.split("\n")
		.filter((line) => line.includes(`${fault.code}: a fault`));
	if (code === 0)
		return lines.length > 1 ? [`said ${lines.length} times: ${lines[1]}`] : [];
	if (code !== RESTARTED)
		return [`ended with ${signal ?? code}: ${out.slice(-400)}`];
	if (lines.length !== 1)
		return [
			`said ${lines.length} times: ${lines.join(" / ")} ${lines.length === 0 ? out.slice(-300) : ""}`,
		];
	return /'[^']*\/[^']*'/.test(lines[0] ?? "")
		? []
		: [`names no file: ${lines[0]}`];
}
