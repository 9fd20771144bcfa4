/** The first page: what runs, what waits, how much lies where, what the Monitor said last. */
import type { Digest } from "../core/digest.ts";
import { timeLeft } from "../text/progress.ts";
import { countOf, countText, limitText, wholeText } from "../text/quantity.ts";
import { queueForms } from "./forms.ts";
import { type Live, pageText } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { folderFile, SHOWN, type ShownPlace, TASKS, uowFile } from "./names.ts";
import { badge, facts, moment, progressBar, table } from "./words.ts";

export interface Notice {
	readonly at: string;
	readonly text: string;
}

export interface IndexFacts {
	readonly root: string;
	readonly digest: Digest;
	/** Whether that id has a page. */
	readonly isPosted: (id: number) => boolean;
	/** The newest first. */
	readonly notices: readonly Notice[];
	/** Why the Monitor stopped, where it did. */
	readonly stopped?: string;
	readonly live?: Live | undefined;
	/** What ran when, where somebody has looked for it. */
	readonly timeline?: Html;
}

type RunningLine = Digest["running"][number];
type WaitingLine = Digest["waiting"][number];

export function indexPage(page: IndexFacts): string {
	const { root, digest } = page;
	const taken = digest.slots - digest.vacant;
	const body = html`<header>
<h1>${root}</h1>
<p class="lead">${badge(page.stopped === undefined ? digest.mode : "stopped")} ${countText(taken)} of ${countOf(digest.slots, "slot")} taken${digest.readiness.startsWith("not") ? `, ${digest.readiness}` : ""}</p>
</header>
${stoppedText(page)}${countsOf(digest)}${queueForms(digest.mode, page.live)}${runningOf(page)}${timelineOf(page)}${waitingOf(page)}${reservedOf(digest)}${arrivingOf(digest)}${noticesOf(page.notices)}`;
	return pageText({ root, writtenAt: digest.takenAt, body, live: page.live });
}

function stoppedText({ stopped }: IndexFacts): Html | undefined {
	return stopped === undefined
		? undefined
		: html`<p class="banner" role="status">The Monitor has stopped: ${stopped}. Jobs that run go on; nothing is started, and this page stays as it is.</p>\n`;
}

const WORDS: Readonly<Record<string, string>> = {
	"priority-q": "urgent",
	"wait-q": "waiting",
	"currently-executing": "running",
	"done-q": "done",
	"error-q": "error",
	"fail-q": "fail",
	trash: "trash",
};

function countsOf({ counts }: Digest): Html {
	const tiles = Object.entries(counts).map(([place, count]) => {
		const words = html`<b>${countText(count)}</b> <span>${WORDS[place] ?? place}</span>`;
		const shown = SHOWN.find((one) => one === place);
		const file =
			place === "currently-executing"
				? "#running"
				: shown && folderFile(shown, 1);
		const kind = count === 0 ? "none" : (place.split("-")[0] ?? "");
		return html`<li class="${kind}">${file === undefined ? html`<div>${words}</div>` : html`<a href="${file}">${words}</a>`}</li>\n`;
	});
	return html`<ul class="counts" aria-label="UOWs in each folder">\n${tiles}</ul>\n`;
}

function runningOf(page: IndexFacts): Html {
	const { running } = page.digest;
	const content =
		running.length === 0
			? html`<p class="quiet">Nothing runs.</p>\n`
			: table(
					"The UOWs that run",
					[
						{ title: "Slot", kind: "number" },
						{ title: "UOW", kind: "wide" },
						{ title: "State" },
						{ title: "Progress" },
						{ title: "Started" },
						{ title: "Time", kind: "brief" },
						{ title: "Sign of life", kind: "brief" },
					],
					running.map((line) => [
						String(line.slot),
						linkTo(page, line),
						stateOf(line),
						progressOf(line),
						moment(line.startedAt),
						timeOf(line),
						lifeOf(line),
					]),
				);
	return html`<section id="running">\n<h2>Running</h2>\n${content}</section>\n`;
}

function timelineOf({ timeline }: IndexFacts): Html | undefined {
	return timeline === undefined
		? undefined
		: html`<section>\n<h2>What ran when</h2>\n${timeline}<p><a href="${TASKS}">How long each task takes</a></p>\n</section>\n`;
}

