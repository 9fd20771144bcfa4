/** Where everything lies in a queue root: the only file that joins paths. */
import path from "node:path";
import type { Settings } from "../text/config.ts";
import type { Folder } from "../text/places.ts";
import type { RecordKind } from "../text/records.ts";
import { pathOf } from "./names.ts";

export const CONFIG_FILE = "monitor.config.txt";

export interface Paths {
	readonly root: string;
	readonly config: string;
	readonly reads: string;
	readonly says: string;
	/** One line of JSON for each settled UOW; always in the root itself. */
	readonly history: string;
	readonly folder: (folder: Folder) => string;
	readonly at: (folder: Folder, name: string) => string | Buffer;
	readonly record: (key: string, kind: RecordKind) => string;
	/** A file in the root itself. */
	readonly inRoot: (name: string) => string;
	/** A file of the Monitor's own in run/. */
	readonly own: (name: string) => string;
}

/** `root` is made absolute; folders and message files may lie elsewhere by configuration. */
export function pathsOf(
	root: string,
	settings: Pick<Settings, "folders" | "monitorReads" | "monitorSays">,
): Paths {
	const absolute = path.resolve(root);
	const folders = new Map(
		Object.entries(settings.folders).map(([folder, name]) => [
			folder,
			path.resolve(absolute, name),
		]),
	);
	const folder = (which: Folder) =>
		folders.get(which) ?? path.join(absolute, which);
	const run = folder("run");
	return {
		root: absolute,
		config: path.join(absolute, CONFIG_FILE),
		reads: path.resolve(absolute, settings.monitorReads),
		says: path.resolve(absolute, settings.monitorSays),
		history: path.join(absolute, "history.jsonl"),
		folder,
		at: (which, name) => pathOf(folder(which), name),
		record: (key, kind) => `${run}/${key}.${kind}`,
		inRoot: (name) => path.join(absolute, name),
		own: (name) => `${run}/${name}`,
	};
}
