/** Whether a file may lie where it lies, by its kind and its STATUS. Pure. */
import {
	isReadme,
	isUnfinished,
	type Place,
	QUEUES,
	SETTLED,
} from "../text/places.ts";
import type { State } from "../text/status-line.ts";
import { type Finding, note, wrong } from "./report.ts";

/** What is known of one file in a place. */
export interface FileFacts {
	readonly place: Place;
	readonly name: string;
	/** As an operator finds it. */
	readonly file: string;
	readonly isRegular: boolean;
	/** It may not be read by whoever runs verify. */
	readonly isClosed: boolean;
	/** The id of its first line. */
	readonly id: number | undefined;
	readonly state: State | undefined;
	/** A ticket names this very file. */
	readonly hasTicket: boolean;
	/** This root gave its id. */
	readonly isGiven: boolean;
}

const HOMES: Readonly<Partial<Record<State, Place>>> = {
	DONE: "done-q",
	ERROR: "error-q",
	FAIL: "fail-q",
};

/** READMEs and what somebody has not finished are nobody's business; trash and archive are free. */
export function isLeftAlone(place: Place, name: string): boolean {
	if (isReadme(name) || place === "trash") return true;
	return place === "currently-executing"
		? name.startsWith(".")
		: isUnfinished(name);
}

/** Undefined where it fits, or is yet to be judged by the Monitor. */
export function misfitOf(facts: FileFacts): Finding | undefined {
	const { place, file } = facts;
	// A file with a ticket is that run's matter, wherever it lies.
	if (isLeftAlone(place, facts.name) || facts.hasTicket) return undefined;
	if (facts.isClosed)
		return wrong(
			file,
			"you may not read it",
			"run catq verify as the Monitor's user",
		);
	if (QUEUES.some((queue) => queue === place)) return misfitInQueue(facts);
	if (place === "currently-executing")
		return wrong(
			file,
			"no ticket in run/ names this file",
			"only the Monitor puts files there; it moves it to wait-q at its next turn",
		);
	return SETTLED.some((settled) => settled === place)
		? misfitInSettled(facts)
		: undefined;
}

/** Whether the Monitor has yet to say what it makes of a file in a queue. */
export function isArriving(facts: FileFacts): boolean {
	if (!QUEUES.some((queue) => queue === facts.place)) return false;
	return !facts.isRegular || facts.id === undefined || !facts.isGiven;
}

function misfitInQueue(facts: FileFacts): Finding | undefined {
	if (isArriving(facts)) return undefined;
	switch (facts.state) {
		case undefined:
		case "WAITING":
		case "HELD":
			return undefined;
		case "DONE":
		case "ERROR":
		case "FAIL":
			return note(
				facts.file,
				`its STATUS says ${facts.state}`,
				"moved back or copied: the Monitor takes it up when it is quiet",
			);
		case "RUNNING":
		case "SILENT":
		case "STALLED":
			return wrong(
				facts.file,
				`its STATUS says ${facts.state}, and no ticket in run/ names this file`,
				"in a queue it should say WAITING or HELD; to run it as a new UOW, remove its first line and drop it",
			);
	}
}

function misfitInSettled(facts: FileFacts): Finding | undefined {
	const { file, place, state } = facts;
	if (!facts.isRegular)
		return wrong(file, "it is no regular file", `move it out of ${place}`);
	if (state === undefined || facts.id === undefined)
		return wrong(
			file,
			`it has no ${facts.id === undefined ? "id in its first line" : "STATUS"}, so it is no settled UOW`,
			`move it out of ${place}, or give it back its head`,
		);
	const home = HOMES[state];
	if (home === place) return undefined;
	return wrong(
		file,
		`its STATUS says ${state}`,
		home === undefined
			? `only settled UOWs lie in ${place}: move it to wait-q, if it is to run`
			: `it belongs in ${home}: move it there`,
	);
}
