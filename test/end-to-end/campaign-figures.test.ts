/** The short versions of parts of the campaign; scripts/campaign runs the full ones. */
import test from "ava";
import { clock } from "../campaign/clock.ts";
import { logs } from "../campaign/logs.ts";
import type { Part } from "../campaign/part.ts";
import { restart } from "../campaign/restart.ts";
import { slowWriters } from "../campaign/slow-writers.ts";

const PROMISES: readonly (readonly [string, Part])[] = [
	["no line of a log is lost while STATUS changes", logs],
	["no file is started before its slow writer is done", slowWriters],
	["steps of the wall clock move no deadline and lose no job", clock],
	["a Monitor started after SIGKILL goes on with what waits", restart],
];

for (const [promise, part] of PROMISES)
	test(promise, async (t) => {
		t.timeout(120_000);
		const outcome = await part.run({
			seed: 1,
			short: true,
			say: (line) => t.log(line),
		});
		t.deepEqual(outcome.violations, []);
		if (outcome.skipped === undefined) t.true(outcome.points > 0);
		else t.log(`skipped: ${outcome.skipped}`);
	});
