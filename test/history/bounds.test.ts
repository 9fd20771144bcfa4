/** history.jsonl may be anything: what is read of it is bounded. */
import fs from "node:fs";
import test from "ava";
import { byHistory } from "../../src/history/by-id.ts";
import { History } from "../../src/history/history.ts";
import { lastLines } from "../../src/history/last-lines.ts";
import { makeRoot } from "../helpers/root.ts";

const LINE = '{"name":"x","id":7,"outcome":"done"}\n';

test("of a history of a terabyte of nothing only the end is read", async (t) => {
	const root = await makeRoot(t);
	fs.writeFileSync(root.history, LINE);
	fs.truncateSync(root.history, 2 ** 40);
	const history = new History(root, []);
	t.deepEqual(history.latest(10), []);
	t.is(byHistory(root, 7, 2 ** 26), undefined);
	t.deepEqual([...lastLines(root)], []);
	fs.appendFileSync(root.history, `\n${LINE}${LINE}`);
	t.is(history.latest(10).length, 2);
	t.is([...lastLines(root)].length, 2);
});
