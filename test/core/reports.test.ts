/** What jobs report, in the answers to requests. */
import test from "ava";
import { decide } from "../../src/core/decide.ts";
import type { Snapshot } from "../../src/core/snapshot.ts";
import { DEFAULT_CONFIG } from "../../src/text/config-text.ts";
import { aRequest, aRun, aSnapshot, aTicket } from "../helpers/world.ts";

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
