/** Forms of a live page for who may steer the queue: they work without a script. */
import type { Place } from "../text/places.ts";
import type { Control, Live } from "./frame.ts";
import { type Html, html } from "./html.ts";

/** Where forms are sent, beside the pages. */
export const ACT = "act";

/** What can be done with one UOW. */
export const UOW_ACTS = ["kill", "hold", "release", "up", "retry"] as const;
export type UowAct = (typeof UOW_ACTS)[number];

const LABELS: Readonly<Record<UowAct, string>> = {
	kill: "End the job",
	hold: "Hold",
	release: "Release",
	up: "Move to priority-q",
	retry: "Run again",
};

export interface Steered {
	readonly id: number;
	readonly place: Place;
	readonly status: string | undefined;
	readonly live?: Live | undefined;
}

export function uowForms(uow: Steered): Html | undefined {
	const control = uow.live?.control;
	const acts = actsFor(uow);
	if (control === undefined || acts.length === 0) return undefined;
	const buttons = acts.map((act) =>
		act === "kill"
			? html`<details><summary>${LABELS.kill}</summary>${button(act, "Yes, end it")}</details>`
			: button(act, LABELS[act]),
	);
	return html`<section class="steer">\n<form method="post" action="${ACT}">${hidden("key", control.key)}${hidden("uow", String(uow.id))}${buttons}</form>\n</section>\n`;
}

/** As it lies now; what has changed meanwhile is said when it is asked for. */
export function actsFor({
	place,
	status = "",
	live,
}: Steered): readonly UowAct[] {
	switch (place) {
		case "wait-q":
			return [...holdOrRelease(status, live), "up"];
		case "priority-q":
			return holdOrRelease(status, live);
		case "currently-executing":
			return asked(live, "kill");
		case "done-q":
		case "error-q":
		case "fail-q":
			return asked(live, "retry");
		case "trash":
		case "archive":
			return [];
	}
}

function holdOrRelease(status: string, live: Live | undefined) {
	return asked(live, status.startsWith("HELD") ? "release" : "hold");
}

/** Nobody else answers a request. */
function asked(live: Live | undefined, act: UowAct): readonly UowAct[] {
	return live?.monitorRuns ? [act] : [];
}

/** For the first page: the Monitor's mode, and a new job. */
export function queueForms(
	mode: string,
	live: Live | undefined,
): Html | undefined {
	if (live?.control === undefined) return undefined;
	const pause = mode === "running";
	const toggle = live.monitorRuns
		? html`<form method="post" action="${ACT}">${hidden("key", live.control.key)}${pause ? button("pause", "Pause: start no further job") : button("resume", "Resume: start jobs again")}</form>\n`
		: undefined;
	return html`<section class="steer" data-typed>\n${toggle}${addForm(live.control)}</section>\n`;
}

function addForm({ key }: Control): Html {
	return html`<details>
<summary>Add a job</summary>
<form method="post" action="${ACT}">${hidden("key", key)}
<label>Command, a line for the shell <input name="command" required maxlength="20000" autocomplete="off" spellcheck="false"></label>
<label>Name <input name="name" maxlength="220" placeholder="made from the command" autocomplete="off"></label>
<label>Folder to run in <input name="directory" maxlength="4000" placeholder="the one that holds the queue root" autocomplete="off" spellcheck="false"></label>
<label><input type="checkbox" name="priority" value="yes"> before all that waits in wait-q</label>
<label><input type="checkbox" name="hold" value="yes"> not before it is released</label>
${button("add", "Add")}</form>
</details>
`;
}

function hidden(name: string, value: string): Html {
	return html`<input type="hidden" name="${name}" value="${value}">`;
}

function button(act: string, label: string): Html {
	return html`<button name="what" value="${act}">${label}</button>`;
}

/** Their part of the stylesheet. */
export const FORM_STYLE = `
.steer { margin-top: 1.25rem; }
.steer form { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
.steer details { margin: .75rem 0 0; }
.steer form details { margin: 0; }
.steer details[open] summary { margin-bottom: .6rem; }
.steer summary { font-size: .9375rem; margin: 0; }
.steer details form { flex-direction: column; align-items: stretch; max-width: 40rem; }
.steer label { font-size: .875rem; color: var(--quiet); }
.steer input:not([type]) {
	display: block; width: 100%; padding: .4rem .6rem; border: 1px solid var(--line); border-radius: 6px;
	background: var(--ground); color: var(--text); font: inherit;
}
button {
	padding: .35rem .9rem; border: 1px solid var(--line); border-radius: 6px; align-self: flex-start;
	background: var(--raised); color: var(--text); font: inherit; cursor: pointer;
}
button:hover { border-color: var(--link); }`;
