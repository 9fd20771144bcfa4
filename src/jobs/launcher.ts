/** Starts keepers, each detached in a session of its own, and knows which of them are this Monitor's children. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Run } from "../core/snapshot.ts";
import { KEEPER, RUN_KEEPER } from "./keeper.ts";
import type { LaunchNews, LaunchOrder } from "./launch-thread.ts";
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

/** One for all Monitors of this process, which follow one another. */
let thread: Worker | undefined;

function theThread(): Worker {
	thread ??= new Worker(new URL("./launch-thread.js", import.meta.url), {
		// Nothing that this process was told is meant for it.
		env: {},
		execArgv: [],
	});
	thread.unref();
	return thread;
}

export class Launcher {
	readonly #children = new Map<string, "alive" | "ended">();
	/** Nobody knows of their keepers yet. */
	readonly #asked = new Set<string>();
	readonly #faults = new Map<string, string>();
	readonly #thread = theThread();
	readonly #nudge: () => void;

	constructor(nudge: () => void) {
		this.#nudge = nudge;
		this.#thread.on("message", this.#hear);
	}

	/** What fails shows in childOf and faultOf, later. */
	launch(key: string, job: Job): void {
		const order: LaunchOrder = {
			key,
			words: [
				"-c",
				RUN_KEEPER,
				"catq-keeper",
				job.records,
				job.uow,
				String(job.mostBlocks ?? ""),
				job.directory,
				job.cgroup === undefined ? "/dev/null" : `${job.cgroup}/cgroup.procs`,
				locksLimitOf(key),
				...job.words,
			],
			environment: { ...job.environment, CATQ_KEEPER: KEEPER },
		};
		this.#children.set(key, "alive");
		this.#asked.add(key);
		this.#thread.postMessage(order);
	}

	/** Settles when all that were launched have begun: a Monitor that stops must not take their orders with it. */
	async begun(): Promise<void> {
		this.#thread.ref();
		while (this.#asked.size > 0) await once(this.#thread, "message");
		this.#thread.unref();
	}

	readonly #hear = ({ key, state, fault }: LaunchNews): void => {
		this.#asked.delete(key);
		if (state === "alive" || !this.#children.has(key)) return;
		this.#children.set(key, "ended");
		if (fault !== undefined) this.#faults.set(key, fault);
		this.#nudge();
	};

	childOf(key: string): Run["child"] {
		return this.#children.get(key) ?? "none";
	}

	/** Why no process could be made for its keeper. */
	faultOf(key: string): string | undefined {
		return this.#faults.get(key);
	}

	forget(key: string): void {
		this.#children.delete(key);
		this.#faults.delete(key);
	}

	/** Hears no more; what was launched goes on. */
	close(): void {
		this.#thread.off("message", this.#hear);
	}
}
