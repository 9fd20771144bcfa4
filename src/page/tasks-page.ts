/** All tasks of which the history tells, those that ran most first; and one of them, with its runs. */
import { howOf } from "../core/history-text.ts";
import { countOf, countText, durationText } from "../text/quantity.ts";
import { durations } from "./durations.ts";
import { settledRows } from "./folder-page.ts";
import { type Live, pageText } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { TASKS, taskFile, tasksFile } from "./names.ts";
import { countsText, type TaskFacts } from "./tasks.ts";
import { badge, facts, moment, table } from "./words.ts";

/** Tasks on one page; runs on the page of one task. */
export const TASKS_EACH = 20;
const MOST_RUNS = 100;

export interface TasksFacts {
	readonly root: string;
	/** Of all pages, in their order. */
	readonly tasks: readonly TaskFacts[];
	/** From 1. */
	readonly number: number;
	/** Settlements that were looked at: the last ones. */
	readonly settlements: number;
	readonly writtenAt: string;
	readonly live: Live;
}

export function tasksPage(page: TasksFacts): string {
	const { root, tasks, number, settlements, writtenAt, live } = page;
	const pages = Math.max(1, Math.ceil(tasks.length / TASKS_EACH));
	const shown = tasks.slice((number - 1) * TASKS_EACH, number * TASKS_EACH);
	const body = html`<header>
<h1>Tasks</h1>
<p class="lead">${countOf(tasks.length, "task")} in the last ${countOf(settlements, "settlement")}, those that ran most first</p>
</header>
${shown.length === 0 ? html`<p class="quiet">None here.</p>\n` : tasksTable(shown)}${steps(number, pages)}`;
	const title = number === 1 ? "Tasks" : `Tasks, page ${number}`;
	return pageText({ root, title, writtenAt, body, live });
}

function tasksTable(tasks: readonly TaskFacts[]): Html {
	return table(
		"Tasks, those that ran most first",
		[
			{ title: "Task", kind: "wide" },
			{ title: "Runs", kind: "number" },
			{ title: "Not done", kind: "number" },
			{ title: "Median", kind: "brief" },
			{ title: "Last" },
			{ title: "Lengths", kind: "plot" },
		],
		tasks.map((task) => [
			html`<a href="${taskFile(task.name)}"><span class="name">${task.name}</span></a>`,
			countText(task.entries.length),
			notDone(task),
			task.median === undefined ? "" : durationText(task.median),
			lastOf(task),
			durations(task, true),
		]),
	);
}

function notDone({ counts }: TaskFacts): string {
	const { error, fail } = counts;
	return error + fail === 0 ? "" : countsText({ done: 0, error, fail });
}

function lastOf({ entries: [last] }: TaskFacts): Html | string {
	if (last === undefined) return "";
	return html`${badge(last.outcome)} ${moment(last.endedAt)}`;
}

function steps(number: number, pages: number): Html | undefined {
	if (pages < 2) return undefined;
	const link = (to: number, rel: string, words: string) =>
		to < 1 || to > pages
			? html`<span class="quiet">${words}</span>`
			: html`<a rel="${rel}" href="${tasksFile(to)}">${words}</a>`;
	return html`<nav class="steps" aria-label="Pages">${link(number - 1, "prev", "← more often")} <span>page ${number} of ${pages}</span> ${link(number + 1, "next", "less often →")}</nav>\n`;
}

export interface OneTaskFacts {
	readonly root: string;
	readonly task: TaskFacts;
	readonly settlements: number;
	readonly writtenAt: string;
	readonly live: Live;
}

export function taskPage(page: OneTaskFacts): string {
	const { root, task, settlements, writtenAt } = page;
	const { name, entries, median } = task;
	const [last] = entries;
	const body = html`<header>
<h1>${name}</h1>
<p class="lead">${countOf(entries.length, "run")} in the last ${countOf(settlements, "settlement")}: ${countsText(task.counts) || "none"}</p>
</header>
<section class="facts">\n${facts([
		["Median of those done", median === undefined ? "" : durationText(median)],
		["Last ended", last && moment(last.endedAt)],
		["It was", last && html`${badge(last.outcome)} ${howOf(last)}`],
	])}</section>
<section>
<h2>How long they took</h2>
<figure class="picture">
${durations(task, false)}<figcaption><span class="key done">done</span>, <span class="key error">error</span>, <span class="key fail">fail</span>; the dashed line is the median.</figcaption>
</figure>
</section>
<section>
<h2>Last runs</h2>
${settledRows(entries.slice(0, MOST_RUNS))}</section>
`;
	return pageText({
		root,
		title: name,
		trail: [{ file: TASKS, title: "Tasks" }],
		writtenAt,
		body,
		live: page.live,
	});
}
