/**
 * The wall clock jumps by hours, both ways, under a Monitor with waiting and
 * running jobs (libfaketime; the monotonic clock stays true). Lengths and
 * deadlines must not care; NOT BEFORE, which is about the wall clock, must.
 */
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { uptime } from "../../src/jobs/proc.ts";
import { readDuration } from "../../src/text/quantity.ts";
import { startMonitor } from "../helpers/daemon.ts";
import { type Owner, owning } from "../helpers/owner.ts";
import { makeRoot, shell, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";
import {
	KINDS,
	type Kind,
	orderText,
	releaseAt,
	SETTLE,
} from "./clock-jobs.ts";
import { FakeClock, findLibrary } from "./fake-clock.ts";
import type { Options, Outcome, Part } from "./part.ts";
import { type Random, randomOf } from "./random.ts";

/** Hours the clock is set to, counted from the true time. */
const STEPS = [0, 1, -1, 26, -26, 5, -5] as const;

export const clock: Part = {
	name: "clock",
	about: "the wall clock set by hours, both ways, while jobs wait and run",
	run: (options) => owning((owner) => run(owner, options)),
};

interface Dropped {
	readonly name: string;
	readonly kind: Kind;
	readonly droppedAt: number;
}

async function run(owner: Owner, options: Options): Promise<Outcome> {
	const library = findLibrary();
	if (library === undefined) {
		const skipped = "libfaketime is not installed (package libfaketime)";
		return { points: 0, violations: [], figures: [], skipped };
	}
	const random = randomOf(options.seed);
	const steps = options.short ? 6 : 80;
	const root = await makeRoot(
		owner,
		`slots :: 12\nsettle seconds :: ${SETTLE}\nsleep seconds :: 1\nsays size :: 100M\n`,
	);
	const fake = new FakeClock(path.dirname(root.root));
	await startMonitor(owner, root, { env: fake.environment(library) });
	const dropped: Dropped[] = [];
	for (let step = 0; step < steps; step += 1) {
		dropped.push(...drop(root, random, step, fake, options.short));
		await pause(300 + random.below(1500));
		fake.set(random.pick(STEPS.filter((hours) => hours !== fake.hours)));
		if (step % 20 === 19) options.say(`${step + 1} steps of the clock`);
	}
	// Far enough for every NOT BEFORE.
	fake.set(50);
	await until(
		"all have ended",
		() => [...root.names("wait-q"), ...root.names("currently-executing")],
		(seen) => seen.length === 0,
		120,
	);
	const facts = factsOf(root);
	return {
		points: steps + dropped.length,
		violations: [
			...dropped.flatMap((one) => complaints(root, one, facts)),
			...(root.names("trash").length > 0
				? [`in trash: ${root.names("trash").join(", ")}`]
				: []),
		],
		figures: [
			`${steps} steps of up to 76 h, ${dropped.length} jobs: ${KINDS.map((kind) => `${dropped.filter((one) => one.kind === kind).length} ${kind.name}`).join(", ")}`,
			latenessText(root, dropped),
			retryText(dropped, facts),
			orderText(root),
		],
	};
}

/** Some kinds each time, in the short version every one once. */
function drop(
	root: TestRoot,
	random: Random,
	step: number,
	fake: FakeClock,
	short: boolean,
): Dropped[] {
	const chosen = short
		? KINDS.filter((_, i) => i % 3 === step % 3)
		: [random.pick(KINDS), random.pick(KINDS)];
	return chosen.map((kind, i) => {
		const name = `${kind.name}-${step}-${i}`;
		const text = shell(
			`cat /proc/uptime >> begun-$UOW_NAME; ${kind.command}`,
			...kind.terms(releaseAt(fake.hours)),
		);
		root.drop(
			"wait-q",
			name,
			kind.headerOnly ? `${text.split("\n\n==== STATUS")[0] ?? ""}\n` : text,
		);
		return { name, kind, droppedAt: uptime() };
	});
}

/** When each job began, by the uptime, in order. */
function factsOf(root: TestRoot): ReadonlyMap<string, readonly number[]> {
	const base = path.dirname(root.root);
	return new Map(
		fs
			.readdirSync(base)
			.filter((name) => name.startsWith("begun-"))
			.map((name) => [
				name.slice("begun-".length),
				fs
					.readFileSync(path.join(base, name), "utf8")
					.trim()
					.split("\n")
					.map((line) => Number(line.split(" ")[0])),
			]),
	);
}

function complaints(
	root: TestRoot,
	{ name, kind, droppedAt }: Dropped,
	facts: ReadonlyMap<string, readonly number[]>,
): string[] {
	const begun = facts.get(name) ?? [];
	const status = root.status(kind.place, name);
	if (status === undefined) return [`${name} is not in ${kind.place}`];
	const after = secondsOf(status);
	const [least, most] = kind.lasts;
	const bad: string[] = [];
	if (begun.length !== kind.runs) bad.push(`ran ${begun.length} times`);
	if (!kind.status.test(status)) bad.push(`says ${status}`);
	if (after === undefined || after < least || after > most)
		bad.push(`took ${after} s, expected ${least} to ${most}: ${status}`);
	const waited = (begun[0] ?? 0) - droppedAt;
	if (kind.startsWithin !== undefined && waited > kind.startsWithin)
		bad.push(`began ${waited.toFixed(1)} s after it was dropped`);
	if (kind.headerOnly && waited < SETTLE - 0.02)
		bad.push(`began after ${waited.toFixed(2)} s, before it was quiet`);
	const [notBefore = "", from = ""] = [
		/^NOT BEFORE :: (\S+)$/m.exec(root.text(kind.place, name) ?? "")?.[1],
		/, (\S+Z) to /.exec(status)?.[1],
	];
	// Both are of the clock that was set, and read alike.
	if (from < notBefore) bad.push(`began at ${from}, not before ${notBefore}`);
	const paused = (begun[1] ?? 0) - (begun[0] ?? 0);
	if (kind.runs === 2 && paused > kind.retriesWithin)
		bad.push(`was tried again after ${paused.toFixed(1)} s`);
	return bad.map((what) => `${name} ${what}`);
}

function secondsOf(status: string): number | undefined {
	const text = / after (.*?)(?:, \d{4}-|$)/.exec(status)?.[1];
	if (text === undefined) return undefined;
	let seconds = 0;
	for (const part of text
		.split(" ")
		.join("")
		.match(/[\d.]+[a-z]/g) ?? []) {
		const read = readDuration(part);
		if (!read.ok) return undefined;
		seconds += read.value;
	}
	return seconds;
}

/** How late those that hang were ended. */
function latenessText(root: TestRoot, dropped: readonly Dropped[]): string {
	const late = dropped
		.filter(({ kind }) => kind.place === "fail-q")
		.map(
			({ kind, name }) =>
				(secondsOf(root.status(kind.place, name) ?? "") ?? 0) - kind.lasts[0],
		)
		.sort((a, b) => a - b);
	return `ended after their limit by ${late.at(0)?.toFixed(2)} to ${late.at(-1)?.toFixed(2)} s (median ${late[late.length >> 1]?.toFixed(2)} s, ${late.length} jobs)`;
}

/** A retry goes by the wall clock: set forward, it comes earlier than its pause. */
function retryText(
	dropped: readonly Dropped[],
	facts: ReadonlyMap<string, readonly number[]>,
): string {
	const paused = dropped
		.filter(({ kind }) => kind.runs === 2)
		.map(({ name }) => facts.get(name) ?? [])
		.map(([first = 0, second = 0]) => second - first)
		.sort((a, b) => a - b);
	return `tried again after ${paused.at(0)?.toFixed(1)} to ${paused.at(-1)?.toFixed(1)} s instead of 3 (${paused.length} jobs)`;
}
