/** Looks at a root again and again for the screen, from its files alone, and cheaply whatever lies there. */
import type { OpenRoot } from "../cli/root.ts";
import { runningRows, waitingRow } from "../client/listing.ts";
import { monitorRuns } from "../client/monitor-runs.ts";
import { seenRuns } from "../client/runs.ts";
import { look } from "../disk/files.ts";
import type { Notice } from "../page/index-page.ts";
import { lastNotices, saysVersion } from "../post/notices.ts";
import { SettledList } from "../post/settled.ts";
import { readMode } from "../spool/mode.ts";
import { type HistoryEntry, momentOf, OUTCOMES } from "../text/history.ts";
import { isoOf } from "../text/instant.ts";
import { QUEUES } from "../text/places.ts";
import { Counts } from "./counts.ts";
import type { Model } from "./model.ts";
import { type Posted, readPosted } from "./posted.ts";
import { QueueWindow } from "./queue-window.ts";

const MOST_ENDED = 20;
/** Seconds between two looks whether a Monitor runs: that takes a process of its own. */
const MONITOR_PAUSE = 3;

export class Looker {
	readonly #root: OpenRoot;
	readonly #queue: QueueWindow;
	readonly #counts: Counts;
	readonly #settled: SettledList;
	#monitor = { runs: false, again: 0 };
	#posted: { version: string; posted: Posted | undefined } | undefined;
	#said: { version: string; notices: readonly Notice[] } | undefined;

	constructor(root: OpenRoot) {
		const { paths } = root;
		this.#root = root;
		this.#queue = new QueueWindow(paths);
		this.#counts = new Counts(paths);
		this.#settled = new SettledList(paths);
	}

	/** Differs when something has changed that can be seen without a look into any file. */
	mark(): string {
		const { paths } = this.#root;
		const times = [
			paths.folder("run"),
			paths.folder("feedback"),
			...QUEUES.map((place) => paths.folder(place)),
			paths.history,
			this.#statusFile(),
		].map((path) => look(path)?.mtimeMs ?? 0);
		return `${times.join(" ")} ${saysVersion(paths)}`;
	}

	look(now: number): Model {
		const { paths, config } = this.#root;
		const steady = performance.now() / 1000;
		const monitor = this.#monitorRuns(steady);
		const posted = this.#postedNow();
		const live = monitor ? posted : undefined;
		const { first, more } = this.#queue.look(live, steady);
		return {
			takenAt: isoOf(now),
			root: paths.root,
			monitor,
			mode: readMode(paths),
			slots: live?.slots ?? config.slots,
			notReady: live?.notReady,
			counts: this.#counts.look(posted, monitor, steady),
			running: runningRows(paths, seenRuns(paths, now, false)),
			waiting: first.map((waiting) => waitingRow(waiting, config)),
			more,
			ended: this.#ended(),
			notices: this.#notices(),
		};
	}

	#monitorRuns(now: number): boolean {
		if (now >= this.#monitor.again)
			this.#monitor = {
				runs: monitorRuns(this.#root.paths),
				again: now + MONITOR_PAUSE,
			};
		return this.#monitor.runs;
	}

	#statusFile(): string {
		return `${this.#root.paths.folder("status")}/status.json`;
	}

	#postedNow(): Posted | undefined {
		const version = String(look(this.#statusFile())?.mtimeMs);
		if (this.#posted?.version !== version)
			this.#posted = { version, posted: readPosted(this.#root.paths) };
		return this.#posted.posted;
	}

	/** The newest first. */
	#ended(): readonly HistoryEntry[] {
		this.#settled.look(MOST_ENDED);
		return OUTCOMES.flatMap((outcome) => this.#settled.present(outcome))
			.sort((a, b) => momentOf(b) - momentOf(a))
			.slice(0, MOST_ENDED);
	}

	#notices(): readonly Notice[] {
		const { paths } = this.#root;
		const version = saysVersion(paths);
		if (this.#said?.version !== version)
			this.#said = { version, notices: lastNotices(paths) };
		return this.#said.notices;
	}
}
