/** A queue root as years leave it: very many UOWs have settled, with their history and their launches. */
import fs from "node:fs";
import path from "node:path";
import { entryOf, entryText } from "../../src/text/history.ts";
import { isoOf } from "../../src/text/instant.ts";
import { stampLine } from "../../src/text/stamp.ts";
import { padded } from "../../src/text/status-line.ts";
import type { Owner } from "../helpers/owner.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";

const BEGUN = Date.UTC(2026, 0, 1);
const BLOCK = 1000;

/** UOWs `nightly-1` … in done-q, each twentieth in error-q, with ids from 1. */
export async function settledRoot(t: Owner, count: number): Promise<TestRoot> {
	const root = await makeRoot(t);
	for (let from = 1; from <= count; from += BLOCK)
		settleSome(root, from, Math.min(count, from + BLOCK - 1));
	fs.writeFileSync(root.own("next-id"), `${count + 1}\n`);
	return root;
}

function settleSome(root: TestRoot, from: number, to: number): void {
	const history: string[] = [];
	const launches: string[] = [];
	for (let id = from; id <= to; id += 1) {
		const isDone = id % 20 !== 0;
		const name = `nightly-${id}`;
		const file = path.join(root.folder(isDone ? "done-q" : "error-q"), name);
		const at = BEGUN + id * 60_000;
		const [startedAt, endedAt] = [at + 2000, at + 12_000];
		const status = `${isDone ? "DONE exit 0" : "ERROR exit 1"} after 10.0 s, ${isoOf(startedAt)} to ${isoOf(endedAt)}`;
		const stamp = stampLine({ seconds: at / 1000, ordinal: 0, id });
		fs.writeFileSync(
			file,
			`${stamp}\n==== UNIT OF WORK\nTASK NAME :: nightly\nCOMMAND :: make nightly\n\n==== STATUS\n${padded(status)}\n\n==== JOB LOG\nmade ${id}\n`,
		);
		launches.push(`${id} 1 1:${id}\n`);
		history.push(
			entryText(
				entryOf(
					{
						name,
						id,
						taskName: "nightly",
						info: ["", "", ""],
						enqueuedAt: at,
						attempts: 1,
						feedback: undefined,
					},
					{
						outcome: isDone ? "done" : "error",
						exit: isDone ? 0 : 1,
						startedAt,
						endedAt,
						seconds: 10,
					},
				),
			),
		);
	}
	fs.appendFileSync(root.history, history.join(""));
	fs.appendFileSync(root.own("ledger"), launches.join(""));
}
