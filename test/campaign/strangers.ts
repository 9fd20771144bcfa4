/**
 * Strangers: a pid that was given again is nobody's keeper, and a second Monitor
 * is no Monitor. Both with real processes.
 */
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { until } from "../helpers/until.ts";
import { roleOf } from "./cast.ts";
import type { Fire, Order } from "./fire.ts";
import type { Options, Outcome, Part } from "./part.ts";
import { randomOf } from "./random.ts";
import {
	type Build,
	drop,
	type Ended,
	endTrial,
	liveAsProcess,
	newTrial,
	PRESENT,
	type Trial,
} from "./trial.ts";

const CONFIG = "slots :: 2\nsettle seconds :: 0\n";
const TIMES = 4;

export const strangers: Part = {
	name: "strangers",
	about: "a pid that was given again, and a second Monitor on one root",
	run: (options) => meetStrangers(PRESENT, options),
};

export async function meetStrangers(
	build: Build,
	{ seed, short }: Options,
): Promise<Outcome> {
	const random = randomOf(seed);
	const violations: string[] = [];
	const times = short ? 1 : TIMES;
	for (let i = 0; i < times; i += 1) {
		violations.push(...(await givenAgain(build, i % 2 === 0)));
		violations.push(...(await secondMonitor(build, random.below(300))));
	}
	return { points: 2 * times, violations, figures: [] };
}

function orderOf(trial: Trial, fire: Fire = { kind: "none" }): Order {
	return { root: trial.root, looks: false, fire };
}

/** The keeper dies with its job, and its pid goes to somebody else, who is to be left in peace. */
async function givenAgain(build: Build, isAsked: boolean): Promise<string[]> {
	const trial = await newTrial(CONFIG);
	const role = roleOf("good", "lost", "lost", trial.truth);
	drop(trial, "wait-q", "lost", role.text.replace("exit 0", "sleep 60"));
	const first = liveAsProcess(build, orderOf(trial));
	const fence = await until("its job runs", () => fenceOf(trial));
	const [, monitor] = /^pid (\d+)/.exec(read(trial, "run/monitor")) ?? [];
	process.kill(-Number(monitor), "SIGKILL");
	await first;
	const text = read(trial, fence);
	const [, keeper] = /^taken (\d+) /.exec(text) ?? [];
	process.kill(-Number(keeper), "SIGKILL");
	const stranger = spawn("sleep", ["60"], { stdio: "ignore" });
	const given = text.replace(/^taken \d+/, `taken ${stranger.pid}`);
	fs.writeFileSync(path.join(trial.root, fence), given);
	if (isAsked)
		fs.appendFileSync(
			path.join(trial.root, "monitor_reads"),
			"KILL JOB lost\n",
		);
	const next = await liveAsProcess(build, orderOf(trial));
	const bad = strangerViolations(trial, next, stranger);
	stranger.kill("SIGKILL");
	endTrial(trial);
	return bad.map((what) => `a pid given again: ${what}`);
}

function read(trial: Trial, name: string): string {
	const file = path.join(trial.root, name);
	return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
}

/** The fence of the run whose job has written its lines. */
function fenceOf(trial: Trial): string {
	const names = fs.readdirSync(path.join(trial.root, "run"));
	const fence = names.find((name) => name.endsWith(".fence"));
	const isWritten = read(trial, "currently-executing/lost").includes(
		"lost 1 3\n",
	);
	return fence !== undefined && isWritten ? `run/${fence}` : "";
}

function strangerViolations(
	trial: Trial,
	{ code, signal }: Ended,
	stranger: ChildProcess,
): string[] {
	const bad = code === 0 ? [] : [`the Monitor ended with ${signal ?? code}`];
	const status = /^FAIL may have run: .*/m.exec(read(trial, "fail-q/lost"));
	if (status === null) bad.push("its UOW is not in fail-q as may have run");
	if (stranger.exitCode !== null || stranger.signalCode !== null)
		bad.push("a stranger was signalled");
	return bad;
}

/** While one holds the root the other does nothing, and says so. */
async function secondMonitor(build: Build, pause: number): Promise<string[]> {
	const trial = await newTrial(CONFIG);
	const role = roleOf("late", "late", "late", trial.truth);
	const go = path.join(trial.truth, "go");
	const gate = `until [ -e ${go} ]; do sleep 0.05; done`;
	drop(trial, "wait-q", "late", role.text.replace("sleep 0.3", gate));
	const first = liveAsProcess(build, orderOf(trial));
	await until("the first one runs a job", () =>
		fs.existsSync(path.join(trial.truth, "late")),
	);
	await new Promise((resolve) => setTimeout(resolve, pause));
	let over = false;
	const other = liveAsProcess(build, orderOf(trial)).finally(() => {
		over = true;
	});
	await until("the second one has ended, or works", () => {
		const starts = read(trial, "monitor_says").match(/Z the Monitor starts/g);
		return over || (starts?.length ?? 0) > 1;
	});
	fs.writeFileSync(go, "");
	const second = await other;
	const bad =
		second.code === 75 && second.out.includes("another Monitor holds")
			? []
			: [`it ended with ${second.signal ?? second.code}: ${second.out}`];
	const ended = await first;
	if (ended.code !== 0) bad.push(`the first one ended with ${ended.code}`);
	endTrial(trial);
	return bad.map((what) => `a second Monitor: ${what}`);
}
