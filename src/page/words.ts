/** Small pieces that several pages have: moments, states, tables. */
import { type Html, html } from "./html.ts";

/** `2026-11-22 11:20:12`, and for programs all of it. What is no moment stays text. */
export function moment(iso: string | null | undefined): Html {
	if (iso === null || iso === undefined)
		return html`<span class="quiet">–</span>`;
	const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)Z$/.exec(iso);
	return match === null
		? html`${iso}`
		: html`<time datetime="${iso}">${match[1]} ${match[2]}</time>`;
}

/** The words that have a colour of their own in the stylesheet. */
const STATES: Readonly<Record<string, string>> = {
	running: "runs",
	silent: "warns",
	stalled: "fails",
	stopping: "warns",
	slow: "warns",
	paused: "warns",
	finishing: "warns",
	stopped: "fails",
	done: "ends-well",
	error: "errs",
	fail: "fails",
	held: "warns",
};

export function badge(state: string): Html {
	return html`<span class="badge ${STATES[state] ?? "plain"}">${state}</span>`;
}

export interface Column {
	readonly title: string;
	/** A class of the stylesheet. */
	readonly kind?: "number" | "brief" | "wide" | "plot";
}

/** Each cell carries its title: on a phone a row becomes a block of lines. */
export function table(
	caption: string,
	columns: readonly Column[],
	rows: readonly (readonly (Html | string)[])[],
): Html {
	const heads = columns.map(
		({ title, kind }) => html`<th scope="col"${classOf(kind)}>${title}</th>`,
	);
	const body = rows.map(
		(cells) =>
			html`<tr>${cells.map((cell, i) => html`<td data-title="${columns[i]?.title}"${classOf(columns[i]?.kind)}>${cell === "" ? "" : html`<div>${cell}</div>`}</td>`)}</tr>\n`,
	);
	return html`<table>
<caption>${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${body}</tbody>
</table>
`;
}

function classOf(kind: Column["kind"]): Html | undefined {
	return kind === undefined ? undefined : html` class="${kind}"`;
}

/** Pairs of a name and what it says, without those that say nothing. */
export function facts(
	pairs: readonly (readonly [string, Html | string | undefined])[],
): Html {
	const lines = pairs.flatMap(([name, value]) =>
		value === undefined || value === ""
			? []
			: [html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`],
	);
	return html`<dl>\n${lines}</dl>\n`;
}

export function progressBar(percent: number): Html {
	const whole = Math.floor(percent);
	return html`<progress max="100" value="${whole}">${whole}%</progress> <span class="percent">${whole}%</span>`;
}