function linkTo(
	page: IndexFacts,
	{ name, id }: { readonly name: string; readonly id: number },
): Html {
	const words = html`<span class="name">${name}</span> <span class="id">${id}</span>`;
	return page.isPosted(id)
		? html`<a href="${uowFile(id)}">${words}</a>`
		: words;
}

function stateOf({ state, pulse, slow }: RunningLine): Html {
	const word = state === "running" ? (pulse ?? state) : state;
	return html`${badge(word)}${slow === null ? "" : html` <span class="note">${slow}</span>`}`;
}

function progressOf({ progress, seconds }: RunningLine): Html | string {
	if (progress === undefined) return "";
	const left = timeLeft(seconds, progress);
	const about =
		left === undefined || left === 0
			? undefined
			: html` <span class="note">about ${wholeText(left)} left</span>`;
	return html`${progressBar(progress)}${about}`;
}

function timeOf({ seconds, timeoutSeconds }: RunningLine): string {
	const limit =
		timeoutSeconds === null ? "" : ` of ${limitText(timeoutSeconds)}`;
	return `${wholeText(seconds)}${limit}`;
}

/** While they come in time the limit says enough: since when there is none is known at the last turn only. */
function lifeOf({ pulse, beatSeconds, limitSeconds }: RunningLine): string {
	if (beatSeconds === null || limitSeconds === null) return "";
	const limit = `limit ${limitText(limitSeconds)}`;
	return pulse === "running"
		? limit
		: `${wholeText(beatSeconds)} ago, ${limit}`;
}

function waitingOf(page: IndexFacts): Html {
	const { waiting, counts } = page.digest;
	const more =
		(counts["wait-q"] ?? 0) + (counts["priority-q"] ?? 0) - waiting.length;
	const content =
		waiting.length === 0
			? html`<p class="quiet">Nothing waits.</p>\n`
			: table(
					"The UOWs that wait, in their order",
					[
						{ title: "UOW", kind: "wide" },
						{ title: "Folder" },
						{ title: "Since" },
						{ title: "Status" },
					],
					waiting.map((line) => [
						linkTo(page, line),
						folderLink(line),
						moment(line.enqueuedAt),
						line.status,
					]),
				);
	const rest =
		more > 0
			? html`<p class="quiet">And ${countText(more)} more.</p>\n`
			: undefined;
	return html`<section>\n<h2>Waiting</h2>\n${content}${rest}</section>\n`;
}

function folderLink({ place }: WaitingLine): Html {
	return html`<a href="${folderFile(place as ShownPlace, 1)}">${place}</a>`;
}

function reservedOf({ reserved }: Digest): Html | undefined {
	const { count, ids } = reserved;
	if (count === 0) return undefined;
	const more = count - ids.length;
	const rest =
		more > 0
			? html`<p class="quiet">And ${countText(more)} more.</p>\n`
			: undefined;
	const rows = ids.map(({ id, taskName, until }) => [
		String(id),
		taskName ?? "",
		moment(until),
	]);
	const columns = [{ title: "Id" }, { title: "Task" }, { title: "Until" }];
	return html`<section>\n<h2>Reserved ids</h2>\n${table("Ids that are reserved", columns, rows)}${rest}</section>\n`;
}

function arrivingOf({
	arriving,
	notYet,
	unfinished,
}: Digest): Html | undefined {
	if (arriving === 0 && unfinished === 0) return undefined;
	const lines = notYet.map(({ name, why }) => [name, why] as const);
	const old =
		unfinished === 0
			? undefined
			: html`<p>${countOf(unfinished, "unfinished file")} (names such as .x, x~, x.tmp) in the queues for over an hour.</p>\n`;
	return html`<section>\n<h2>Not accepted yet</h2>\n<p>${countOf(arriving, "file")}.</p>\n${lines.length === 0 ? undefined : facts(lines)}${old}</section>\n`;
}

function noticesOf(notices: readonly Notice[]): Html {
	const lines = notices.map(
		({ at, text }) => html`<li>${moment(at)} <span>${text}</span></li>\n`,
	);
	return html`<section>\n<h2>Last notices</h2>\n${lines.length === 0 ? html`<p class="quiet">None.</p>` : html`<ol class="notices">\n${lines}</ol>`}\n</section>\n`;
}
