import type { Explanation } from "../../src/client/explanation.ts";
import { explanationText } from "../../src/client/explanation-text.ts";
import { noticesAbout, type Whose } from "../../src/client/traces.ts";
import { table } from "../helpers/table.ts";

const FACTS: Explanation = {
	name: "a",
	place: "wait-q",
	alsoIn: [],
	id: 7,
	taskName: "a",
	enqueuedAt: null,
	status: "WAITING",
	phase: null,
	seconds: null,
	problems: [],
	after: [],
	notBefore: null,
	sameTask: null,
	queue: { monitor: true, mode: "running", slots: 2, taken: 1, notReady: null },
	launches: 0,
	history: [],
	said: [],
	note: null,
};
const { queue } = FACTS;

/** Those lines that a case is about. */
table<readonly [Partial<Explanation>, RegExp], readonly string[]>(
	"an explanation",
	([facts, about]) =>
		explanationText({ ...FACTS, ...facts }).filter((line) => about.test(line)),
	{
		"of one that nothing holds up says so": [
			[{}, /way/],
			["Nothing stands in its way: it waits for its turn."],
		],
		"names all that a UOW waits for": [
			[
				{
					status: "HELD: by request",
					sameTask: "b",
					queue: { ...queue, mode: "paused", taken: 2, notReady: "load 9" },
				},
				/It waits|release|resume/,
			],
			[
				"It waits: it is held until it is released.",
				"It waits: it is UNIQUE, and b of the same task runs.",
				"It waits: the Monitor is paused.",
				"It waits: the machine is not ready: load 9.",
				"It waits: all 2 slots are taken.",
				"  catq release a: let it start",
				"  catq resume: let jobs start",
			],
		],
		"says what is wrong with a text": [
			[{ status: null, problems: ["line 2: what"] }, /It waits|mend/],
			[
				"It waits: it will not run as it is: line 2: what.",
				"It waits: it is not accepted yet.",
				"  mend its text",
			],
		],
		"of a lost one says who settles it": [
			[
				{
					place: "currently-executing",
					phase: "lost",
					queue: { ...queue, monitor: false },
				},
				/gone|Monitor:|Monitor$/,
			],
			[
				"Its job is gone without a word, and the Monitor has not settled it yet.",
				"  catq monitor: start a Monitor",
			],
		],
		"warns of one that may have run": [
			[
				{ place: "fail-q", status: "FAIL may have run: the machine went down" },
				/find out/,
			],
			["  find out what it has done before it runs again: nobody knows"],
		],
		"says of one that was killed by request only how it runs again": [
			[
				{ place: "fail-q", status: "FAIL killed by request: TERM" },
				/catq|mend/,
			],
			["  catq log a: see what it wrote", "  catq retry a: run it again"],
		],
		"says of one that never ran nothing of a log": [
			[{ place: "fail-q", status: "FAIL not run: UNIQUE" }, /catq|mend/],
			["  mend what its STATUS says, then catq retry a: run it again"],
		],
		"tells what can come back from trash from what must be mended": [
			[{ place: "trash", after: [], status: null }, /catq/],
			["  catq retry a: move it back to wait-q"],
		],
		"names one of its AFTER that lies in trash": [
			[{ after: [{ name: "b", place: "trash", after: [] }] }, /trash|mend/],
			[
				"It waits: after b, which lies in trash: move it back, or correct AFTER.",
				"  mend b, then catq retry b: it goes on",
			],
		],
		"says what to change where it may wait for ever": [
			[
				{
					after: [{ name: "b", place: null, after: [] }],
					notBefore: "2030-01-01T00:00:00Z",
				},
				/edit/,
			],
			[
				"  catq edit a: correct its AFTER, if that will never come",
				"  catq edit a: change its NOT BEFORE",
			],
		],
		"calls one by its id where its name is no word of a shell": [
			[
				{ place: "done-q", name: "a b\u001b[31m", alsoIn: ["fail-q"] },
				/lies|retry/,
			],
			[
				"a b (id 7, task a) lies in done-q. Others of this name lie in fail-q.",
				"  catq retry 7: run it again",
			],
		],
	},
);

const SAID = [
	"wait-q/job accepted, id 4",
	"job: DONE exit 0 after 1.00 s (done-q/job)",
	"job-2 started in slot 1, id 5",
	"HOLD job: there is no UOW named job",
	"wait-q/job accepted, id 7",
	"HOLD 7 #catq:k3x9q2: job (id 7) is held until RELEASE job",
	"wait-q/job moved to trash/job.2:",
	"wait-q/two words accepted, id 8",
	"two words: ERROR exit 3 after 1.00 s (error-q/two words.2)",
	"STATUS: running, 1 of 1 slots taken, for job",
	"RELEASE job: job waits for its turn",
	"wait-q/next: WAITING: after job, which waits",
	"KILL JOB -s INT job: job is being ended: INT, after 5 s KILL",
];

/** By the numbers of their lines. */
table<Whose, readonly number[]>(
	"notices",
	(whose) =>
		noticesAbout(
			SAID.map((text) => `2026-11-22T05:30:01Z ${text}`),
			whose,
		).map((line) =>
			SAID.findIndex(
				(text) => text.replace(" #catq:k3x9q2", "") === line.slice(21),
			),
		),
	{
		"about a UOW are those of its own life, and of no other's of its name": [
			{ name: "job", id: 7, place: "wait-q" },
			[4, 5, 10, 12],
		],
		"about an earlier one of a name end where the next one comes": [
			{ name: "job", id: 4, place: "done-q" },
			[0, 1, 3],
		],
		"follow a UOW to the name it got": [
			{ name: "two words.2", id: 8, place: "error-q" },
			[7, 8],
		],
		"about what was never accepted say how it came to trash": [
			{ name: "job.2", id: null, place: "trash" },
			[6],
		],
	},
);
