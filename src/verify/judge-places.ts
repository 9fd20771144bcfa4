/** The promises about where UOWs lie, and under how many names. Pure. */
import { SETTLED } from "../text/places.ts";
import { countOf, countText } from "../text/quantity.ts";
import { judgeHolders } from "./ids.ts";
import type { Linked, PlaceSurvey } from "./place-survey.ts";
import {
	type Finding,
	type Line,
	note,
	type PlaceName,
	wrong,
} from "./report.ts";

export function placesLine(survey: PlaceSurvey): Line {
	const arriving =
		survey.arriving > 0
			? `, ${countText(survey.arriving)} not accepted yet`
			: "";
	return {
		promise: "each UOW lies where its STATUS says",
		checked: `${countOf(survey.uows, "UOW")}${arriving}`,
		findings: survey.misfits,
	};
}

export function idsLine(survey: PlaceSurvey): Line {
	return {
		promise: "each id is in one place",
		checked: `${countOf(survey.ids.count, "id")}`,
		findings: judgeHolders(survey.holders),
	};
}

export function linksLine(survey: PlaceSurvey): Line {
	return {
		promise: "no UOW has two names",
		checked: `${countOf(survey.linked.length, "file")} with a hard link`,
		findings: survey.linked.flatMap((one) => linkFinding(one, survey.linked)),
	};
}

/** A twin is said once, by the first of them. */
function linkFinding(one: Linked, all: readonly Linked[]): Finding[] {
	const group = all.filter((other) => other.inode === one.inode);
	if (group.length > 1) {
		if (group[0] !== one) return [];
		const others = group.slice(1).map((other) => other.file);
		return [
			wrong(
				one.file,
				`it is the same file as ${others.join(", ")}`,
				"remove one of the names, or make it a copy",
			),
		];
	}
	return [
		note(
			one.file,
			`it has ${one.names} names, the others outside the root`,
			one.isQueued
				? "the Monitor does not accept it: copy it instead"
				: "a hard link of a backup does no harm while nobody writes to it",
		),
	];
}

/** `awaited`: names of UOWs that a ticket may be moving. */
export function placeholdersLine(
	survey: PlaceSurvey,
	awaited: ReadonlySet<string>,
	lives: boolean,
): Line {
	return {
		promise: "no move was left half done",
		checked: `${countOf(survey.placeholders.length, "placeholder")}`,
		findings: survey.placeholders.map((at) =>
			placeholderFinding(at, awaited, lives),
		),
	};
}

/** In a settled folder it would pass for a UOW of that name, for AFTER too. */
function placeholderFinding(
	at: PlaceName,
	awaited: ReadonlySet<string>,
	lives: boolean,
): Finding {
	const file = `${at.place}/${at.name}`;
	const what = "an empty file of mode 0, which a crash left behind";
	const repair = { kind: "remove placeholder", at } as const;
	const isSwept =
		!SETTLED.some((place) => place === at.place) && at.place !== "archive";
	if (lives)
		return wrong(
			file,
			what,
			"remove it, or stop the Monitor and use --repair",
			repair,
		);
	return isSwept || awaited.has(at.name.replace(/\.\d+$/, ""))
		? note(file, what, "the next Monitor removes it, or --repair", repair)
		: wrong(file, what, "remove it, or use --repair", repair);
}
