/** Verbs that ask the Monitor: what they say where there is none, and of whom they speak. */
import { ask } from "../client/ask.ts";
import { type Found, find } from "../client/find.ts";
import { nearestNames } from "../client/nearest.ts";
import { impossible } from "../text/problem.ts";
import { visible } from "../text/visible.ts";
import { complain, EXIT, type ExitCode } from "./exit.ts";
import type { OpenRoot } from "./root.ts";

/** Its answer; or the exit code, where the reason has been said. */
export async function answerTo(
	{ paths }: OpenRoot,
	request: string,
): Promise<string | ExitCode> {
	const asked = await ask(paths, request);
	switch (asked.kind) {
		case "answer":
			return asked.text;
		case "no monitor":
			return complain(
				`no Monitor runs on ${paths.root}: start it with catq monitor`,
				EXIT.noMonitor,
			);
		case "no answer":
			return complain(
				`the Monitor did not answer in time; the request stands in ${paths.reads}, and the answer may still come in ${paths.says}`,
				EXIT.tempFail,
			);
		default:
			return impossible(asked);
	}
}

/** The Monitor's words, line by line, as they may be shown. */
export function tell(answer: string): void {
	for (const line of answer.split("\n"))
		process.stdout.write(`${visible(line)}\n`);
}

type Running = Extract<Found, { kind: "runs" }>["run"];
export type RunningOrSettled = Extract<Found, { kind: "runs" | "settled" }>;

/** The running UOW of a name or an id; or the exit code, where it has been said why there is none. */
export function running(root: OpenRoot, asked: string): Running | ExitCode {
	const found = runningOrSettled(root, asked);
	if (typeof found === "number") return found;
	if (found.kind === "settled")
		return complain(
			`${visible(found.name)} does not run, it lies in ${found.place}`,
			EXIT.notRunning,
		);
	const { run } = found;
	return run.phase === "ended" || run.phase === "lost"
		? complain(
				`${visible(run.ticket.name)} has ended, and the Monitor has not settled it yet`,
				EXIT.notRunning,
			)
		: run;
}

/** The same, of one that ran or runs. */
export function runningOrSettled(
	root: OpenRoot,
	asked: string,
): RunningOrSettled | ExitCode {
	const found = find(root.paths, asked, Date.now());
	switch (found.kind) {
		case "runs":
		case "settled":
			return found;
		case "waits":
			return complain(
				`${visible(found.name)} does not run, it waits in ${found.place}`,
				EXIT.notRunning,
			);
		case "reserved":
		case "ambiguous":
		case "unknown":
			return noSuch(root, found, asked);
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

/** Says why nobody is meant; where there is none, whose names are near. */
export function noSuch(
	{ paths }: OpenRoot,
	found: Extract<Found, { kind: "reserved" | "ambiguous" | "unknown" }>,
	asked: string,
): ExitCode {
	if (found.kind === "ambiguous")
		return complain(ambiguousText(found, asked), EXIT.usage);
	if (found.kind === "reserved")
		return complain(
			`${found.id} is only reserved: no UOW has come with it yet`,
			EXIT.reserved,
		);
	const near = nearestNames(paths, asked).map(visible);
	const meant = near.length === 0 ? "" : `; did you mean ${orList(near)}?`;
	const noId = /^\d+$/.test(asked) ? ", and none with that id" : "";
	return complain(
		`there is no UOW named ${visible(asked)}${noId}${meant}`,
		EXIT.unknown,
	);
}

/** `a, b or c` */
function orList(names: readonly string[]): string {
	const last = names.at(-1) ?? "";
	return names.length < 2
		? last
		: `${names.slice(0, -1).join(", ")} or ${last}`;
}
