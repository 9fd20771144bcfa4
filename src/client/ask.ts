/**
 * Asks the Monitor as a person does, by a line in monitor_reads, and waits for
 * the answer in monitor_says: a tag at the end of the line tells it from others.
 */
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { look } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { append } from "../disk/steps.ts";
import { SaysReader } from "../mail/says-reader.ts";
import { type Answer, answerIn } from "./answer.ts";
import { monitorRuns } from "./monitor-runs.ts";

export type Asked =
	| { readonly kind: "answer"; readonly text: string }
	/** Nothing was asked. */
	| { readonly kind: "no monitor" }
	/** It was asked, and stands there: an answer may still come. */
	| { readonly kind: "no answer" };

/** Seconds to wait for an answer, and between two looks. */
const PATIENCE = 10;
const PAUSE = 0.02;

export async function ask(
	paths: Pick<Paths, "root" | "own" | "reads" | "says">,
	request: string,
	patience = PATIENCE,
): Promise<Asked> {
	if (!monitorRuns(paths)) return { kind: "no monitor" };
	const tag = newTag();
	const says = new SaysReader(paths);
	try {
		await untilThere(paths.reads);
		append(paths.reads, `${request} ${tag}\n`, false);
		const text = await waitFor(says, tag, patience);
		return text === undefined
			? { kind: "no answer" }
			: { kind: "answer", text };
	} finally {
		says.close();
	}
}

async function waitFor(
	says: SaysReader,
	tag: string,
	patience: number,
): Promise<string | undefined> {
	const until = performance.now() + patience * 1000;
	let said = Buffer.alloc(0);
	let last: Answer | undefined;
	while (performance.now() < until) {
		const news = says.read();
		said = Buffer.concat([said, news]);
		const answer = answerIn(said.toString(), tag);
		// One whose last line nothing follows is whole once nothing more has come of it.
		if (answer?.isEnded || (answer !== undefined && news.length === 0))
			return answer.text;
		last = answer;
		// Without the tag no line that has ended is needed any more.
		if (answer === undefined) said = said.subarray(said.lastIndexOf("\n") + 1);
		await sleep(PAUSE * 1000);
	}
	return last?.text;
}

/** The Monitor puts a fresh file in place of an answered one: for a moment there is none, and one that we made would be ours. */
async function untilThere(path: string): Promise<void> {
	for (let tries = 0; tries < 10 && look(path) === undefined; tries += 1)
		await sleep(PAUSE * 1000);
}

/** `#catq:k3x9q2wd`, as text/requests.ts reads it. */
function newTag(): string {
	const letters = Array.from({ length: 8 }, () => randomInt(36).toString(36));
	return `#catq:${letters.join("")}`;
}
