/**
 * Long logs: that the bound is exact, that the Monitor's memory stays flat, and
 * that what is too long to be copied is dealt with at once.
 */
import fs from "node:fs";
import { shell } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";
import { MB, PATIENCE_S, Trial } from "./limits-trial.ts";
import type { Part } from "./part.ts";
import { type Random, randomOf } from "./random.ts";

/** Bytes by which a bounded log may be longer than the limit. */
const MARGIN = 512;

export const limits: Part = {
	name: "limits",
	about: "long logs: exact bounds, flat memory, nothing long is copied",
	run: async (options) => {
		const trial = new Trial(options);
		try {
			await trial.begin();
			await exactBounds(trial, randomOf(options.seed));
			await longLogMovedBack(trial, options.short ? 50 * MB : 1024 * MB);
			await longLogDropped(trial, options.short ? 50 * MB : 1024 * MB);
			await sparseTerabyte(trial);
			await endlessOutput(trial, options.short ? 200 * MB : 10_240 * MB);
		} finally {
			trial.end();
		}
		return trial.outcome();
	},
};

/** Around a limit by chance: as long as it is done, a byte longer is not. */
async function exactBounds(trial: Trial, random: Random): Promise<void> {
	const limit = 1000 + random.below(200_000);
	await trial.limit(String(limit));
	const rest = [...Array(trial.options.short ? 2 : 20)].map(() =>
		random.below(3 * limit),
	);
	const sizes = [limit - 1, limit, limit + 1, limit + MARGIN + 1, ...rest];
	for (const [i, size] of sizes.entries())
		trial.drop(
			`exact-${i}`,
			`head -c ${size} /dev/zero`,
			`INFO 1 :: ${"x".repeat(random.below(600))}`,
		);
	for (const [i, size] of sizes.entries()) {
		const { place, bytes, log } = await trial.settled(`exact-${i}`);
		const what = `limit ${limit}, ${size} bytes written: ${place}, log of ${log}`;
		trial.check(place === (size > limit ? "fail-q" : "done-q"), what);
		trial.check(
			size > limit ? log > limit && log <= limit + MARGIN : log === size,
			`${what}, file of ${bytes}`,
		);
	}
	for (const [i, size] of sizes.entries())
		if (size > limit) await anotherAttempt(trial, `exact-${i}`, limit);
	await trial.limit("none");
}

/** The log of the attempts before does not count. */
async function anotherAttempt(
	trial: Trial,
	name: string,
	limit: number,
): Promise<void> {
	const before = await trial.settled(name);
	fs.renameSync(trial.at(before.place, name), trial.at("wait-q", name));
	const { place, bytes } = await trial.settled(name);
	const added = bytes - before.bytes;
	trial.check(
		place === "fail-q" && added > limit && added <= limit + MARGIN,
		`limit ${limit}, a log of ${before.log} from before: ${place}, ${added} added`,
	);
}

/** A UOW whose job wrote much, run once more: its log stays where it is. */
async function longLogMovedBack(trial: Trial, size: number): Promise<void> {
	const name = "long";
	trial.drop(
		name,
		`if [ $UOW_ATTEMPT = 1 ]; then head -c ${size} /dev/zero; else echo again; fi`,
	);
	const first = await trial.settled(name);
	trial.check(first.log === size, `${size} bytes written, ${first.log} logged`);
	const begun = performance.now();
	fs.renameSync(trial.at(first.place, name), trial.at("wait-q", name));
	const second = await trial.settled(name);
	trial.check(
		second.place === "done-q" && second.log > size,
		`run again with a log of ${size}: ${second.place}, ${second.log}`,
	);
	trial.measure(
		`a UOW with a log of ${size / MB} MB, queued and run again in ${seconds(begun)} s`,
	);
}

async function longLogDropped(trial: Trial, size: number): Promise<void> {
	const file = trial.at("incoming", "brought");
	fs.writeFileSync(file, shell("true"));
	const chunk = Buffer.alloc(MB, "log\n");
	for (let done = 0; done < size; done += MB) fs.appendFileSync(file, chunk);
	await trashed(trial, "brought", `a dropped UOW with ${size / MB} MB of log`);
}

async function sparseTerabyte(trial: Trial): Promise<void> {
	const file = trial.at("incoming", "sparse");
	fs.writeFileSync(file, shell("true"));
	fs.truncateSync(file, 2 ** 40);
	fs.appendFileSync(file, "\n");
	await trashed(trial, "sparse", "a dropped UOW with a sparse TB of log");
}

async function endlessOutput(trial: Trial, size: number): Promise<void> {
	const limit = Math.round(size / 100);
	await trial.limit(String(limit));
	const begun = performance.now();
	trial.drop("endless", `head -c ${size} /dev/zero; sleep 3600`);
	const { place, log } = await trial.settled("endless");
	trial.check(
		place === "fail-q" && log > limit && log <= limit + MARGIN,
		`${size} bytes into a limit of ${limit}: ${place}, ${log}`,
	);
	trial.measure(
		`a job that prints ${size / MB} MB into a limit of ${(limit / MB).toFixed(0)} MB, ended after ${seconds(begun)} s`,
	);
}

async function trashed(
	trial: Trial,
	name: string,
	what: string,
): Promise<void> {
	const size = fs.statSync(trial.at("incoming", name)).size;
	const begun = performance.now();
	fs.renameSync(trial.at("incoming", name), trial.at("wait-q", name));
	const there = trial.at("trash", name);
	// An empty file of that name keeps its place first.
	const length = () => fs.existsSync(there) && fs.statSync(there).size;
	await until(what, length, Boolean, PATIENCE_S);
	trial.check(length() === size, `${what}: changed in trash`);
	trial.measure(`${what}, in trash after ${seconds(begun)} s`);
	fs.rmSync(there);
}

function seconds(begun: number): string {
	return ((performance.now() - begun) / 1000).toFixed(1);
}
