import fs from "node:fs";
import test from "ava";
import { RequestLog } from "../../src/mail/request-log.ts";
import { makeRoot } from "../helpers/root.ts";

interface Case {
	/** What stands in run/requests and in monitor_says. */
	readonly log: string;
	readonly says?: string;
	readonly interrupted: string | undefined;
	/** Lines known of edition E. */
	readonly known: Readonly<Record<string, number>>;
}

const CASES: Readonly<Record<string, Case>> = {
	"none is known where nothing was written": {
		log: "",
		interrupted: undefined,
		known: {},
	},
	"the last one was interrupted if it has no answer": {
		log: "taken E 0 STATUS\ntaken E 0 HOLD a b\n",
		interrupted: "HOLD a b",
		known: { STATUS: 1, "HOLD a b": 1 },
	},
	"the last one was not if its answer is noted": {
		log: "taken E 0 STATUS\nanswered\n",
		interrupted: undefined,
		known: { STATUS: 1 },
	},
	"the last one was not if its answer was said": {
		log: "taken E 4 STATUS\n",
		says: "old\n2026-11-22T05:31:11Z STATUS: running\n",
		interrupted: undefined,
		known: { STATUS: 1 },
	},
	"an answer from before does not count": {
		log: "taken E 43 STATUS\n",
		says: "2026-11-22T05:31:11Z STATUS: running, some\n",
		interrupted: "STATUS",
		known: { STATUS: 1 },
	},
	"an answer that opened a new monitor_says counts": {
		log: "taken E 4000 STATUS\n",
		says: "2026-11-22T05:31:11Z STATUS: running\n",
		interrupted: undefined,
		known: { STATUS: 1 },
	},
	"one whose entry was cut short was not taken": {
		log: "taken E 0 STATUS\nanswered\ntaken E 0 HO",
		interrupted: undefined,
		known: { STATUS: 1 },
	},
	"those of a file that is gone are forgotten": {
		log: "taken E 0 STATUS\nanswered\ngone E\n",
		interrupted: undefined,
		known: {},
	},
	"those of other editions do not count": {
		log: "taken E 0 STATUS\ntaken F 0 STATUS\nanswered\n",
		interrupted: undefined,
		known: { STATUS: 1 },
	},
};

for (const [title, { log, says = "", interrupted, known }] of Object.entries(
	CASES,
))
	test(`of the requests an earlier Monitor took ${title}`, async (t) => {
		const root = await makeRoot(t);
		fs.writeFileSync(root.own("requests"), log);
		fs.writeFileSync(root.says, says);
		const read = new RequestLog(root);
		t.is(read.interrupted(), interrupted);
		t.deepEqual(Object.fromEntries(read.linesOf("E")), known);
	});

test("what was taken long ago is forgotten once it is much, but not the newest editions", async (t) => {
	const root = await makeRoot(t);
	const log = new RequestLog(root);
	for (let edition = 0; edition < 30; edition += 1)
		for (let i = 0; i < 10; i += 1)
			log.taken(`E${edition}`, `${i}${"x".repeat(5000)}`);
	log.answered();
	log.rest();
	log.trim(new Set(["E0"]));
	const again = new RequestLog(root);
	t.is(again.interrupted(), undefined);
	const sizes = [0, 1, 29].map((edition) => again.linesOf(`E${edition}`).size);
	t.deepEqual(sizes, [10, 0, 10]);
	t.true(fs.statSync(root.own("requests")).size < 1_000_000);
});
