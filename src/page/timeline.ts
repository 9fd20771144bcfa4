/** A picture of what ran when: lanes of bars up to now, as text of SVG that scales with the page. */

import { OUTCOMES } from "../text/history.ts";
import { type Instant, isoOf } from "../text/instant.ts";
import { countOf, countText } from "../text/quantity.ts";
import { type Html, html } from "./html.ts";
import { type Lanes, lanesOf } from "./lanes.ts";
import { uowFile } from "./names.ts";
import { percent, timeMarks } from "./scale.ts";
import type { RunSpan } from "./spans.ts";
import { countsText } from "./tasks.ts";

export interface TimelineFacts {
	readonly spans: readonly RunSpan[];
	/** Before that nobody has looked for any. */
	readonly knownFrom: Instant;
	readonly now: Instant;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How far a picture may go back, and what it is called. */
const WINDOWS: readonly (readonly [number, string])[] = [
	[MINUTE, "minute"],
	[5 * MINUTE, "5 minutes"],
	[15 * MINUTE, "15 minutes"],
	[HOUR, "hour"],
	[3 * HOUR, "3 hours"],
	[6 * HOUR, "6 hours"],
	[12 * HOUR, "12 hours"],
	[DAY, "24 hours"],
	[3 * DAY, "3 days"],
	[7 * DAY, "7 days"],
	[30 * DAY, "30 days"],
];
/** A shorter one shows hardly more than the longest run. */
const SHORTEST = 15 * MINUTE;
/** Runs that a longer time is worth. */
const MOST_RUNS = 400;
const MOST_LANES = 24;
/** Lanes that have room for names. */
const ROOMY = 12;
/** Share of the width under which runs of a lane are drawn as one; more where there are many lanes. */
const CELL = 0.004;
const CELL_A_LANE = 0.0005;
/** Shares of the width: what can still be seen, and what a name finds room in. */
const THINNEST = 0.0025;
const NAMED = 0.03;

/** The longest that is known, and has not too much in it. */
function windowOf({ spans, knownFrom, now }: TimelineFacts) {
	const countIn = (length: number) =>
		spans.filter(({ to }) => to >= now - length).length;
	const all = countIn(30 * DAY);
	let [chosen] = WINDOWS;
	for (const window of WINDOWS) {
		const [length] = window;
		const count = countIn(length);
		if (count > MOST_RUNS || now - length < knownFrom) break;
		chosen = window;
		if (count === all && length >= SHORTEST) break;
	}
	const [length, words] = chosen ?? [DAY, "24 hours"];
	return { length, words, start: now - length };
}

export function timeline(facts: TimelineFacts): Html {
	const { now } = facts;
	const { length, words, start } = windowOf(facts);
	const spans = facts.spans.filter(({ to }) => to >= start);
	if (spans.length === 0)
		return html`<p class="quiet">Nothing ran in the last ${words}.</p>\n`;
	const lanes = lanesOf(spans, MOST_LANES);
	const size = lanes.count <= ROOMY ? 22 : 12;
	const foot = lanes.count * size;
	const shareOf = (at: Instant) => Math.max(0, (at - start) / length);
	const about = `What ran in the last ${words}: ${countOf(spans.length, "run")} in ${countOf(lanes.count, "lane")}`;
	return html`<figure class="picture">
<svg class="timeline" role="img" aria-label="${about}" width="100%" height="${foot + 22}">
${marksOf(start, now, foot, shareOf)}${barsOf(lanes, shareOf).map((bar) => barOf(bar, size))}</svg>
<figcaption>The last ${words}: ${legendOf(spans)}.${leftOf(lanes.left)}</figcaption>
</figure>
`;
}

function marksOf(
	start: Instant,
	now: Instant,
	foot: number,
	shareOf: (at: Instant) => number,
): Html[] {
	return timeMarks(start, now).map(({ at, text }) => {
		const x = percent(shareOf(at));
		const label =
			shareOf(at) > 0.94
				? undefined
				: html`<text class="mark" x="${x}" y="${foot + 16}" dx="3">${text}</text>`;
		return html`<line class="grid" x1="${x}" x2="${x}" y1="0" y2="${foot + 18}"/>${label}\n`;
	});
}

/** One run, or many short ones. */
interface Bar {
	readonly lane: number;
	readonly from: number;
	readonly to: number;
	readonly spans: RunSpan[];
}

/** What is too short to be seen alone shares a bar with what is beside it. */
function barsOf(
	{ placed, count }: Lanes<RunSpan>,
	shareOf: (at: Instant) => number,
): Bar[] {
	const cell = Math.max(CELL, count * CELL_A_LANE);
	const bars = new Map<string, Bar>();
	for (const { span, lane } of placed) {
		const [from, to] = [shareOf(span.from), shareOf(span.to)];
		const isShort = to - from < cell && span.state !== "running";
		const key = isShort
			? `${lane} ${Math.floor(from / cell)}`
			: `${lane} ${span.id} ${span.from}`;
		const other: Omit<Bar, "lane"> = bars.get(key) ?? { from, to, spans: [] };
		other.spans.push(span);
		bars.set(key, {
			lane,
			from: Math.min(from, other.from),
			to: Math.max(to, other.to),
			spans: other.spans,
		});
	}
	return [...bars.values()];
}

function barOf({ lane, from, to, spans }: Bar, size: number): Html {
	const [first] = spans;
	if (first === undefined) return html``;
	const width = Math.max(THINNEST, to - from);
	const x = percent(Math.min(from, 1 - width));
	const y = lane * size + 1;
	const rect = html`<rect class="bar ${worstOf(spans)}" x="${x}" y="${y}" width="${percent(width)}" height="${size - 3}" rx="2"><title>${titleOf(spans)}</title></rect>`;
	if (spans.length > 1) return html`${rect}\n`;
	const isNamed = width >= NAMED && size >= 20;
	const label = isNamed
		? html`<svg x="${x}" y="${y}" width="${percent(width)}" height="${size - 3}"><text class="on ${first.state}" x="5" y="14">${first.name}</text></svg>`
		: undefined;
	// Not to be stepped through by keyboard: the lists have the same links.
	return html`<a href="${uowFile(first.id)}" tabindex="-1">${rect}${label}</a>\n`;
}

/** What went wrong must not be covered by what went well. */
function worstOf(spans: readonly RunSpan[]): RunSpan["state"] {
	const states = ["fail", "error", "running", "done"] as const;
	return (
		states.find((state) => spans.some((span) => span.state === state)) ?? "done"
	);
}

function titleOf(spans: readonly RunSpan[]): string {
	const clock = (at: Instant) => isoOf(at).slice(11, 19);
	const from = spans.reduce(
		(least, span) => Math.min(least, span.from),
		Number.POSITIVE_INFINITY,
	);
	const to = spans.reduce((most, span) => Math.max(most, span.to), 0);
	const [first] = spans;
	const when = `${isoOf(from).slice(0, 10)} ${clock(from)} to ${clock(to)}`;
	return spans.length === 1 && first !== undefined
		? `${first.name} (id ${first.id}): ${first.words}, ${first.state === "running" ? `since ${clock(from)}` : when}`
		: `${countOf(spans.length, "run")}: ${countsText(countsOf(spans))}, ${when}`;
}

function countsOf(spans: readonly RunSpan[]) {
	const counts = { done: 0, error: 0, fail: 0, running: 0 };
	for (const { state } of spans) counts[state] += 1;
	return counts;
}

/** Also who sees no picture, or no colours, reads how it went. */
function legendOf(spans: readonly RunSpan[]): Html[] {
	const counts = countsOf(spans);
	return (["running", ...OUTCOMES] as const)
		.filter((state) => counts[state] > 0)
		.map(
			(state, i) =>
				html`${i === 0 ? "" : ", "}<span class="key ${state}">${countText(counts[state])} ${state}</span>`,
		);
}

function leftOf(left: number): string {
	return left === 0 ? "" : ` ${countOf(left, "run")} found no lane here.`;
}
