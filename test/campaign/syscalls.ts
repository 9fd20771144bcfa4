/** Kills and errors at the system calls of the unmodified build, by strace: the sweep that trusts nothing of ours. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
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
	runToEnd,
	someOf,
	type Trial,
} from "./trial.ts";

/** Calls that change files; of opens only those that create. */
const CALLS = [
	"openat",
	"rename",
	"unlink",
	"link",
	"mkdir",
	"rmdir",
	"fsync",
	"write",
	"pwrite64",
	"fchmod",
	"fchown",
	"chmod",
];
const EFFECTS = ["signal=KILL", "error=ENOSPC"];

/** Points of the short version. */
const SHORT = 4;

interface Point {
	readonly call: string;
	/** The how many-th of its kind in the Monitor's main thread. */
	readonly number: number;
	readonly effect: string;
}

export const syscalls: Part = {
	name: "syscalls",
	about:
		"KILL, ENOSPC and EIO at the system calls of the unmodified build (strace)",
	run: (options) => sweepCalls(PRESENT, options),
};

export async function sweepCalls(
	build: Build,
	options: Options,
): Promise<Outcome> {
	const none = { points: 0, violations: [], figures: [] };
	if (!canTrace()) return { ...none, skipped: "strace cannot be used here" };
	const calls = await callsOf(build);
	const all = EFFECTS.flatMap((effect) =>
		calls.map((call): Point => ({ ...call, effect })),
	);
	const points = options.short
		? someOf(all, SHORT, randomOf(options.seed))
		: all;
	const violations: string[] = [];
	let fired = 0;
	const work = async (point: Point) => {
		const result = await tryPoint(build, point);
		if (result.fired) fired += 1;
		violations.push(
			...result.violations.map((text) => `${JSON.stringify(point)}: ${text}`),
		);
	};
	const done = await each(points, work, enoughOf(options, violations));
	return {
		points: done,
		violations,
		figures: [
			`${calls.length} calls in a life that change files; ${fired} of ${done} injections ended the Monitor`,
		],
	};
}

function canTrace(): boolean {
	return spawnSync("strace", ["-qq", "-o", "/dev/null", "true"]).status === 0;
}

function monitorOf(build: Build, trial: Trial): string[] {
	const cli = path.join(build.dist, "src/cli.js");
	return [process.execPath, cli, "--root", trial.root, "monitor", "--once"];
}

/** Which of its calls a life makes on its root, numbered as strace counts them. */
async function callsOf(build: Build): Promise<Omit<Point, "effect">[]> {
	const { trial } = await newLife(false);
	const log = path.join(trial.base, "calls");
	const args = ["-qq", "-y", "-o", log, "-e", `trace=${CALLS.join(",")}`];
	await runToEnd("strace", [...args, ...monitorOf(build, trial)]);
	const counts = new Map<string, number>();
	const calls = fs
		.readFileSync(log, "utf8")
		.split("\n")
		.flatMap((line) => {
			const call = /^(\w+)\(/.exec(line)?.[1];
			if (call === undefined) return [];
			const number = (counts.get(call) ?? 0) + 1;
			counts.set(call, number);
			const isOurs = line.includes(`${trial.root}/`);
			const changes = call !== "openat" || line.includes("O_CREAT");
			return isOurs && changes ? [{ call, number }] : [];
		});
	endTrial(trial);
	return calls;
}

async function tryPoint(
	build: Build,
	{ call, number, effect }: Point,
): Promise<{ fired: boolean; violations: string[] }> {
	const { trial, expected } = await newLife(false);
	const args = ["-qq", "-o", "/dev/null", "-e", `trace=${call}`];
	const inject = `inject=${call}:${effect}:when=${number}`;
	const monitor = monitorOf(build, trial);
	const hit = await runToEnd("strace", [...args, "-e", inject, ...monitor]);
	const [program = "", ...rest] = monitor;
	const ended = await runToEnd(program, rest);
	const violations = violationsOf(trial, expected);
	if (ended.code !== 0)
		violations.push(
			`restart: ${ended.signal ?? ended.code}: ${ended.out.slice(-300)}`,
		);
	endTrial(trial);
	return { fired: hit.code !== 0, violations };
}
