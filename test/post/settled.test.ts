import fs from "node:fs";
import test from "ava";
import { SettledList } from "../../src/post/settled.ts";
import {
	entryOf,
	entryText,
	type OutcomeWord,
} from "../../src/text/history.ts";
import type { Owner } from "../helpers/owner.ts";
import { makeRoot } from "../helpers/root.ts";

async function makeList(t: Owner) {
	const root = await makeRoot(t);
	const list = new SettledList(root);
	return {
		root,
		settle(id: number, outcome: OutcomeWord = "done", name = `u${id}`) {
			fs.writeFileSync(`${root.root}/${outcome}-q/${name}`, "");
			const settled = {
				name,
				id,
				taskName: "",
				info: [],
				enqueuedAt: 0,
				attempts: 1,
				feedback: undefined,
			};
			fs.appendFileSync(
				root.history,
				entryText(entryOf(settled, { outcome, exit: 0 })),
			);
		},
		ids(outcome: OutcomeWord = "done", most = 3) {
			list.look(most);
			return list.present(outcome).map(({ id }) => id);
		},
	};
}

test("those that settled last are known from the history, the newest first", async (t) => {
	const { settle, ids } = await makeList(t);
	for (const id of [1, 2, 3, 4, 5]) settle(id);
	settle(6, "fail");
	t.deepEqual(ids(), [5, 4, 3]);
	t.deepEqual(ids("fail"), [6]);
	settle(7);
	t.deepEqual(ids(), [7, 5, 4]);
});

test("one that was moved away is not listed, one that was retried as it ended last", async (t) => {
	const { root, settle, ids } = await makeList(t);
	settle(1, "error");
	settle(2);
	t.deepEqual(ids("error"), [1]);
	fs.renameSync(`${root.root}/error-q/u1`, `${root.root}/done-q/u1`);
	settle(1);
	fs.rmSync(`${root.root}/done-q/u2`);
	t.deepEqual(ids("error"), []);
	t.deepEqual(ids(), [1]);
});

test("a line that is not whole yet is read once it is", async (t) => {
	const { root, settle, ids } = await makeList(t);
	settle(1);
	t.deepEqual(ids(), [1]);
	settle(2);
	const text = fs.readFileSync(root.history, "utf8");
	fs.writeFileSync(root.history, text.slice(0, -5));
	t.deepEqual(ids(), [1]);
	fs.appendFileSync(root.history, text.slice(-5));
	t.deepEqual(ids(), [2, 1]);
});

test("lines that somebody wrote lead nowhere outside of the folders", async (t) => {
	const { root, settle, ids } = await makeList(t);
	settle(1);
	fs.appendFileSync(
		root.history,
		'no json\n{"name":"../monitor.config.txt","id":9,"outcome":"done"}\n',
	);
	t.deepEqual(ids(), [1]);
	fs.rmSync(root.history);
	fs.mkdirSync(root.history);
	t.deepEqual(ids(), [1]);
});

test("a history that was put aside begins a new list", async (t) => {
	const { root, settle, ids } = await makeList(t);
	settle(1);
	t.deepEqual(ids(), [1]);
	fs.renameSync(root.history, `${root.history}.old`);
	t.deepEqual(ids(), [1]);
	settle(2);
	t.deepEqual(ids(), [2]);
});
