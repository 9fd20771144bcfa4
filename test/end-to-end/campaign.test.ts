/** The short version of the campaign's sweeps; its other parts have tests of their own beside them. */
import test from "ava";
import { closeArenas } from "../campaign/arenas.ts";
import { errors } from "../campaign/errors.ts";
import { keeper } from "../campaign/keeper.ts";
import { kills } from "../campaign/kills.ts";
import { limits } from "../campaign/limits.ts";
import { mutants } from "../campaign/mutants.ts";
import type { Part } from "../campaign/part.ts";
import { power } from "../campaign/power.ts";
import { requests } from "../campaign/requests.ts";
import { soak } from "../campaign/soak.ts";
import { strangers } from "../campaign/strangers.ts";
import { syscalls } from "../campaign/syscalls.ts";

const PROMISES: Readonly<Record<string, Part>> = {
	"a Monitor that is killed at any operation on files loses nothing and runs nothing twice":
		kills,
	"a keeper that is killed or slow at any of its steps neither loses a UOW nor runs one twice":
		keeper,
	"a fault of the disk at any operation is said once with its file, and work resumes when it is gone":
		errors,
	"kills and a full disk at system calls of the build as it is shipped do no harm":
		syscalls,
	"a power cut at any operation loses no UOW and runs none twice": power,
	"500 kills in a row, with jobs of all kinds and a person at work, do no harm":
		soak,
	"a pid that was given again is left in peace, and a second Monitor does nothing":
		strangers,
	"requests of three kinds of writers are answered once each": requests,
	"the bound of a log is exact, and memory stays flat": limits,
	"the campaign catches a broken protocol": mutants,
};

test.after.always(() => closeArenas());

for (const [promise, part] of Object.entries(PROMISES))
	test.serial(promise, async (t) => {
		t.timeout(240_000);
		const say = (line: string) => t.log(line);
		const outcome = await part.run({ seed: 1, short: true, say });
		for (const line of outcome.figures) t.log(line);
		if (outcome.skipped !== undefined) t.log(`SKIPPED: ${outcome.skipped}`);
		else t.true(outcome.points > 0);
		t.deepEqual(outcome.violations.slice(0, 10), []);
	});
