/** What is said to who asks for the end of a job: each case its own answer. */

import { killAll, killJob } from "../../src/core/obey-kill.ts";
import type { Run } from "../../src/core/snapshot.ts";
import type { Place } from "../../src/text/places.ts";
import { killText, readKill } from "../../src/text/records.ts";
import { readRequest } from "../../src/text/requests.ts";
import { table } from "../helpers/table.ts";
import {
	aRun,
	aSnapshot,
	aTicket,
	aWaiting,
	UPTIME,
} from "../helpers/world.ts";

const named = (name: string, parts: Partial<Run> = {}) =>
	aRun({ ticket: aTicket({ name, taskName: "task" }), ...parts });
const KILL = { uptime: UPTIME - 1, why: "killed by request" };

const WORLD = aSnapshot({
	runs: [
		named("a"),
		named("b", { kill: KILL }),
		named("c", { kill: { ...KILL, signal: "KILL" } }),
	],
	waiting: [aWaiting("w"), aWaiting("h", { status: "HELD: by request" })],
	whereabouts: new Map<string, Place[]>([
		["new", ["priority-q"]],
		["old", ["error-q"]],
		["now", ["currently-executing"]],
	]),
});

const answer = (line: string) => {
	const { keyword, wrong, ...asked } = readRequest(line);
	if (keyword === "KILLALL") return killAll(WORLD, asked).answer;
	return keyword === undefined ? wrong : killJob(WORLD, asked).answer;
};

table("the answer to", answer, {
	"KILL JOB of one that runs": [
		"KILL JOB a",
		"a is being ended: TERM, after 5 s KILL",
	],
	"KILL JOB with a signal": [
		"KILL JOB -s sigint a",
		"a is being ended: INT, after 5 s KILL",
	],
	"KILL JOB with KILL": [
		"KILL JOB -s KILL a",
		"a is being ended: KILL at once",
	],
	"KILL JOB of several": ["KILL JOB", "several jobs run, say which: a, b, c"],
	"KILL JOB of one that is being ended": [
		"KILL JOB -s INT b",
		"b is being ended already: killed by request",
	],
	"KILL JOB with KILL of one that is being ended": [
		"KILL JOB -s KILL b",
		"b is being ended: KILL at once",
	],
	"KILL JOB with KILL, again": [
		"KILL JOB -s KILL c",
		"c is being ended already: killed by request",
	],
	"KILL JOB of one that waits": [
		"KILL JOB w",
		"w does not run, it waits in wait-q: HOLD w keeps it from starting",
	],
	"KILL JOB of one that is held": [
		"KILL JOB h",
		"h does not run, it is held in wait-q and does not start before RELEASE h",
	],
	"KILL JOB of one that is not accepted": [
		"KILL JOB new",
		"new does not run and is not accepted yet: move it out of priority-q to keep it from starting",
	],
	"KILL JOB of one that has settled": [
		"KILL JOB old",
		"old does not run, it lies in error-q",
	],
	"KILL JOB of one that is settled just now": [
		"KILL JOB now",
		"now has ended and is about to leave currently-executing",
	],
	"KILL JOB of nobody": [
		"KILL JOB x",
		"there is no UOW named x; running: a, b, c",
	],
	"KILL JOB without a signal after -s": [
		"KILL JOB -s",
		'-s needs one of TERM, INT, HUP, QUIT, USR1, USR2, KILL, found ""',
	],
	"KILL JOB with a signal that catq does not send": [
		"KILL JOB -s STOP a",
		'-s needs one of TERM, INT, HUP, QUIT, USR1, USR2, KILL, found "STOP"',
	],
	KILLALL: [
		"KILLALL task",
		"a is being ended: TERM, after 5 s KILL\nb is being ended already: killed by request\nc is being ended already: killed by request",
	],
	"KILLALL of a task that does not run": [
		"KILLALL other",
		"no job of the task other runs",
	],
	"KILLALL without a name": [
		"KILLALL -s INT",
		"KILLALL needs a task name, for example KILLALL nightly backup",
	],
});

table("a kill record", readKill, {
	"as it was before signals could be asked for": [
		"kill 12.5 timeout 1m 00s\n",
		{ uptime: 12.5, why: "timeout 1m 00s", signal: undefined },
	],
	"with a signal": [
		killText({ uptime: 12, why: "a\nb", signal: "INT" }),
		{ uptime: 12, why: "a\nb", signal: "INT" },
	],
	"without one": [
		killText({ uptime: 12, why: "killed by request" }),
		{ uptime: 12, why: "killed by request", signal: undefined },
	],
	"with a post-mortem": [
		killText({ uptime: 12, why: "timeout 3 s", hasPostMortem: true }),
		{ uptime: 12, why: "timeout 3 s", signal: undefined, hasPostMortem: true },
	],
	"with a post-mortem and a signal": [
		killText({ uptime: 12, why: "x", signal: "KILL", hasPostMortem: true }),
		{ uptime: 12, why: "x", signal: "KILL", hasPostMortem: true },
	],
	"cut short": ["kill 12 -INT killed", undefined],
});
