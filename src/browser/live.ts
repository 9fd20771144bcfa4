/**
 * Lets a page of `catq serve` follow the queue. All it gets are parts of the same
 * page, made by the server, and it puts them in where something differs: where
 * somebody reads, has marked words or stands with the keyboard, it stays. Without
 * this script the page is a page all the same.
 */

import { morph } from "./morph.ts";

/** What a browser that checks who makes markup has for it. */
interface Checked {
	readonly trustedTypes?: {
		createPolicy(
			name: string,
			rules: { createHTML(text: string): string },
		): { createHTML(text: string): string };
	};
}

interface PageNews {
	readonly count: number;
	readonly parts: readonly (readonly [number, string])[];
}

type LogNews =
	| { readonly kind: "whole"; readonly at: string; readonly html: string }
	| {
			readonly kind: "more";
			readonly from: string;
			readonly at: string;
			readonly lines: string;
			readonly open: string;
	  };

/** Milliseconds without a word after which the server is lost, and after which it is asked again. */
const PATIENCE = 25_000;
const PAUSE = 2000;
/** Characters of a log that are kept here. */
const MOST_KEPT = 1_000_000;
/** Pixels from the end of a page at which somebody still reads its end. */
const NEAR = 40;

const policy = (window as Checked).trustedTypes?.createPolicy("catq", {
	createHTML: (text) => text,
});
let stream: EventSource | undefined;
let parts: string[] = [];
let heardAt = 0;
let logAt = "";
let kept = 0;
let timer = 0;

function follow(): void {
	stop();
	const page = `${location.pathname.split("/").at(-1)}${location.search}`;
	const source = new EventSource(
		`live?${new URLSearchParams({ page, log: logAt })}`,
	);
	stream = source;
	parts = [];
	heardAt = performance.now();
	const listen = (name: string, hear: (data: string) => void) =>
		source.addEventListener(name, ({ data }: MessageEvent<string>) => {
			heardAt = performance.now();
			hear(data);
		});
	listen("page", (data) => {
		say("follows", "live");
		showPage(JSON.parse(data));
	});
	listen("log", (data) => showLog(JSON.parse(data)));
	listen("trouble", (data) =>
		say("lost", `Not to be seen: ${JSON.parse(data)}`),
	);
	listen("quiet", () => {});
	source.onerror = lose;
}

function stop(): void {
	window.clearTimeout(timer);
	stream?.close();
	stream = undefined;
}

function lose(): void {
	stop();
	const since = new Date().toISOString().slice(11, 19);
	if (badge()?.className !== "lost")
		say("lost", `No answer since ${since} UTC: trying again`);
	timer = window.setTimeout(follow, PAUSE);
}

function badge(): HTMLElement | null {
	return document.getElementById("live");
}

function say(state: "follows" | "lost", words: string): void {
	const shown = badge();
	if (shown === null || shown.textContent === words) return;
	shown.className = state;
	shown.textContent = words;
}

/** Markup that the server has made, in an element of its own. */
function made(markup: string): HTMLElement {
	const template = document.createElement("template");
	// Where it is not checked who makes markup there are only texts.
	template.innerHTML = policy?.createHTML(markup) ?? markup;
	const box = document.createElement("div");
	box.append(template.content);
	return box;
}

function showPage(news: PageNews): void {
	if (news.count !== parts.length) parts = new Array(news.count);
	for (const [i, part] of news.parts) parts[i] = part;
	keepingTheEnd(() => {
		const log = document.getElementById("log");
		morph(document.body, made(parts.join("")));
		// The page comes without it: wherever it stands now, it is the one that was filled.
		if (log?.isConnected === false)
			document.getElementById("log")?.replaceWith(log);
	});
}

function showLog(news: LogNews): void {
	const log = document.getElementById("log");
	if (log === null) return;
	const lines = log.querySelector("pre");
	const open = log.querySelector(".open");
	if (news.kind === "whole") keepingTheEnd(() => showWhole(log, news.html));
	else if (news.from !== logAt || lines === null || open === null) {
		logAt = "";
		follow();
		return;
	} else keepingTheEnd(() => grow(lines, open, news.lines, news.open));
	logAt = news.at;
}

function showWhole(log: HTMLElement, markup: string): void {
	const whole = made(markup);
	const text = whole.textContent ?? "";
	kept = text.length;
	const isSame = log.textContent?.trim() === text.trim();
	if (isSame && log.querySelector(".open") !== null) return;
	const left = log.querySelector("pre")?.scrollLeft ?? 0;
	log.replaceChildren(...whole.childNodes);
	log.querySelector("pre")?.scrollTo({ left });
}

function grow(pre: Element, open: Element, lines: string, last: string): void {
	const come = made(lines);
	if (come.hasChildNodes()) {
		const span = document.createElement("span");
		span.append(...come.childNodes);
		pre.insertBefore(span, open);
		kept += span.textContent?.length ?? 0;
	}
	open.replaceChildren(...made(last).childNodes);
	if (isAtEnd()) shorten(pre, open);
}

/** What nobody reads any more goes, for a log has no end. */
function shorten(pre: Element, open: Element): void {
	while (kept > MOST_KEPT && pre.firstElementChild !== open) {
		const first = pre.firstElementChild;
		kept -= first?.textContent?.length ?? 0;
		first?.remove();
		// A text before it is the newline that no browser shows.
	}
}

function isAtEnd(): boolean {
	const { scrollHeight } = document.documentElement;
	return window.innerHeight + window.scrollY >= scrollHeight - NEAR;
}

/** Who reads the end of a log goes on reading its end, unless words are marked. */
function keepingTheEnd(change: () => void): void {
	const hasLog = document.getElementById("log") !== null;
	const isMarked = document.getSelection()?.isCollapsed === false;
	const follows = hasLog && !isMarked && isAtEnd();
	change();
	if (follows)
		window.scrollTo(window.scrollX, document.documentElement.scrollHeight);
}

document.addEventListener("visibilitychange", () => {
	if (document.hidden) stop();
	else follow();
});
// A page that is gone back to has lost its stream.
window.addEventListener("pageshow", ({ persisted }) => {
	if (persisted) follow();
});
window.setInterval(() => {
	const isLost = performance.now() - heardAt > PATIENCE;
	if (stream !== undefined && isLost) lose();
}, 1000);
if (!document.hidden) follow();
