/** A queue root with a Monitor of its own for the campaign's part on limits. */
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRoot } from "../../src/spool/create.ts";
import { CLI, killJobsOf } from "../helpers/daemon.ts";
import { shell } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";
import type { Options, Outcome } from "./part.ts";

export const MB = 2 ** 20;
/** Resident memory that the Monitor may ever have needed. */
const MOST_MEMORY = 140 * MB;
export const PATIENCE_S = 300;

export class Trial {
	readonly options: Options;
	readonly #base = fs.mkdtempSync(path.join(os.tmpdir(), "catq-limits-"));
	readonly #violations: string[] = [];
	readonly #figures: string[] = [];
	#points = 0;
	#monitor: ChildProcess | undefined;

	constructor(options: Options) {
		this.options = options;
	}

	async begin(): Promise<void> {
		await createRoot(this.at());
		this.#configure("none");
		this.#monitor = spawn(
			process.execPath,
			[CLI, "--root", this.at(), "monitor"],
			{ stdio: "ignore" },
		);
		await until("the start", () => this.#said().includes("the Monitor starts"));
	}

	end(): void {
		this.#monitor?.kill("SIGKILL");
		killJobsOf({ root: this.at() });
		fs.rmSync(this.#base, { recursive: true, force: true });
	}

	outcome(): Outcome {
		return {
			points: this.#points,
			violations: this.#violations,
			figures: this.#figures,
		};
	}

	drop(name: string, command: string, ...lines: string[]): void {
		fs.writeFileSync(this.at("incoming", name), shell(command, ...lines));
		fs.renameSync(this.at("incoming", name), this.at("wait-q", name));
	}

	/** Where it settled, with the bytes of its file and of its log. */
	async settled(
		name: string,
	): Promise<{ place: string; bytes: number; log: number }> {
		const find = () =>
			["done-q", "error-q", "fail-q"].find(
				(place) =>
					fs.existsSync(this.at(place, name)) &&
					fs.statSync(this.at(place, name)).size > 0,
			);
		const place =
			(await until(`${name} settles`, find, Boolean, PATIENCE_S)) ?? "nowhere";
		const head = Buffer.alloc(8192);
		const fd = fs.openSync(this.at(place, name), "r");
		const { size: bytes } = fs.fstatSync(fd);
		fs.readSync(fd, head, 0, head.length, 0);
		fs.closeSync(fd);
		const title = "==== JOB LOG\n";
		return { place, bytes, log: bytes - head.indexOf(title) - title.length };
	}

	measure(what: string): void {
		const status = fs.readFileSync(
			`/proc/${this.#monitor?.pid}/status`,
			"utf8",
		);
		const peak = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
		const figure = `${what}; the Monitor's memory was at most ${(peak / MB).toFixed(0)} MB`;
		this.#figures.push(figure);
		this.check(peak < MOST_MEMORY, figure);
	}

	check(holds: boolean, what: string): void {
		this.#points += 1;
		if (!holds) this.#violations.push(`${what} (seed ${this.options.seed})`);
	}

	async limit(limit: string): Promise<void> {
		const answers = () => this.#said().split("is in force").length;
		const before = answers();
		this.#configure(limit);
		fs.appendFileSync(this.at("monitor_reads"), "RELOAD\n");
		await until("RELOAD", () => answers() > before);
	}

	#configure(limit: string): void {
		fs.writeFileSync(
			this.at("monitor.config.txt"),
			`settle seconds :: 0.2\nslots :: 2\nmax log :: ${limit}\n`,
			{ mode: 0o640 },
		);
	}

	#said(): string {
		const file = this.at("monitor_says");
		return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
	}

	at(...parts: string[]): string {
		return path.join(this.#base, "root", ...parts);
	}
}
