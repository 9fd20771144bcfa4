/** Roots to try things on, Monitors run to their end, and a few workers that do it side by side. */
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createRoot } from "../../src/spool/create.ts";
import type { Place } from "../../src/text/places.ts";
import type { Order, Report } from "./fire.ts";
import type { Options } from "./part.ts";
import type { Random } from "./random.ts";

/** A build of the product: the present one, or a copy that was changed on purpose. */
export interface Build {
	/** Folder that holds src/ and test/ as compiled. */
	readonly dist: string;
}

export const PRESENT: Build = {
	dist: fileURLToPath(new URL("../..", import.meta.url)),
};

export interface Trial {
	/** Everything of the trial; the root lies in it. */
	readonly base: string;
	readonly root: string;
	/** Where jobs write what they do: the truth. Outside the root. */
	readonly truth: string;
}

export interface Ended {
	readonly code: number | null;
	/** "SIGKILL": it died under fire. */
	readonly signal: string | null;
	readonly out: string;
	readonly report: Report | undefined;
}

/** `home`: a folder of the file system to be tried. */
export async function newTrial(
	config: string,
	home = os.tmpdir(),
): Promise<Trial> {
	const base = fs.mkdtempSync(path.join(os.tmpdir(), "catq-campaign-"));
	const root =
		home === os.tmpdir()
			? path.join(base, "root")
			: path.join(home, path.basename(base));
	await createRoot(root);
	// Pages are a courtesy, written like the status beside them: each would only multiply the points.
	fs.writeFileSync(
		path.join(root, "monitor.config.txt"),
		`posted uows :: 0\n${config}`,
		{ mode: 0o640 },
	);
	const truth = path.join(base, "truth");
	fs.mkdirSync(truth);
	return { base, root, truth };
}

export function endTrial(trial: Trial): void {
	fs.rmSync(trial.root, { recursive: true, force: true });
	fs.rmSync(trial.base, { recursive: true, force: true });
}

/** Drops a file as a person would: written beside, then moved in. */
export function drop(
	trial: Trial,
	place: Place,
	name: string,
	text: string,
): void {
	const beside = path.join(trial.root, "incoming", `.${name}`);
	fs.writeFileSync(beside, text, { mode: 0o640 });
	fs.renameSync(beside, path.join(trial.root, place, name));
}

/** Milliseconds a life may take; a longer one hangs. */
const LONGEST_LIFE = 60_000;

/** Runs a Monitor under fire as a process of its own; signal "HANGS": it had to be ended. */
export function liveAsProcess(
	build: Build,
	order: Order,
	env: NodeJS.ProcessEnv = process.env,
): Promise<Ended> {
	const fire = path.join(build.dist, "test/campaign/fire-process.js");
	return runToEnd(process.execPath, [fire, JSON.stringify(order)], env);
}

/** Runs a program in a group of its own. */
export function runToEnd(
	program: string,
	args: readonly string[],
	env: NodeJS.ProcessEnv = process.env,
): Promise<Ended> {
	const child = spawn(program, args, {
		stdio: ["ignore", "pipe", "pipe"],
		detached: true,
		env,
	});
	let out = "";
	child.stdout.on("data", (data) => (out += data));
	child.stderr.on("data", (data) => (out += data));
	let hangs = false;
	const timer = setTimeout(() => {
		hangs = true;
		process.kill(-(child.pid ?? 0), "SIGKILL");
	}, LONGEST_LIFE);
	return new Promise((resolve) =>
		child.on("close", (code, signal) => {
			clearTimeout(timer);
			const report = reportOf(out);
			resolve({ code, signal: hangs ? "HANGS" : signal, out, report });
		}),
	);
}

function reportOf(out: string): Report | undefined {
	const last = out.trimEnd().split("\n").at(-1) ?? "";
	return last.startsWith('{"code"') ? (JSON.parse(last) as Report) : undefined;
}

/** Does `work` for each, a few at a time, until it is enough; returns how many were done. */
export async function each<T>(
	all: readonly T[],
	work: (one: T) => Promise<void>,
	isEnough: () => boolean = () => false,
): Promise<number> {
	const rest = [...all];
	let done = 0;
	const worker = async () => {
		for (let one = rest.shift(); one !== undefined; one = rest.shift()) {
			if (isEnough()) return;
			await work(one);
			done += 1;
		}
	};
	const workers = os.availableParallelism() + 1;
	await Promise.all(Array.from({ length: workers }, worker));
	return done;
}

/** Some of the points: all of them, or about `most`, evenly spread, begun by chance. */
export function someOf<T>(
	all: readonly T[],
	most: number,
	random: Random,
): readonly T[] {
	const step = Math.max(1, Math.ceil(all.length / most));
	const first = random.below(step);
	return all.filter((_, i) => i % step === first);
}

/** For `each`: whether what was found is what was asked for. */
export function enoughOf(
	{ enough }: Pick<Options, "enough">,
	violations: readonly string[],
): () => boolean {
	return () => violations.length >= (enough ?? Number.POSITIVE_INFINITY);
}
