/**
 * Long logs: that the bound is exact, that the Monitor's memory stays flat, and
 * that what is too long to be copied is dealt with at once.
 */
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRoot } from "../../src/spool/create.ts";
import { CLI, killJobsOf } from "../helpers/daemon.ts";
import { shell } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";
import type { Options, Outcome, Part } from "./part.ts";
import { type Random, randomOf } from "./random.ts";

const MB = 2 ** 20;
/** Resident memory that the Monitor may ever have needed. */
const MOST_MEMORY = 120 * MB;
/** Bytes by which a bounded log may be longer than the limit. */
const MARGIN = 512;
const PATIENCE_S = 300;

export const limits: Part = {
	name: "limits",
	about: "long logs: exact bounds, flat memory, nothing long is copied",
	run: async (options) => {
		const trial = new Trial(options);
		try {
			await trial.begin();
			await trial.exactBounds(randomOf(options.seed));
			await trial.longLogMovedBack(options.short ? 50 * MB : 1024 * MB);
			await trial.longLogDropped(options.short ? 50 * MB : 1024 * MB);
			await trial.sparseTerabyte();
			await trial.endlessOutput(options.short ? 200 * MB : 10_240 * MB);
		} finally {
			trial.end();
		}
		return trial.outcome();
	},
};

class Trial {
	readonly #options: Options;
	readonly #base = fs.mkdtempSync(path.join(os.tmpdir(), "catq-limits-"));
	readonly #violations: string[] = [];
	readonly #figures: string[] = [];
	#points = 0;
	#monitor: ChildProcess | undefined;

	constructor(options: Options) {
		this.#options = options;
	}

