/** Every hostile drop of test/corpus as a test of its own; the cases of a group share one living Monitor. */
import test from "ava";
import { readCorpus, readExpected } from "../campaign/corpus/cases.ts";
import { type GroupResult, runGroup } from "../campaign/corpus/run.ts";

/** Monitors at a time. */
const AT_ONCE = 3;

let queue: Promise<unknown>[] = Array(AT_ONCE).fill(Promise.resolve());

for (const group of readCorpus()) {
	const lane = queue[0] ?? Promise.resolve();
	const result: Promise<GroupResult> = lane.then(() => runGroup(group));
	const isOver = result.catch(() => undefined);
	queue = [...queue.slice(1), isOver];
	test(`${group.name}: the Monitor comes through all of it unharmed`, async (t) => {
		t.deepEqual((await result).violations, []);
	});
	for (const one of group.cases)
		test(`${one.title} (${group.name}/${one.name})`, async (t) => {
			const own = (await result).cases.find(
				({ case: { name } }) => name === one.name,
			);
			if (own?.skipped !== undefined) t.log(`skipped: ${own.skipped}`);
			t.deepEqual(own?.violations, []);
		});
}

test("an expectation that says what nobody checks is an error, not a pass", (t) => {
	for (const line of ["dnoe-q x", "\tstatus DONE", "runs often", "done-q"])
		t.throws(() => readExpected(`Title\n${line}\n`, "x.expect"), {
			message: /^x\.expect, line 2: what is /,
		});
});
