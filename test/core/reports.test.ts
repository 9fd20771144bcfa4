/** What jobs report, in the answers to requests. */
import test from "ava";
import { decide } from "../../src/core/decide.ts";
import type { Snapshot } from "../../src/core/snapshot.ts";
import { DEFAULT_CONFIG } from "../../src/text/config-text.ts";
import { table } from "../helpers/table.ts";
import { aRequest, aRun, aSnapshot, aTicket, NOON } from "../helpers/world.ts";

/** The answer to the only request. */
function answerTo(text: string, parts: Partial<Snapshot>): string | undefined {
	const snapshot = aSnapshot({ ...parts, requests: [aRequest(text)] });
	const answer = decide(snapshot, DEFAULT_CONFIG).actions.find(
		(action) => action.kind === "answer",
	);
	return answer?.text;
}

const running = aRun({
	ticket: aTicket({ feedback: { seconds: 300, from: "file" } }),
});
const reports = new Map([[running.key, new Map([["progress", "40"]])]]);

test("LIST and STATUS show how far a job is, and how long it may still take", (t) => {
	for (const request of ["LIST", "STATUS"])
		t.regex(
			answerTo(request, { runs: [running], reports }) ?? "",
			/job \(id 1\) running for 1m 00s.* \[####------\] 40%, about 1m 30s left$/m,
		);
});

const silent = aRun({
	key: "2-bb",
	ticket: aTicket({ name: "silent", id: 2 }),
});
const world: Partial<Snapshot> = {
	runs: [running, silent],
	reports: new Map([
		...reports,
		["done-q/over", new Map([["report", "a\u202eb"]])],
		["error-q/old", new Map()],
	]),
	whereabouts: new Map([
		["over", ["done-q"]],
		["mute", ["fail-q"]],
		["twice", ["done-q", "fail-q"]],
		["later", ["wait-q", "done-q"]],
	]),
	reservations: [
		{ id: 5, taskName: undefined, until: NOON, usedBy: undefined },
	],
	lookedUp: new Map([
		[6, { kind: "lies", at: { place: "error-q", name: "old" } }],
		[7, { kind: "nowhere" }],
	]),
};

table("FEEDBACK", (name: string) => answerTo(`FEEDBACK ${name}`, world), {
	"of a running job": ["job", '{"progress":"40"}'],
	"by its id": ["1", '{"progress":"40"}'],
	"of one that has ended": ["over", '{"report":"a\\u202eb"}'],
	"of one that has ended, by its id": ["6", "{}"],
	"of one that promised none": [
		"silent",
		"silent promised no feedback: its header has no FEEDBACK",
	],
	"of one that has ended and promised none": [
		"mute",
		"mute promised no feedback: its header has no FEEDBACK",
	],
	"where several have the name": [
		"twice",
		"several UOWs are named twice, in done-q, fail-q; ask by its id",
	],
	"of one that waits": ["later", "later does not run, it waits in wait-q"],
	"of an id that is reserved": [
		"5",
		"5 is only reserved, until 2026-11-22T12:00:00Z: there is no UOW with it yet",
	],
	"of nobody": ["nobody", "there is no UOW named nobody"],
	"of no id": ["7", "there is no UOW named 7, and none with that id"],
});
