/** A live page with a few words: what came of something, or why there is nothing else to see. */
import { pageText } from "./frame.ts";
import { html } from "./html.ts";

export interface NoticeFacts {
	readonly title: string;
	/** Line by line. */
	readonly words: string;
	readonly writtenAt: string;
}

/** It names no root: who sees it may not have been let in. */
export function noticePage({ title, words, writtenAt }: NoticeFacts): string {
	const lines = words.split("\n").map((line) => html`<p>${line}</p>\n`);
	const body = html`<header>\n<h1>${title}</h1>\n</header>\n${lines}`;
	const live = { scripts: [], monitorRuns: true };
	return pageText({ root: "catq", title, writtenAt, body, live });
}
