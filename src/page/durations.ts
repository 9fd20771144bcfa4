/** A picture of how long the runs of a task took, over time: a point for each, and a line at what is usual. */
import { howOf } from "../core/history-text.ts";
import { type HistoryEntry, momentOf } from "../text/history.ts";
import { durationText } from "../text/quantity.ts";
import { shorten } from "../text/visible.ts";
import { type Html, html } from "./html.ts";
import { uowFile } from "./names.ts";
import { type LengthScale, lengthScale, percent, timeMarks } from "./scale.ts";
import type { TaskFacts } from "./tasks.ts";

/** Points of a picture: the last ones; and of a small one beside others. */
const MOST_POINTS = 400;
const FEW_POINTS = 50;
const HEIGHT = 200;
const SMALL_HEIGHT = 40;
/** Shares of the width that stay free: points have a size, and at the left stand the lengths. */
const BEFORE = 0.06;
const AFTER = 0.02;
/** Below a small picture is no room for the lower half of a point. */
const HALF_POINT = 5;
/** Seconds of a run that is worth a point: a century. Some line of the history may be somebody's. */
const LONGEST = 3_155_760_000;
/** Height of a line of words. */
const LINE = 14;
/** Bytes of a tooltip. */
const LONGEST_TITLE = 300;

interface Point {
	readonly entry: HistoryEntry;
	readonly seconds: number;
	readonly at: number;
}

/** Those that ran, the oldest first. */
function pointsOf({ entries }: TaskFacts, most: number): Point[] {
	const points: Point[] = [];
	for (const entry of entries) {
		const { seconds } = entry;
		const at = momentOf(entry);
		const isKnown = seconds !== null && seconds >= 0 && seconds <= LONGEST;
		if (points.length < most && isKnown && at > 0)
			points.push({ entry, seconds, at });
	}
	return points.reverse();
}

/** `isSmall`: as one of many, without words. */
export function durations(task: TaskFacts, isSmall: boolean): Html {
	const points = pointsOf(task, isSmall ? FEW_POINTS : MOST_POINTS);
	if (points.length === 0)
		return html`<p class="quiet">None of its runs has a known length.</p>\n`;
	const height = isSmall ? SMALL_HEIGHT : HEIGHT;
	const scale = lengthScale(points.map(({ seconds }) => seconds));
	const room = isSmall ? height - HALF_POINT : height;
	const heightOf = (seconds: number) =>
		Number((room * (1 - scale.shareOf(seconds))).toFixed(1));
	const { from, to, shareOf } = widthOf(points, isSmall);
	const about = `How long the last ${points.length} runs took, from ${lengthsOf(points)}`;
	const grid = isSmall
		? undefined
		: html`<line class="grid" x1="0" x2="100%" y1="${height}" y2="${height}"/>
${lengthLines(scale, heightOf)}${timeLines(from, to, height, shareOf)}`;
	return html`<svg class="durations" role="img" aria-label="${about}" width="100%" height="${isSmall ? height : height + 22}">
${grid}${medianLine(task, heightOf)}${points.map((point) => pointOf(point, percent(shareOf(point.at)), heightOf(point.seconds)))}</svg>
`;
}

function lengthsOf(points: readonly Point[]): string {
	const lengths = points.map(({ seconds }) => seconds);
	return `${durationText(Math.min(...lengths))} to ${durationText(Math.max(...lengths))}`;
}

function widthOf(points: readonly Point[], isSmall: boolean) {
	const times = points.map(({ at }) => at);
	// Lines that somebody wrote may stand in any order.
	const [from, to] = [Math.min(...times), Math.max(...times)];
	const before = isSmall ? AFTER : BEFORE;
	const shareOf = (at: number) =>
		from === to
			? 0.5
			: before + ((at - from) / (to - from)) * (1 - before - AFTER);
	return { from, to, shareOf };
}

function lengthLines(
	{ marks }: LengthScale,
	heightOf: (seconds: number) => number,
): Html[] {
	return marks.map(({ at, text }) => {
		const y = heightOf(at);
		// Above the picture is no room for words.
		return y < LINE
			? html``
			: html`<line class="grid" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="mark" x="0" y="${y}" dy="-3">${text}</text>\n`;
	});
}

function timeLines(
	from: number,
	to: number,
	height: number,
	shareOf: (at: number) => number,
): Html[] {
	return timeMarks(from, to).flatMap(({ at, text }) =>
		shareOf(at) > 0.94
			? []
			: [
					html`<line class="grid" x1="${percent(shareOf(at))}" x2="${percent(shareOf(at))}" y1="${height}" y2="${height + 5}"/><text class="mark" x="${percent(shareOf(at))}" y="${height + 17}" dx="3">${text}</text>\n`,
				],
	);
}

function medianLine(
	{ median }: TaskFacts,
	heightOf: (seconds: number) => number,
): Html | undefined {
	if (median === undefined) return undefined;
	const y = heightOf(median);
	return html`<line class="median" x1="0" x2="100%" y1="${y}" y2="${y}"><title>Half of those that were done took ${durationText(median)} or less</title></line>\n`;
}

/** Each outcome has a shape of its own, too. */
function pointOf({ entry, seconds }: Point, x: string, y: number): Html {
	const { outcome, id } = entry;
	const title = html`<title>${titleOf(entry, seconds)}</title>`;
	return html`<a href="${uowFile(id)}" tabindex="-1">${shapeOf(outcome, x, y, title)}</a>\n`;
}

function shapeOf(
	outcome: HistoryEntry["outcome"],
	x: string,
	y: number,
	title: Html,
): Html {
	switch (outcome) {
		case "done":
			return html`<circle class="point done" cx="${x}" cy="${y}" r="3">${title}</circle>`;
		case "error":
			return html`<rect class="point error" x="${x}" y="${y}" width="7" height="7" transform="translate(-3.5 -3.5)">${title}</rect>`;
		case "fail":
			return html`<svg class="outside" x="${x}" y="${y}" width="1" height="1"><path class="point fail" d="M-4-4L4 4M4-4L-4 4">${title}</path></svg>`;
	}
}

function titleOf(entry: HistoryEntry, seconds: number): string {
	const { name, id, outcome, endedAt } = entry;
	const how = howOf(entry);
	const words = `${outcome}${how && ` ${how}`} after ${durationText(seconds)}`;
	return `${shorten(name, LONGEST_TITLE)} (id ${id}): ${shorten(words, LONGEST_TITLE)}, ended ${endedAt ?? "at a time nobody knows"}`;
}
