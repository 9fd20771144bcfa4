/** The one stylesheet: light and dark by what the reader's system says; a log is dark in both, as its colours are meant for. */
import { FORM_STYLE } from "./forms.ts";
import { paletteRules } from "./palette.ts";
import { pictureRules } from "./picture-style.ts";

const COLOURS = `
:root {
	color-scheme: light dark;
	--ground: #ffffff;
	--raised: #f6f7f9;
	--line: #dfe3e8;
	--text: #1c2128;
	--quiet: #59636e;
	--link: #0b57b8;
	--well: #116329; --well-ground: #dcf5e3;
	--wrong: #a4161a; --wrong-ground: #fde4e3;
	--warn: #7a4b00; --warn-ground: #fdf0cf;
	--runs: #0b4f9e; --runs-ground: #dcebfd;
	--odd: #8a3b12; --odd-ground: #fde8dc;
	--done: #2f9e57; --error: #d9730d; --fail: #cf2f35; --running: #2f7fe0; --on-bar: #ffffff;
	--log: #0d1117;
	--log-text: #d5dae1;
}
@media (prefers-color-scheme: dark) {
	:root {
		--ground: #14181d;
		--raised: #1c2127;
		--line: #323a43;
		--text: #e3e7ec;
		--quiet: #9aa5b1;
		--link: #7ab7ff;
		--well: #8fe3a5; --well-ground: #143420;
		--wrong: #ffaba6; --wrong-ground: #471b1d;
		--warn: #f2cc73; --warn-ground: #3b2c0c;
		--runs: #a3cdff; --runs-ground: #15304f;
		--odd: #ffb894; --odd-ground: #452515;
		--done: #3f9f60; --error: #e08a3c; --fail: #f0605f; --running: #4f9bf5; --on-bar: #0d1117;
		--log: #0d1117;
	}
}`;

