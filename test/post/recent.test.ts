import fs from "node:fs";
import test from "ava";
import { MOST_RECENT, RecentRuns } from "../../src/post/recent.ts";
import { makeRoot } from "../helpers/root.ts";

const line = (id: number) =>
	`${JSON.stringify({ name: `u${id}`, id, outcome: "done", endedAt: new Date(id * 1000).toISOString() })}\n`;

test("the last settlements are known, the newest first, and those that come", async (t) => {
	const root = await makeRoot(t);
	const recent = new RecentRuns(root);
	t.deepEqual(recent.look(), []);
	fs.writeFileSync(root.history, line(1) + line(2));
	const ids = () => recent.look().map(({ id }) => id);
	t.deepEqual(ids(), [2, 1]);
	t.is(recent.look(), recent.look());
	fs.appendFileSync(root.history, `no line\n${line(3)}${line(4).slice(0, -4)}`);
	t.deepEqual(ids(), [3, 2, 1]);
	// CLEAR HISTORY puts it aside.
	fs.renameSync(root.history, `${root.history}.aside`);
	fs.writeFileSync(root.history, line(5));
	t.deepEqual(ids(), [5]);
	t.is(recent.knownFrom(), 0);
});

test("of a long history only so many are kept, and it is known since when", async (t) => {
	const root = await makeRoot(t);
	const lines = Array.from({ length: MOST_RECENT + 10 }, (_, i) => line(i + 1));
	fs.writeFileSync(root.history, lines.join(""));
	const recent = new RecentRuns(root);
	t.is(recent.look().length, MOST_RECENT);
	t.is(recent.knownFrom(), 11_000);
	fs.appendFileSync(root.history, line(MOST_RECENT + 11));
	t.is(recent.look().length, MOST_RECENT);
	t.is(recent.knownFrom(), 12_000);
});
