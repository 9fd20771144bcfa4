/**
 * The nudge: something may be new, look. It may be lost; the timer makes up for
 * it. Folders are watched, and named files in them are heard of: what watches
 * each file, or reads a folder again when it changed, costs with all that waits.
 * Where the kernel gives no watches, chokidar asks for the folders' times; this
 * is its only home.
 */
import fs from "node:fs";
import path from "node:path";
import { watch as chokidar } from "chokidar";
import { nameOf } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { QUEUES, type Queue } from "../text/places.ts";

/** Late requests: the Monitor's own notes lie there too. */
const READS = /^reads-\d+$/;
/** The end of a job, and a moment later mostly that of its log. */
const ENDS = /^(.+)\.(exit|end)$/;
const MOMENT_MS = 50;
const POLL_MS = 2000;

export interface News {
	readonly ring: () => void;
	/** Something happened to this name; undefined: to some. */
	readonly inQueue: (queue: Queue, name: string | undefined) => void;
	/** Whether anybody waits for the end of that run: its records make a noise when they go, too. */
	readonly awaits: (key: string) => boolean;
	/** Told once when there will be no nudges. */
	readonly failed: (why: string) => void;
}

export interface Watcher {
	/** Watches again where another folder has taken the place of one. */
	renew(): void;
	close(): Promise<void>;
}

export function watchRoot(paths: Paths, news: News): Watcher {
	const reads = path.basename(paths.reads);
	const folders = [
		...QUEUES.map((queue) => ({
			folder: paths.folder(queue),
			heard: (name: string | undefined) => news.inQueue(queue, name),
		})),
		{
			folder: paths.folder("run"),
			heard: runHearer(news),
		},
		{
			folder: path.dirname(paths.reads),
			heard: (name = reads) => {
				if (name === reads) news.ring();
			},
		},
	];
	const watched = folders.map((one) => watchFolder(one, news.failed));
	return {
		renew: () => {
			for (const one of watched) one.renew();
		},
		close: async () => {
			await Promise.all(watched.map((one) => one.close()));
		},
	};
}

function runHearer({ ring, awaits }: News): (name?: string) => void {
	const soon = new Set<string>();
	const later = (key: string) => {
		soon.delete(key);
		if (awaits(key)) ring();
	};
	return (name) => {
		if (name === undefined || READS.test(name)) return ring();
		const [, key = "", kind] = ENDS.exec(name) ?? [];
		if (kind === undefined || !awaits(key)) return;
		if (kind === "end") return ring();
		if (soon.has(key)) return;
		soon.add(key);
		setTimeout(later, MOMENT_MS, key).unref();
	};
}

interface Heard {
	readonly folder: string;
	readonly heard: (name: string | undefined) => void;
}

function watchFolder(one: Heard, failed: (why: string) => void) {
	let watched: string | undefined;
	let watcher: { close(): unknown } | undefined;
	const poll = (error: unknown) => {
		void watcher?.close();
		watcher = pollFolder(one, POLL_MS);
		failed(error instanceof Error ? error.message : String(error));
	};
	const renew = () => {
		const there = identityOf(one.folder);
		if (there === undefined || there === watched) return;
		void watcher?.close();
		watched = there;
		try {
			watcher = fs
				.watch(one.folder, { encoding: "buffer" }, (_, name) =>
					one.heard(name === null ? undefined : nameOf(name)),
				)
				.on("error", poll);
		} catch (error) {
			poll(error);
		}
		// What came before it was watched made no sound.
		one.heard(undefined);
	};
	renew();
	return { renew, close: async () => void (await watcher?.close()) };
}

/** Asks for the time of a folder again and again; of no file in it. */
export function pollFolder({ folder, heard }: Heard, interval: number) {
	return chokidar(folder, {
		depth: 0,
		ignoreInitial: true,
		ignored: (file) => file !== folder,
		usePolling: true,
		interval,
	}).on("raw", () => heard(undefined));
}

function identityOf(folder: string): string | undefined {
	const stats = fs.statSync(folder, { throwIfNoEntry: false });
	return stats && `${stats.dev}:${stats.ino}`;
}
