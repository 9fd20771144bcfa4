/** An explanation in plain sentences, one a line: where it lies, what it waits for, how it went, what can be done. */
import { howOf } from "../core/history-text.ts";
import { durationText, wholeText } from "../text/quantity.ts";
import { visible } from "../text/visible.ts";
import type { Link } from "./chain.ts";
import type { Explanation } from "./explanation.ts";
import { nextSteps } from "./next-steps.ts";

export function explanationText(facts: Explanation): readonly string[] {
	const { said, note } = facts;
	return [
		whereText(facts),
		...stateText(facts),
		...attemptsText(facts),
		...indented(
			"The note beside it:",
			(note ?? "").split("\n").filter(Boolean),
		),
		...indented("The Monitor said:", said),
		...indented("What can be done:", nextSteps(facts)),
	].map(visible);
}

function indented(head: string, lines: readonly string[]): string[] {
	return lines.length === 0 ? [] : [head, ...lines.map((line) => `  ${line}`)];
}

function whereText(facts: Explanation): string {
	const { name, place, alsoIn, id, enqueuedAt, taskName } = facts;
	const known = id === null ? "without an id" : `id ${id}`;
	const since = enqueuedAt === null ? "" : `, accepted ${enqueuedAt}`;
	const others =
		alsoIn.length === 0
			? ""
			: ` Others of this name lie in ${alsoIn.join(", ")}.`;
	return `${name} (${known}, task ${taskName}) lies in ${place}${since}.${others}`;
}

function stateText(facts: Explanation): string[] {
	const { place, status } = facts;
	switch (place) {
		case "wait-q":
		case "priority-q":
			return waitText(facts);
		case "currently-executing":
			return [runText(facts)];
		case "trash":
			return status === null ? [] : [`Its STATUS says: ${status}.`];
		default:
			return status === null
				? ["Its STATUS says nothing."]
				: [`It has ended: ${status}.`];
	}
}

function runText({ phase, seconds, status }: Explanation): string {
	const length = seconds === null ? "" : ` for ${wholeText(seconds)}`;
	switch (phase) {
		case "running":
			return `It runs${length}.`;
		case "starting":
			return "It is being started.";
		case "stopping":
			return `It is being ended, and has run${length}.`;
		case "ended":
			return "Its job has ended, and the Monitor has not settled it yet.";
		case "lost":
			return "Its job is gone without a word, and the Monitor has not settled it yet.";
		default:
			return `Nothing in run/ is about it${status === null ? "" : `; its STATUS says: ${status}`}.`;
	}
}

/** Everything that stands in its way, what lasts longest first. */
function waitText(facts: Explanation): string[] {
	const { problems, status, queue } = facts;
	const state = status?.split(/[ :]/)[0];
	const isAccepted = state === "WAITING" || state === "HELD";
	const reasons = [
		...problems.map((problem) => `it will not run as it is: ${problem}`),
		...(isAccepted ? [] : ["it is not accepted yet"]),
		...(state === "HELD" ? ["it is held until it is released"] : []),
		...facts.after.map((link) => linkText(link)),
		...(facts.notBefore === null
			? []
			: [`it must not start before ${facts.notBefore}`]),
		...(facts.sameTask === null
			? []
			: [`it is UNIQUE, and ${facts.sameTask} of the same task runs`]),
		...(queue.monitor ? [] : ["no Monitor runs"]),
		...(queue.mode === "running" ? [] : [`the Monitor is ${queue.mode}`]),
		...(queue.notReady === null
			? []
			: [`the machine is not ready: ${queue.notReady}`]),
		...(queue.taken < queue.slots
			? []
			: [
					queue.slots === 1
						? "the only slot is taken"
						: `all ${queue.slots} slots are taken`,
				]),
	];
	const said = status === null ? [] : [`Its STATUS says: ${status}.`];
	return reasons.length === 0
		? [...said, "Nothing stands in its way: it waits for its turn."]
		: [...said, ...reasons.map((reason) => `It waits: ${reason}.`)];
}

function linkText({ name, place, after }: Link): string {
	const itself = after.map(linkText).join("; and that one: ");
	const more = itself === "" ? "" : `; that one: ${itself}`;
	switch (place) {
		case null:
			return `after ${name}, which is nowhere yet${more}`;
		case "currently-executing":
			return `after ${name}, which runs`;
		case "wait-q":
		case "priority-q":
			return `after ${name}, which waits in ${place}${more}`;
		case "trash":
			return `after ${name}, which lies in trash: move it back, or correct AFTER`;
		default:
			return `after ${name}, which lies in ${place}: repair and retry it`;
	}
}

/** How it ended last says its STATUS. */
function attemptsText({ launches, history, status }: Explanation): string[] {
	const isNews = ({ endedAt }: Explanation["history"][number]) =>
		endedAt === null || status?.includes(` to ${endedAt}`) !== true;
	const times = launches === 1 ? "once" : `${launches} times`;
	return [
		launches === 0
			? "It has not been started so far."
			: `It was started ${times}.`,
		...history.filter(isNews).map((entry) => {
			const at = entry.endedAt === null ? "" : ` at ${entry.endedAt}`;
			const length =
				entry.seconds === null ? "" : ` after ${durationText(entry.seconds)}`;
			return `Attempt ${entry.attempts} settled as ${entry.outcome}${at}: ${howOf(entry)}${length}.`;
		}),
	];
}
