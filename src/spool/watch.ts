/**
 * The nudge: something may be new, look. It carries no information and may be
 * lost; the timer makes up for it. The only home of chokidar, which is kept
 * from looking at single files: it would watch each of them.
 */
import path from "node:path";
import { watch as chokidar } from "chokidar";
import type { Paths } from "../disk/paths.ts";

const IN_RUN = /\.(exit|end)$|^reads-\d+$/;

export interface Watcher {
	close(): Promise<void>;
}

/** `failed` is told once when there will be no nudges. */
export function watchRoot(
	paths: Paths,
	nudge: () => void,
	failed: (why: string) => void,
): Watcher {
	const queues = [paths.folder("priority-q"), paths.folder("wait-q")];
	const run = paths.folder("run");
	const reads = path.basename(paths.reads);
	const folders = new Set([...queues, run, path.dirname(paths.reads)]);
	const watcher = chokidar([...folders], {
		depth: 0,
		ignoreInitial: true,
		ignored: (file) => !folders.has(file),
	});
	watcher.on("raw", (_event, file, details) => {
		const { watchedPath } = details as { watchedPath?: string };
		const name = path.basename(file ?? "");
		// In run/ only the end of a job, or of its log, and late requests are news, beside
		// monitor_reads only that file: the Monitor's own notes lie there too.
		if (queues.includes(watchedPath ?? "")) nudge();
		else if (watchedPath === run ? IN_RUN.test(name) : name === reads) nudge();
	});
	// What came before it watched made no sound.
	watcher.on("ready", nudge);
	watcher.on("error", (error) =>
		failed(error instanceof Error ? error.message : String(error)),
	);
	return watcher;
}
