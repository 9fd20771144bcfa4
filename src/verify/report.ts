/** What verify says: one line a promise, under it what breaks it. Pure. */
import type { Place } from "../text/places.ts";
import { impossible } from "../text/problem.ts";
import { countText } from "../text/quantity.ts";
import { visible } from "../text/visible.ts";

/** What `--repair` may do by itself: nothing that would need a decision. */
export type Repair =
	| { readonly kind: "make folders" }
	| { readonly kind: "make message file"; readonly path: string }
	| { readonly kind: "set mode"; readonly path: string; readonly mode: number }
	| { readonly kind: "remove placeholder"; readonly at: PlaceName }
	| { readonly kind: "sweep records" }
	| { readonly kind: "end ledger line" }
	| { readonly kind: "write next-id"; readonly next: number };

export interface PlaceName {
	readonly place: Place;
	readonly name: string;
}

export interface Finding {
	/** `WRONG` breaks the promise; a note is worth knowing. */
	readonly verdict: "WRONG" | "note";
	/** As an operator finds it: a path below the root, or what of the machine. */
	readonly file: string;
	readonly what: string;
	/** What to do, or what would have been right. */
	readonly remedy: string;
	readonly repair?: Repair;
}

export interface Line {
	readonly promise: string;
	/** What was looked at, with figures. */
	readonly checked: string;
	readonly findings: readonly Finding[];
}

/** Findings shown under one promise; the first line counts them all. */
const MOST_SHOWN = 20;

export function wrong(
	file: string,
	what: string,
	remedy: string,
	repair?: Repair,
): Finding {
	return findingOf("WRONG", file, what, remedy, repair);
}

export function note(
	file: string,
	what: string,
	remedy: string,
	repair?: Repair,
): Finding {
	return findingOf("note", file, what, remedy, repair);
}

function findingOf(
	verdict: Finding["verdict"],
	file: string,
	what: string,
	remedy: string,
	repair: Repair | undefined,
): Finding {
	const finding = { verdict, file, what, remedy };
	return repair === undefined ? finding : { ...finding, repair };
}

export function verdictOf(line: Line): "ok" | "note" | "WRONG" {
	if (line.findings.some((finding) => finding.verdict === "WRONG"))
		return "WRONG";
	return line.findings.length > 0 ? "note" : "ok";
}

/** The promise, and under it each finding, ready for a screen. */
export function lineText(line: Line): string {
	const head = `${verdictOf(line).padEnd(5)} ${visible(line.promise)}: ${visible(line.checked)}`;
	const worstFirst = [...line.findings].sort(
		(a, b) => Number(a.verdict === "note") - Number(b.verdict === "note"),
	);
	const shown = worstFirst
		.slice(0, MOST_SHOWN)
		.map(
			({ verdict, file, what, remedy }) =>
				`  ${verdict.padEnd(5)} ${visible(file)}: ${visible(what)}; ${visible(remedy)}`,
		);
	const more = worstFirst.length - shown.length;
	return [
		head,
		...shown,
		...(more > 0 ? [`  and ${countText(more)} more`] : []),
	].join("\n");
}

/** What is still WRONG in a second look; what only one of them saw had moved. */
export function confirmed(
	before: readonly Line[],
	now: readonly Line[],
): Line[] {
	const seen = new Set(before.flatMap(wrongKeys));
	return now.map((line) => ({
		...line,
		findings: line.findings.filter(
			(finding) => finding.verdict === "note" || seen.has(keyOf(line, finding)),
		),
	}));
}

function wrongKeys(line: Line): string[] {
	return line.findings.flatMap((finding) =>
		finding.verdict === "WRONG" ? [keyOf(line, finding)] : [],
	);
}

/** Not its words: they may hold a figure that changes. */
function keyOf(line: Line, finding: Finding): string {
	return `${line.promise}\0${finding.file}`;
}

/** What a repair did, for people. */
export function repairText(repair: Repair): string {
	switch (repair.kind) {
		case "make folders":
			return "made the folders that were missing";
		case "make message file":
			return `made ${repair.path}`;
		case "set mode":
			return `set the mode of ${repair.path} to ${repair.mode.toString(8).padStart(4, "0")}`;
		case "remove placeholder":
			return `removed the empty file ${repair.at.place}/${repair.at.name}`;
		case "sweep records":
			return "removed what a crash left in run/ and feedback/";
		case "end ledger line":
			return "ended the last line of run/ledger";
		case "write next-id":
			return `wrote ${repair.next} to run/next-id`;
		default:
			return impossible(repair);
	}
}
