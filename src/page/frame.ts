/** What all pages have around them: head, policy, way back, foot. No script, no style of their own, nothing from elsewhere. */
import { type Html, html } from "./html.ts";
import { INDEX, STYLE } from "./names.ts";
import { moment } from "./words.ts";

const POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:";

export interface Frame {
	/** The queue root, as people call it. */
	readonly root: string;
	/** Undefined for the first page. */
	readonly title?: string;
	/** Links between the first page and this one. */
	readonly trail?: readonly { readonly file: string; readonly title: string }[];
	readonly writtenAt: string;
	readonly body: Html;
	/** Undefined for a page that is posted as a file. */
	readonly live?: Live | undefined;
}

/** A page as `catq serve` shows it: its policy comes with it as a header. */
export interface Live {
	/** Files beside it that make it grow. */
	readonly scripts: readonly string[];
	readonly monitorRuns: boolean;
	/** Undefined: it only shows. */
	readonly control?: Control | undefined;
}

/** What forms need to be taken. */
export interface Control {
	/** Only pages of this server have it. */
	readonly key: string;
}

export function pageText({
	root,
	title,
	trail = [],
	writtenAt,
	body,
	live,
}: Frame): string {
	const name =
		title === undefined ? `${root} · catq` : `${title} · ${root} · catq`;
	const links = trail.map(
		({ file, title }) => html`<li><a href="${file}">${title}</a></li>`,
	);
	const way =
		title === undefined
			? undefined
			: html`<nav aria-label="Where this is"><ol><li><a href="${INDEX}">${root}</a></li>${links}<li aria-current="page">${title}</li></ol></nav>\n`;
	return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
${live === undefined ? html`<meta http-equiv="Content-Security-Policy" content="${POLICY}">\n<meta name="referrer" content="no-referrer">\n` : undefined}<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${name}</title>
<link rel="stylesheet" href="${STYLE}">
<link rel="icon" href="data:,">
${scriptsOf(live)}</head>
<body>
${way}${noMonitor(live)}<main>
${body}</main>
<footer><p>${footer(writtenAt, live)}</p></footer>
${live === undefined ? undefined : html`<p id="live" role="status"></p>\n`}</body>
</html>
`.markup;
}

function scriptsOf(live: Live | undefined): Html[] {
	return (live?.scripts ?? []).map(
		(file) => html`<script type="module" src="${file}"></script>\n`,
	);
}

function noMonitor(live: Live | undefined): Html | undefined {
	return live === undefined || live.monitorRuns
		? undefined
		: html`<p class="banner" role="status">No Monitor runs on this root: this is how its files stand. Jobs that run go on; nothing is started.</p>\n`;
}

function footer(writtenAt: string, live: Live | undefined): Html {
	return live === undefined
		? html`Written ${moment(writtenAt)} UTC, as all times here. The Monitor writes a page anew when what it shows has changed.`
		: html`As it was ${moment(writtenAt)} UTC, as all times here.`;
}
