/** What a queue is to the bench, and the work that is put into it. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { Owner } from "../helpers/owner.ts";
import { uow } from "../helpers/root.ts";

/** What runs: a line for bash, or a program without a shell. */
export interface Work {
	readonly shell?: string;
	readonly program?: string;
}

export interface Queue {
	/** Puts all of them in, in this order. */
	put(works: readonly Work[]): void;
	/** Holds when `count` of them wait. */
	waiting(count: number): Promise<void>;
	/** The process that decides, where there is one whose time is counted. */
	readonly pid?: number | undefined;
}

export function wordsOf({ shell, program }: Work): readonly string[] {
	return shell === undefined ? [program ?? "/bin/true"] : ["bash", "-c", shell];
}

/** As `mv` brings it: whole, so that it is accepted at once. */
export function textOf({ shell }: Work): string {
	return uow(shell === undefined ? "JOB TYPE :: true" : `COMMAND :: ${shell}`);
}

export function folderOf(t: Owner): string {
	const folder = fs.mkdtempSync(
		path.join(process.env.TMPDIR ?? "/tmp", "catq-bench-"),
	);
	t.teardown(() =>
		fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20 }),
	);
	return folder;
}

export function hasProgram(name: string): boolean {
	return spawnSync(name, ["-h"], { stdio: "ignore" }).error === undefined;
}
