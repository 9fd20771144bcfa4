/**
 * The nudge: something may be new, look. It may be lost; the timer makes up for
 * it. The queues and run/ are watched as folders, by name: what watches each
 * file, or reads a folder again when it changed, costs with all that waits.
 * Where few files lie chokidar watches, which has its only home here.
 */
import fs from "node:fs";
import path from "node:path";
import { watch as chokidar } from "chokidar";
import { nameOf } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { QUEUES, type Queue } from "../text/places.ts";

/** The end of a job with its log, and late requests: the Monitor's own notes lie there too. */
const IN_RUN = /\.end$|^reads-\d+$/;
/** A job has ended, and its log mostly a moment later. */
const SOON = /\.exit$/;
const MOMENT_MS = 50;

export interface News {
	readonly ring: () => void;
	/** Something happened to this name; undefined: to some. */
	readonly inQueue: (queue: Queue, name: string | undefined) => void;
	/** Told once when there will be no nudges. */
	readonly failed: (why: string) => void;
}

export interface Watcher {
	/** Watches again where another folder has taken the place of one. */
	renew(): void;
	close(): Promise<void>;
}

export function watchRoot(paths: Paths, news: News): Watcher {
	const folders = [
		...QUEUES.map((queue) =>
			watchFolder(paths.folder(queue), news, (name) =>
				news.inQueue(queue, name),
			),
		),
		watchFolder(paths.folder("run"), news, (name = ".end") => {
			if (IN_RUN.test(name)) news.ring();
			else if (SOON.test(name)) setTimeout(news.ring, MOMENT_MS).unref();
		}),
	];
	const requests = watchRequests(paths, news);
	return {
		renew: () => {
			for (const folder of folders) folder.renew();
		},
		close: async () => {
			for (const folder of folders) folder.close();
			await requests.close();
		},
	};
}

function watchFolder(
	folder: string,
	news: News,
	heard: (name: string | undefined) => void,
) {
	let watched: string | undefined;
	let watcher: fs.FSWatcher | undefined;
	const failed = (error: unknown) =>
		news.failed(error instanceof Error ? error.message : String(error));
	const renew = () => {
		const there = identityOf(folder);
		if (there === undefined || there === watched) return;
		watcher?.close();
		watched = there;
		try {
			watcher = fs.watch(folder, { encoding: "buffer" }, (_, name) =>
				heard(name === null ? undefined : nameOf(name)),
			);
			watcher.on("error", failed);
		} catch (error) {
			failed(error);
		}
		// What came before it was watched made no sound.
		heard(undefined);
	};
	renew();
	return { renew, close: () => watcher?.close() };
}

function identityOf(folder: string): string | undefined {
	const stats = fs.statSync(folder, { throwIfNoEntry: false });
	return stats && `${stats.dev}:${stats.ino}`;
}

/** The folder of monitor_reads, in which that file alone is news. */
function watchRequests(paths: Paths, news: News) {
	const folder = path.dirname(paths.reads);
	const reads = path.basename(paths.reads);
	const watcher = chokidar(folder, {
		depth: 0,
		ignoreInitial: true,
		ignored: (file) => file !== folder,
	});
	watcher.on("raw", (_event, file) => {
		if (path.basename(file ?? "") === reads) news.ring();
	});
	watcher.on("ready", news.ring);
	watcher.on("error", (error) =>
		news.failed(error instanceof Error ? error.message : String(error)),
	);
	return watcher;
}