	async begin(): Promise<void> {
		await createRoot(this.#at());
		this.#configure("none");
		this.#monitor = spawn(
			process.execPath,
			[CLI, "--root", this.#at(), "monitor"],
			{ stdio: "ignore" },
		);
		await until("the start", () => this.#said().includes("the Monitor starts"));
	}

	end(): void {
		this.#monitor?.kill("SIGKILL");
		killJobsOf({ root: this.#at() });
		fs.rmSync(this.#base, { recursive: true, force: true });
	}

	outcome(): Outcome {
		return {
			points: this.#points,
			violations: this.#violations,
			figures: this.#figures,
		};
	}

	/** Around a limit by chance: as long as it is done, a byte longer is not. */
	async exactBounds(random: Random): Promise<void> {
		const limit = 1000 + random.below(200_000);
		await this.#limit(String(limit));
		const rest = [...Array(this.#options.short ? 2 : 20)].map(() =>
			random.below(3 * limit),
		);
		const sizes = [limit - 1, limit, limit + 1, limit + MARGIN + 1, ...rest];
		for (const [i, size] of sizes.entries())
			this.#drop(
				`exact-${i}`,
				`head -c ${size} /dev/zero`,
				`INFO 1 :: ${"x".repeat(random.below(600))}`,
			);
		for (const [i, size] of sizes.entries()) {
			const { place, bytes, log } = await this.#settled(`exact-${i}`);
			const what = `limit ${limit}, ${size} bytes written: ${place}, log of ${log}`;
			this.#check(place === (size > limit ? "fail-q" : "done-q"), what);
			this.#check(
				size > limit ? log > limit && log <= limit + MARGIN : log === size,
				`${what}, file of ${bytes}`,
			);
		}
		await this.#limit("none");
	}

	/** A UOW whose job wrote much, run once more: its log stays where it is. */
	async longLogMovedBack(size: number): Promise<void> {
		const name = "long";
		this.#drop(
			name,
			`if [ $UOW_ATTEMPT = 1 ]; then head -c ${size} /dev/zero; else echo again; fi`,
		);
		const first = await this.#settled(name);
		this.#check(
			first.log === size,
			`${size} bytes written, ${first.log} logged`,
		);
		const begun = performance.now();
		fs.renameSync(this.#at(first.place, name), this.#at("wait-q", name));
		const second = await this.#settled(name);
		this.#check(
			second.place === "done-q" && second.log > size,
			`run again with a log of ${size}: ${second.place}, ${second.log}`,
		);
		this.#measure(
			`a UOW with a log of ${size / MB} MB, queued and run again in ${seconds(begun)} s`,
		);
	}

	async longLogDropped(size: number): Promise<void> {
		const file = this.#at("incoming", "brought");
		fs.writeFileSync(file, shell("true"));
		const chunk = Buffer.alloc(MB, "log\n");
		for (let done = 0; done < size; done += MB) fs.appendFileSync(file, chunk);
		await this.#trashed("brought", `a dropped UOW with ${size / MB} MB of log`);
	}

	async sparseTerabyte(): Promise<void> {
		const file = this.#at("incoming", "sparse");
		fs.writeFileSync(file, shell("true"));
		fs.truncateSync(file, 2 ** 40);
		fs.appendFileSync(file, "\n");
		await this.#trashed("sparse", "a dropped UOW with a sparse TB of log");
	}

	async endlessOutput(size: number): Promise<void> {
		const limit = Math.round(size / 100);
		await this.#limit(String(limit));
		const begun = performance.now();
		this.#drop("endless", `head -c ${size} /dev/zero; sleep 3600`);
		const { place, log } = await this.#settled("endless");
		this.#check(
			place === "fail-q" && log > limit && log <= limit + MARGIN,
			`${size} bytes into a limit of ${limit}: ${place}, ${log}`,
		);
		this.#measure(
			`a job that prints ${size / MB} MB into a limit of ${(limit / MB).toFixed(0)} MB, ended after ${seconds(begun)} s`,
		);
	}

	async #trashed(name: string, what: string): Promise<void> {
		const size = fs.statSync(this.#at("incoming", name)).size;
		const begun = performance.now();
		fs.renameSync(this.#at("incoming", name), this.#at("wait-q", name));
		const there = this.#at("trash", name);
		// An empty file of that name keeps its place first.
		const length = () => fs.existsSync(there) && fs.statSync(there).size;
		await until(what, length, Boolean, PATIENCE_S);
		this.#check(length() === size, `${what}: changed in trash`);
		this.#measure(`${what}, in trash after ${seconds(begun)} s`);
		fs.rmSync(there);
	}

	#drop(name: string, command: string, ...lines: string[]): void {
		fs.writeFileSync(this.#at("incoming", name), shell(command, ...lines));
		fs.renameSync(this.#at("incoming", name), this.#at("wait-q", name));
	}

	/** Where it settled, with the bytes of its file and of its log. */
	async #settled(
		name: string,
	): Promise<{ place: string; bytes: number; log: number }> {
		const find = () =>
			["done-q", "error-q", "fail-q"].find(
				(place) =>
					fs.existsSync(this.#at(place, name)) &&
					fs.statSync(this.#at(place, name)).size > 0,
			);
		const place =
			(await until(`${name} settles`, find, Boolean, PATIENCE_S)) ?? "nowhere";
		const head = Buffer.alloc(8192);
		const fd = fs.openSync(this.#at(place, name), "r");
		const { size: bytes } = fs.fstatSync(fd);
		fs.readSync(fd, head, 0, head.length, 0);
		fs.closeSync(fd);
		const title = "==== JOB LOG\n";
		return { place, bytes, log: bytes - head.indexOf(title) - title.length };
	}

	#measure(what: string): void {
		const status = fs.readFileSync(
			`/proc/${this.#monitor?.pid}/status`,
			"utf8",
		);
		const peak = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
		const figure = `${what}; the Monitor's memory was at most ${(peak / MB).toFixed(0)} MB`;
		this.#figures.push(figure);
		this.#check(peak < MOST_MEMORY, figure);
	}

	#check(holds: boolean, what: string): void {
		this.#points += 1;
		if (!holds) this.#violations.push(`${what} (seed ${this.#options.seed})`);
	}

	async #limit(limit: string): Promise<void> {
		const answers = () => this.#said().split("is in force").length;
		const before = answers();
		this.#configure(limit);
		fs.appendFileSync(this.#at("monitor_reads"), "RELOAD\n");
		await until("RELOAD", () => answers() > before);
	}

	#configure(limit: string): void {
		fs.writeFileSync(
			this.#at("monitor.config.txt"),
			`settle seconds :: 0.2\nslots :: 2\nmax log :: ${limit}\n`,
			{ mode: 0o640 },
		);
	}

	#said(): string {
		const file = this.#at("monitor_says");
		return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
	}

	#at(...parts: string[]): string {
		return path.join(this.#base, "root", ...parts);
	}
}

function seconds(begun: number): string {
	return ((performance.now() - begun) / 1000).toFixed(1);
}
