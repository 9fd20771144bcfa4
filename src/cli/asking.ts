/** Verbs that ask the Monitor: what they say where there is none, and of whom they speak. */
import { ask } from "../client/ask.ts";
import { type Found, find } from "../client/find.ts";
import { nearestNames } from "../client/nearest.ts";
import { isForbidden } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { impossible } from "../text/problem.ts";
import { visible } from "../text/visible.ts";
import { EXIT, type ExitCode, type Outcome, refused, say } from "./exit.ts";
import type { OpenRoot } from "./root.ts";

/** Its answer; or the exit code, where the reason has been said. */
export async function answerTo(
	root: OpenRoot,
	request: string,
): Promise<string | ExitCode> {
	const answer = await answerOf(root, request);
	return typeof answer === "string" ? answer : say(answer);
}

/** The same, with the reason in words. */
export async function answerOf(
	{ paths }: OpenRoot,
	request: string,
): Promise<string | Outcome> {
	const asked = await ask(paths, request);
	switch (asked.kind) {
		case "answer":
			return asked.text;
		case "no monitor":
			return refused(
				`no Monitor runs on ${paths.root}: start it with catq monitor`,
				EXIT.noMonitor,
			);
		case "no answer":
			return refused(
				`the Monitor did not answer in time; the request stands in ${paths.reads}, and the answer may still come in ${paths.says}`,
				EXIT.tempFail,
			);
		default:
			return impossible(asked);
	}
}

/** The Monitor's words, line by line, as they may be shown. */
export function shown(answer: string): string {
	return answer.split("\n").map(visible).join("\n");
}

export function tell(answer: string): void {
	process.stdout.write(`${shown(answer)}\n`);
}

type Running = Extract<Found, { kind: "runs" }>["run"];
export type RunningOrSettled = Extract<Found, { kind: "runs" | "settled" }>;

/** The running UOW of a name or an id; or words why there is none. */
export function running(root: OpenRoot, asked: string): Running | Outcome {
	const found = ranOrRuns(root, asked);
	if ("code" in found) return found;
	if (found.kind === "settled")
		return refused(
			`${visible(found.name)} does not run, it lies in ${found.place}`,
			EXIT.notRunning,
		);
	const { run } = found;
	return run.phase === "ended" || run.phase === "lost"
		? refused(
				`${visible(run.ticket.name)} has ended, and the Monitor has not settled it yet`,
				EXIT.notRunning,
			)
		: run;
}

/** One that ran or runs; or the exit code, where it has been said why there is none. */
export function runningOrSettled(
	root: OpenRoot,
	asked: string,
): RunningOrSettled | ExitCode {
	const found = ranOrRuns(root, asked);
	return "code" in found ? say(found) : found;
}

/** The same, with the reason in words. */
export function ranOrRuns(
	root: OpenRoot,
	asked: string,
): RunningOrSettled | Outcome {
	const found = find(root.paths, asked, Date.now());
	switch (found.kind) {
		case "runs":
		case "settled":
			return found;
		case "waits":
			return refused(
				found.place === "currently-executing"
					? `${visible(found.name)} runs; what runs can be reached by the Monitor's user only`
					: `${visible(found.name)} does not run, it waits in ${found.place}`,
				EXIT.notRunning,
			);
		case "discarded":
			return refused(
				`${visible(found.name)} does not run, it lies in trash`,
				EXIT.notRunning,
			);
		case "reserved":
		case "ambiguous":
		case "unknown":
			return nobody(root, found, asked);
		default:
			return impossible(found);
	}
}

export function ambiguousText(
	{ names, more }: Extract<Found, { kind: "ambiguous" }>,
	asked: string,
): string {
	const others = more > 0 ? ` and ${more} more` : "";
	return `${visible(asked)} begins several names: ${names.map(visible).join(", ")}${others}`;
}

type Nobody = Extract<Found, { kind: "reserved" | "ambiguous" | "unknown" }>;

export function isNobody(found: Found): found is Nobody {
	return ["reserved", "ambiguous", "unknown"].includes(found.kind);
}

/** Says why nobody is meant. */
export function noSuch(root: OpenRoot, found: Nobody, asked: string): ExitCode {
	return say(nobody(root, found, asked));
}

/** Why nobody is meant; where there is none, whose names are near. */
export function nobody(
	{ paths }: OpenRoot,
	found: Nobody,
	asked: string,
): Outcome {
	if (found.kind === "ambiguous")
		return refused(ambiguousText(found, asked), EXIT.usage);
	if (found.kind === "reserved")
		return refused(
			`${found.id} is only reserved: no UOW has come with it yet`,
			EXIT.reserved,
		);
	const meant = meantBy(paths, asked);
	const noId = /^\d+$/.test(asked) ? ", and none with that id" : "";
	return refused(
		`there is no UOW named ${visible(asked)}${noId}${meant}`,
		EXIT.unknown,
	);
}

/** Members of a group may not look into the queues, and must give a whole name. */
function meantBy(paths: Paths, asked: string): string {
	try {
		const near = nearestNames(paths, asked).map(visible);
		return near.length === 0 ? "" : `; did you mean ${orList(near)}?`;
	} catch (error) {
		if (!isForbidden(error)) throw error;
		return "; you may not look into the queues, so give its whole name";
	}
}

/** `a, b or c` */
function orList(names: readonly string[]): string {
	const last = names.at(-1) ?? "";
	return names.length < 2
		? last
		: `${names.slice(0, -1).join(", ")} or ${last}`;
}
