import type { Explanation } from "../../src/client/explanation.ts";
import { explanationText } from "../../src/client/explanation-text.ts";
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
