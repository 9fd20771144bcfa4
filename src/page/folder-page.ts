/** A folder, a hundred UOWs a page: what settled by its end, the newest first; what waits in its order. */
import { howOf } from "../core/history-text.ts";
import type { HistoryEntry } from "../text/history.ts";
import { countOf, countText, durationText } from "../text/quantity.ts";
import { type Live, pageText } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { folderFile, type ShownPlace, uowFile } from "./names.ts";
import { moment, table } from "./words.ts";

export const ROWS = 100;

export type FolderRow =
	| { readonly kind: "settled"; readonly entry: HistoryEntry }
	| {
			readonly kind: "waits";
			readonly id: number;
			readonly name: string;
			readonly enqueuedAt: string;
			readonly status: string;
	  };

export interface FolderFacts {
	readonly root: string;
	readonly place: ShownPlace;
	/** From 1. */
	readonly number: number;
	readonly pages: number;
	/** Of this page. */
	readonly rows: readonly FolderRow[];
	/** UOWs on all its pages, and in the folder. */
	readonly listed: number;
	readonly count: number;
	readonly writtenAt: string;
	readonly live?: Live | undefined;
}

export function folderPage(page: FolderFacts): string {
	const { root, place, rows, count, listed } = page;
	const more = count - listed;
	const beyond =
		more > 0
			? html`<p class="quiet">${countText(more)} more ${more === 1 ? "lies" : "lie"} there without a page: <code>ls ${place}</code>${place === "wait-q" || place === "priority-q" ? "" : html`, <code>catq history</code>`}.</p>\n`
			: undefined;
	const body = html`<header>
<h1>${place}</h1>
<p class="lead">${countOf(count, "UOW")}</p>
</header>
${rows.length === 0 ? html`<p class="quiet">None has a page here.</p>\n` : rowsOf(page)}${steps(page)}${beyond}`;
	const title = page.number === 1 ? place : `${place}, page ${page.number}`;
	return pageText({
		root,
		title,
		writtenAt: page.writtenAt,
		body,
		live: page.live,
	});
}

function rowsOf({ place, rows }: FolderFacts): Html {
	return place === "wait-q" || place === "priority-q"
		? table(
				"UOWs that wait, in their order",
				[
					{ title: "UOW", kind: "wide" },
					{ title: "Since" },
					{ title: "Status" },
				],
				rows.flatMap((row) =>
					row.kind === "waits"
						? [[link(row), moment(row.enqueuedAt), row.status]]
						: [],
				),
			)
		: settledRows(
				rows.flatMap((row) => (row.kind === "settled" ? [row.entry] : [])),
			);
}

export function settledRows(entries: readonly HistoryEntry[]): Html {
	return table(
		"UOWs that have settled, the newest first",
		[
			{ title: "UOW", kind: "wide" },
			{ title: "Task" },
			{ title: "Ended" },
			{ title: "Took", kind: "number" },
			{ title: "How" },
		],
		entries.map(settledRow),
	);
}

function settledRow(entry: HistoryEntry): (Html | string)[] {
	const { seconds, attempts } = entry;
	const attempt = attempts > 1 ? `, attempt ${attempts}` : "";
	return [
		link(entry),
		entry.taskName === entry.name ? "" : entry.taskName,
		moment(entry.endedAt),
		seconds === null ? "" : durationText(seconds),
		`${howOf(entry)}${attempt}`,
	];
}

function link({
	id,
	name,
}: {
	readonly id: number;
	readonly name: string;
}): Html {
	return html`<a href="${uowFile(id)}"><span class="name">${name}</span> <span class="id">${id}</span></a>`;
}

function steps({ place, number, pages }: FolderFacts): Html | undefined {
	if (pages < 2) return undefined;
	const newer =
		number > 1
			? html`<a rel="prev" href="${folderFile(place, number - 1)}">← newer</a>`
			: html`<span class="quiet">← newer</span>`;
	const older =
		number < pages
			? html`<a rel="next" href="${folderFile(place, number + 1)}">older →</a>`
			: html`<span class="quiet">older →</span>`;
	return html`<nav class="steps" aria-label="Pages">${newer} <span>page ${number} of ${pages}</span> ${older}</nav>\n`;
}
