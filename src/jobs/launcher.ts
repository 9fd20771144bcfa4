/** Starts keepers, each detached in a session of its own, and knows which of them are this Monitor's children. */
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import type { Run } from "../core/snapshot.ts";
import { KEEPER } from "./keeper.ts";
import { locksLimitOf } from "./traces.ts";

export interface Job {
	/** Path of its records without their ending. */
	readonly records: string;
	readonly uow: string;
	/** Bound on the size of the UOW in blocks of 512 bytes. */
	readonly mostBlocks: number | undefined;
	readonly directory: string;
	readonly words: readonly string[];
	readonly environment: Readonly<Record<string, string>>;
	/** Folder of its cgroup; undefined: it gets none. */
	readonly cgroup: string | undefined;
}

export class Launcher {
	readonly #children = new Map<string, "alive" | "ended">();
	readonly #nudge: () => void;

	constructor(nudge: () => void) {
		this.#nudge = nudge;
	}

	/** Throws where no process can be made (E2BIG, EAGAIN); what fails later shows in childOf. */
	launch(key: string, job: Job): void {
		const child: ChildProcess = spawn(
			"/bin/sh",
			[
				"-c",
				KEEPER,
				"catq-keeper",
				job.records,
				job.uow,
				String(job.mostBlocks ?? ""),
				job.directory,
				job.cgroup === undefined ? "/dev/null" : `${job.cgroup}/cgroup.procs`,
				locksLimitOf(key),
				...job.words,
			],
			{
				cwd: "/",
				detached: true,
				env: job.environment,
				stdio: "ignore",
			},
		);
		this.#children.set(key, "alive");
		const ended = () => {
			if (!this.#children.has(key)) return;
			this.#children.set(key, "ended");
			this.#nudge();
		};
		child.once("error", ended);
		child.once("exit", ended);
		child.unref();
	}

	childOf(key: string): Run["child"] {
		return this.#children.get(key) ?? "none";
	}

	forget(key: string): void {
		this.#children.delete(key);
	}
}

/** The path of a program as the job's PATH finds it; undefined where it does not. */
export function programPath(
	word: string,
	path: string,
	directory: string,
): string | undefined {
	if (word.includes("/"))
		return isProgram(word.startsWith("/") ? word : `${directory}/${word}`)
			? word
			: undefined;
	return path
		.split(":")
		.filter((folder) => folder.startsWith("/"))
		.map((folder) => `${folder}/${word}`)
		.find(isProgram);
}

function isProgram(path: string): boolean {
	// An error costs more than fifty looks: most folders of a PATH do not have it.
	if (!fs.existsSync(path)) return false;
	try {
		fs.accessSync(path, fs.constants.X_OK);
		return fs.statSync(path).isFile();
	} catch {
		return false;
	}
}