const TEXT = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
	margin: 0 auto; padding: 1.5rem 1.25rem 2rem; max-width: 70rem;
	background: var(--ground); color: var(--text);
	font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
	overflow-wrap: anywhere;
}
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
h1 { margin: 0; font-size: 1.6rem; font-weight: 650; line-height: 1.25; letter-spacing: -.01em; }
h2 { margin: 2.25rem 0 .6rem; font-size: 1.05rem; font-weight: 650; }
p { margin: .5rem 0; }
code, pre, .id, .number { font-variant-numeric: tabular-nums; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .875em; }
.lead { margin: .4rem 0 0; color: var(--quiet); }
.quiet, .note, footer { color: var(--quiet); }
.note { font-size: .875rem; }
.id { white-space: nowrap; color: var(--quiet); font-size: .8125rem; padding-left: .2rem; }
.id::before { content: "#"; }
time { font-variant-numeric: tabular-nums; white-space: nowrap; }
nav ol { display: flex; flex-wrap: wrap; margin: 0 0 .9rem; padding: 0; list-style: none; font-size: .9rem; }
nav li + li::before { content: "/"; padding: 0 .5rem; color: var(--quiet); }
nav [aria-current] { color: var(--quiet); }
header + table { margin-top: 1rem; }
details { margin-top: 2.25rem; }
summary { cursor: pointer; font-size: 1.05rem; font-weight: 650; margin-bottom: .6rem; }
summary h2 { display: inline; margin: 0; font-size: inherit; }
.steps { display: flex; gap: 1rem; margin: 1rem 0; }
footer { margin-top: 3rem; padding-top: .5rem; border-top: 1px solid var(--line); font-size: .8125rem; }
.banner { margin: 1.25rem 0 0; padding: .7rem 1rem; border-radius: 8px; background: var(--wrong-ground); color: var(--wrong); }`;

const PARTS = `
.badge {
	display: inline-block; padding: .05rem .55rem; border-radius: 1rem;
	font-size: .8125rem; font-weight: 600; white-space: nowrap;
	background: var(--raised); color: var(--quiet);
}
.ends-well { background: var(--well-ground); color: var(--well); }
.errs { background: var(--odd-ground); color: var(--odd); }
.fails { background: var(--wrong-ground); color: var(--wrong); }
.warns { background: var(--warn-ground); color: var(--warn); }
.runs { background: var(--runs-ground); color: var(--runs); }
.counts {
	display: grid; grid-template-columns: repeat(auto-fit, minmax(6.5rem, 1fr));
	gap: .6rem; margin: 1.5rem 0 0; padding: 0; list-style: none;
}
.counts a, .counts div {
	display: block; padding: .55rem .8rem; border: 1px solid var(--line); border-radius: 8px;
	background: var(--raised); color: inherit;
}
.counts a:hover { border-color: var(--link); text-decoration: none; }
.counts b { display: block; font-size: 1.35rem; font-weight: 600; line-height: 1.3; font-variant-numeric: tabular-nums; }
.counts span { color: var(--quiet); font-size: .875rem; }
.counts .none b { color: var(--quiet); font-weight: 400; }
.counts .fail b { color: var(--wrong); }
.counts .error b { color: var(--odd); }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { padding: .5rem .9rem .5rem 0; text-align: left; vertical-align: baseline; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-size: .8125rem; font-weight: 500; white-space: nowrap; }
td .note, .brief { white-space: nowrap; }
.wide { min-width: 11rem; }
.name { font-weight: 500; }
progress { width: 6rem; height: .6rem; vertical-align: .05rem; accent-color: var(--link); }
.percent { font-variant-numeric: tabular-nums; }
dl { margin: 0; }
dl > div { display: grid; grid-template-columns: 9rem 1fr; gap: 0 1rem; padding: .3rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--quiet); }
dd { margin: 0; min-width: 0; }
.facts { margin-top: 1.25rem; }
.facts dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: .9rem 1.5rem; }
.facts dl > div { display: block; padding: 0; border: 0; }
.facts dt { font-size: .8125rem; }
.facts dd { font-size: .9375rem; }
.notices { margin: 0; padding: 0; list-style: none; font-size: .9375rem; }
.notices li { display: grid; grid-template-columns: 10.5rem 1fr; gap: 0 1rem; padding: .3rem 0; border-bottom: 1px solid var(--line); }
.notices time { color: var(--quiet); }
.notices span { white-space: pre-line; }`;

const LOG = `
.cut { color: var(--quiet); font-size: .9rem; }
.log {
	margin: 0; padding: .9rem 1rem; overflow-x: auto; border: 1px solid var(--line); border-radius: 8px;
	background: var(--log); color: var(--log-text); line-height: 1.5; tab-size: 8; overflow-wrap: normal; white-space: pre;
}
.log .bold { font-weight: 700; }
.log .dim { opacity: .7; }
.log .italic { font-style: italic; }
.log .underline { text-decoration: underline; }
.log .strikethrough { text-decoration: line-through; }
.log .underline.strikethrough { text-decoration: underline line-through; }`;

/** What the script of a live page says of itself. */
const LIVE = `
#live {
	position: fixed; right: .75rem; bottom: .75rem; max-width: calc(100% - 1.5rem); margin: 0;
	padding: .1rem .7rem; border: 1px solid var(--line); border-radius: 1rem;
	background: var(--raised); color: var(--quiet); font-size: .8125rem;
}
#live:empty { display: none; }
#live.follows::before {
	content: ""; display: inline-block; width: .55rem; height: .55rem; margin-right: .4rem; border-radius: 50%;
	background: var(--done);
}
#live.lost { border-color: transparent; background: var(--wrong-ground); color: var(--wrong); }`;

const PHONE = `
@media (max-width: 54rem) {
	body { padding: 1rem 1rem 1.5rem; }
	h1 { font-size: 1.35rem; }
	.counts { grid-template-columns: repeat(auto-fit, minmax(5rem, 1fr)); gap: .5rem; }
	thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
	table, tbody { display: block; }
	tr { display: flex; flex-direction: column; padding: .6rem 0; border-bottom: 1px solid var(--line); }
	td { display: grid; grid-template-columns: 6.5rem 1fr; gap: 0 .75rem; padding: .1rem 0; border: 0; }
	td::before { content: attr(data-title); color: var(--quiet); font-size: .875rem; }
	td:empty { display: none; }
	td.brief { white-space: normal; }
	td.wide { display: block; order: -1; padding-bottom: .25rem; font-size: 1rem; }
	td.wide::before { content: none; }
	.facts dl { grid-template-columns: repeat(auto-fill, minmax(9.25rem, 1fr)); gap: .75rem 1rem; }
	.facts dd { font-size: .875rem; }
	dl > div { grid-template-columns: 6.5rem 1fr; gap: 0 .75rem; }
	.notices li { grid-template-columns: 1fr; }
	.log { margin: 0 -1rem; border-radius: 0; border-width: 1px 0; font-size: .8125rem; }
}
@media print { .log { white-space: pre-wrap; background: none; color: inherit; } nav { display: none; } }`;

export function stylesheet(): string {
	return `${[COLOURS, TEXT, PARTS, FORM_STYLE, LOG, LIVE, PHONE, pictureRules()].join("\n").trim()}\n${paletteRules()}\n`;
}
