/** The pages of the folders. */
import type { Snapshot } from "../core/snapshot.ts";
import { type FolderFacts, type FolderRow, ROWS } from "../page/folder-page.ts";
import { folderFile, type ShownPlace } from "../page/names.ts";
import { OUTCOMES } from "../text/history.ts";
import { isoOf } from "../text/instant.ts";
import { QUEUES } from "../text/places.ts";
import type { SettledList } from "./settled.ts";
import { MOST_WAITING } from "./wanted.ts";

export interface FolderList {
	readonly place: ShownPlace;
	readonly rows: readonly FolderRow[];
	/** UOWs in the folder. */
	readonly count: number;
	readonly version: string;
}

export function folderLists(
	snapshot: Snapshot,
	settled: SettledList,
): FolderList[] {
	return [
		...QUEUES.map((place): FolderList => {
			const rows = snapshot.waiting
				.slice(0, MOST_WAITING)
				.flatMap((one): FolderRow[] =>
					one.place === place
						? [
								{
									kind: "waits",
									id: one.id,
									name: one.name,
									enqueuedAt: isoOf(one.seconds * 1000),
									status: one.status.text,
								},
							]
						: [],
				);
			const count = snapshot.queued[place];
			return { place, rows, count, version: JSON.stringify([rows, count]) };
		}),
		...OUTCOMES.map((outcome): FolderList => {
			const place = `${outcome}-q` as const;
			const entries = settled.present(outcome);
			const count = Math.max(snapshot.settled[place], entries.length);
			return {
				place,
				rows: entries.map((entry) => ({ kind: "settled", entry })),
				count,
				version: `${settled.revision} ${entries.length} ${entries[0]?.id} ${count}`,
			};
		}),
	];
}

/** By the file of each. An empty folder has a page, too. */
export function folderPages(
	{ place, rows, count }: FolderList,
	root: string,
	writtenAt: string,
): ReadonlyMap<string, FolderFacts> {
	const pages = Math.max(1, Math.ceil(rows.length / ROWS));
	return new Map(
		Array.from({ length: pages }, (_, i) => [
			folderFile(place, i + 1),
			{
				root,
				place,
				number: i + 1,
				pages,
				rows: rows.slice(i * ROWS, (i + 1) * ROWS),
				listed: rows.length,
				count,
				writtenAt,
			},
		]),
	);
}
