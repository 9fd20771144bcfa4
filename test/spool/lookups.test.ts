/** UOWs that are asked for by their ids. */
import fs from "node:fs";
import test from "ava";
import { Lookups } from "../../src/spool/whereabouts.ts";
import { stampedHead } from "../../src/text/uow-text.ts";
import { makeRoot } from "../helpers/root.ts";

const LATER = Date.now() + 60_000;

test("a search that found nobody is not made again until something has settled", async (t) => {
	const root = await makeRoot(t);
	const lookups = new Lookups(root);
	t.is(lookups.recall(7), undefined);
	t.deepEqual(lookups.search(7, LATER), { kind: "nowhere" });
	t.deepEqual(lookups.recall(7), { kind: "nowhere" });
	t.is(lookups.recall(8), undefined);
	const stamp = { seconds: 1, ordinal: 0, id: 7 };
	fs.writeFileSync(
		root.at("done-q", "seven"),
		stampedHead(stamp, "COMMAND :: true", "DONE"),
	);
	t.is(lookups.recall(7), undefined);
	t.deepEqual(lookups.search(7, LATER), {
		kind: "lies",
		at: { place: "done-q", name: "seven" },
	});
});

test("what has changed just now may change again unseen: that nobody was found is not remembered", async (t) => {
	const lookups = new Lookups(await makeRoot(t));
	t.deepEqual(lookups.search(7, Date.now()), { kind: "nowhere" });
	t.is(lookups.recall(7), undefined);
});

test("an id that the history gives many names is looked for under the last few", async (t) => {
	const root = await makeRoot(t);
	const line = (name: string) =>
		`${JSON.stringify({ name, id: 7, outcome: "done" })}\n`;
	const names = Array.from({ length: 2000 }, (_, i) => `n${i}`);
	fs.writeFileSync(root.history, names.map(line).join(""));
	t.deepEqual(new Lookups(root).search(7, LATER), { kind: "nowhere" });
});

test("a name in the history leads into no other folder", async (t) => {
	const root = await makeRoot(t);
	const stamp = { seconds: 1, ordinal: 0, id: 7 };
	const head = stampedHead(stamp, "COMMAND :: true", "DONE");
	fs.writeFileSync(root.inRoot("seven"), head);
	const entry = { name: "../seven", id: 7, outcome: "done" };
	fs.writeFileSync(root.history, `${JSON.stringify(entry)}\n`);
	t.deepEqual(new Lookups(root).search(7, LATER), { kind: "nowhere" });
});
