/**
 * Whether a file in a queue counts as a whole Unit of Work: accept it, wait for
 * it, or discard it with the reasons. A command cut short can be a different
 * command, so a half-written file must never be accepted.
 */
import type { Config } from "../text/config.ts";
import { checkItems, idItem } from "../text/header.ts";
import { type Problem, problemText } from "../text/problem.ts";
import { sizeText } from "../text/quantity.ts";
import { isSettled, STATUS_WIDTH } from "../text/status-line.ts";
import { isPadded, isStamped } from "../text/uow-text.ts";
import type { Arrival } from "./snapshot.ts";

type Text = Extract<Arrival, { kind: "text" }>;

export type Judgement =
	| { readonly kind: "accept"; readonly arrival: Text }
	/** Look again in so many seconds. */
	| { readonly kind: "wait"; readonly seconds: number; readonly why: string }
	| { readonly kind: "discard"; readonly reasons: readonly string[] };

/** Seconds between two looks at a file that is still open for writing. */
const WRITER_PAUSE = 0.5;
const OPEN: Judgement = {
	kind: "wait",
	seconds: WRITER_PAUSE,
	why: "a program has it open for writing",
};
/** More would only repeat themselves. */
const MOST_REASONS = 20;
/** Bytes of a log that is copied when its text is stamped: nothing else is done meanwhile. */
const MOST_COPIED_LOG = 16 * 1024 * 1024;

export function judge(arrival: Arrival, config: Config): Judgement {
	switch (arrival.kind) {
		case "special":
			return discard(arrival.why);
		case "linked":
			return orGiveUp(
				arrival,
				config,
				"it has a second name (a hard link); copy the file instead",
			);
		case "unreadable":
			return orGiveUp(arrival, config, `it cannot be read: ${arrival.why}`);
		case "text":
			return judgeText(arrival, config);
	}
}

function judgeText(arrival: Text, config: Config): Judgement {
	if (isWholeAtOnce(arrival)) return judgeWhole(arrival);
	const incomplete = incompletenessOf(arrival, config);
	if (incomplete !== undefined)
		return arrival.quietFor >= config.giveUpSeconds && arrival.writer !== false
			? OPEN
			: orGiveUp(arrival, config, incomplete);
	if (arrival.quietFor < config.settleSeconds)
		return {
			kind: "wait",
			seconds: config.settleSeconds - arrival.quietFor,
			why: `it must be quiet for ${config.settleSeconds} s`,
		};
	if (arrival.writer !== false) return OPEN;
	return judgeWhole(arrival);
}

/** All three titles, nothing below them, and the last line ended: no prefix of a longer text looks so. */
function isWholeAtOnce(arrival: Text): boolean {
	return arrival.head.logAt !== undefined && arrival.emptyLog;
}

/** Why quiet alone does not make it whole. */
function incompletenessOf(arrival: Text, config: Config): string | undefined {
	if (isSettledText(arrival)) return undefined;
	if (!arrival.endsInNewline)
		return "its last line does not end with a newline, so it may have been cut short";
	if (config.accept === "complete only" && arrival.head.logAt === undefined)
		return 'it has not all three titles: end it with the lines "==== STATUS" and "==== JOB LOG" (accept :: complete only)';
	return undefined;
}

function isSettledText(arrival: Text): boolean {
	return isStamped(arrival.head) && isSettled(arrival.head.status.state);
}

function judgeWhole(arrival: Text): Judgement {
	const problems: Problem[] = [...arrival.head.problems];
	if (problems.length === 0) problems.push(...checkItems(arrival.head.items));
	problems.push(...ownIdProblem(arrival));
	if (isCopied(arrival) && arrival.logSize > MOST_COPIED_LOG)
		problems.push({ line: 0, text: sizeProblem(arrival) });
	if (problems.length === 0) return { kind: "accept", arrival };
	const shown = problems.slice(0, MOST_REASONS).map(problemText);
	const more = problems.length - shown.length;
	return {
		kind: "discard",
		reasons: more > 0 ? [...shown, `and ${more} more`] : shown,
	};
}

/** A UOW keeps the id that it has. */
function ownIdProblem({ head, isOurs, isCopy }: Text): Problem[] {
	const asks = idItem(head.items);
	return asks === undefined || !isOurs || isCopy
		? []
		: [
				{
					line: asks.line,
					text: `ID: it has id ${head.stamp?.id} already; leave the line out`,
				},
			];
}

/** Whether stamping it copies its log: not where STATUS can be changed in place, nor where the log is left out. */
function isCopied({ head, isOurs, isCopy }: Text): boolean {
	return !isCopy && !(isOurs && isPadded(head));
}

function sizeProblem({ isOurs, logSize }: Text): string {
	const most = `${sizeText(MOST_COPIED_LOG)}: leave out what stands below ==== JOB LOG`;
	return isOurs
		? `its log of ${sizeText(logSize)} would have to be copied, since its STATUS line has lost the spaces at its end (it needs ${STATUS_WIDTH} characters); that is done up to ${most}, or fill the line up`
		: `it brings a log of ${sizeText(logSize)}; a new UOW may bring ${most}`;
}

function orGiveUp(arrival: Arrival, config: Config, why: string): Judgement {
	const left = config.giveUpSeconds - arrival.quietFor;
	return left > 0 ? { kind: "wait", seconds: left, why } : discard(why);
}

function discard(why: string): Judgement {
	return { kind: "discard", reasons: [why] };
}
