/** One UOW: how it stands, what defines it, what it reports, its log. */
import { progressOf } from "../text/feedback.ts";
import type { HistoryEntry } from "../text/history.ts";
import type { Item } from "../text/notation.ts";
import type { Place } from "../text/places.ts";
import { durationText } from "../text/quantity.ts";
import { uowForms } from "./forms.ts";
import { type Live, pageText } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { type LogPart, logOf } from "./log.ts";
import { folderFile, INDEX, SHOWN } from "./names.ts";
import { badge, facts, moment, progressBar } from "./words.ts";

/** Characters of all values with which a header is folded up: the log comes first. */
const LONG_HEADER = 300;

export interface UowFacts {
	readonly root: string;
	readonly id: number;
	readonly name: string;
	readonly place: Place;
	/** The STATUS line; undefined: its file cannot be read. */
	readonly status: string | undefined;
	readonly enqueuedAt: string | undefined;
	readonly items: readonly Item[];
	/** What it reports, or reported last. */
	readonly values: ReadonlyMap<string, string>;
	/** Its line of the history, once it has settled. */
	readonly entry: HistoryEntry | undefined;
	/** Undefined: it has none, or it cannot be read. */
	readonly log: LogPart | undefined;
	readonly writtenAt: string;
	readonly live?: Live | undefined;
}

export function uowPage(page: UowFacts): string {
	const { root, name, place, status = "" } = page;
	const word = /^[A-Z]+/.exec(status)?.[0].toLowerCase() ?? "unknown";
	const said = status.replace(/^[A-Z]+:? ?/, "");
	const body = html`<header>
<h1>${name}</h1>
<p class="lead">${badge(word)}${said === "" ? "" : html` <span class="status">${said}</span>`}</p>
</header>
${uowForms(page)}${factsOf(page)}${reportOf(page)}${headerOf(page)}<section>
<h2>Log</h2>
<div id="log">
${page.log === undefined ? html`<p class="quiet">Its file cannot be read.</p>\n` : logOf(page.log, `${place}/${name}`)}</div>
</section>
`;
	const shown = SHOWN.find((one) => one === place);
	const file = shown === undefined ? `${INDEX}#running` : folderFile(shown, 1);
	return pageText({
		root,
		title: name,
		trail: [{ file, title: place }],
		writtenAt: page.writtenAt,
		body,
		live: page.live,
	});
}

function factsOf({ id, place, enqueuedAt, entry }: UowFacts): Html {
	return html`<section class="facts">\n${facts([
		["Id", String(id)],
		["Folder", place],
		["Task", entry?.taskName],
		["Enqueued", given(enqueuedAt)],
		["Started", given(entry?.startedAt)],
		["Ended", given(entry?.endedAt)],
		["Took", entry?.seconds ? durationText(entry.seconds) : undefined],
		[
			"Attempts",
			entry && entry.attempts > 1 ? String(entry.attempts) : undefined,
		],
	])}</section>\n`;
}

function given(iso: string | null | undefined): Html | undefined {
	return iso === null || iso === undefined ? undefined : moment(iso);
}

function reportOf({ values, entry }: UowFacts): Html | undefined {
	if (values.size === 0) return undefined;
	const progress = progressOf(values);
	const bar =
		progress === undefined || entry !== undefined
			? undefined
			: html`<p>${progressBar(progress)}</p>\n`;
	return html`<section>\n<h2>${entry === undefined ? "What it reports" : "What it reported last"}</h2>\n${bar}${facts([...values])}</section>\n`;
}

function headerOf({ items }: UowFacts): Html | undefined {
	if (items.length === 0) return undefined;
	const pairs = items.map(({ name, value }) => {
		const lines = value
			.split("\n")
			.map((line, i) => html`${i === 0 ? "" : html`<br>`}${line}`);
		return [name, html`<code>${lines}</code>`] as const;
	});
	const length = items.reduce((sum, { value }) => sum + value.length, 0);
	const isOpen = length <= LONG_HEADER ? html` open` : undefined;
	return html`<details${isOpen}>\n<summary><h2>Header</h2></summary>\n${facts(pairs)}</details>\n`;
}
