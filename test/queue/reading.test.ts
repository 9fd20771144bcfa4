/** A queue that is too long to be read in one turn, and what a turn costs when it is long. */
import fs from "node:fs";
import test from "ava";
import { refusalOf, termsUnder } from "../../src/core/plan.ts";
import { tapFiles } from "../../src/disk/tap.ts";
import { readFront, writeFront } from "../../src/queue/front.ts";
import { Queues } from "../../src/queue/queues.ts";
import type { QueueHelp } from "../../src/queue/read-entry.ts";
import { DEFAULT_CONFIG } from "../../src/text/config-text.ts";
import { type Headed, stampedHead } from "../../src/text/uow-text.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";

const HELP: QueueHelp = {
	hasGivenId: () => true,
	termsOf: (head: Headed) => termsUnder(head, DEFAULT_CONFIG),
	refusalOf: (head: Headed) => refusalOf(head, DEFAULT_CONFIG),
	isCopy: () => false,
};

const nameOf = (id: number) => `job-${String(id).padStart(5, "0")}`;

/** The first by name come last: names do not tell the order. */
function fill(root: TestRoot, count: number): void {
	for (let id = 1; id <= count; id += 1)
		fs.writeFileSync(
			root.at("wait-q", nameOf(id)),
			stampedHead(
				{ seconds: 1_790_000_000 - id, ordinal: 0, id },
				"COMMAND :: true",
				"WAITING",
			),
		);
}

function look(queues: Queues, uptime = 0, running: number[] = []) {
	queues.look(uptime, HELP, () => {});
	return queues.found(uptime, Date.now(), running);
}

const shown = (waiting: Iterable<{ name: string }> | undefined) =>
	waiting && [...waiting].map(({ name }) => name);

test("a long queue is read in several turns, and known in its order after the last", async (t) => {
	const root = await makeRoot(t);
	fill(root, 2500);
	const queues = new Queues(root, () => 0);
	const seen: unknown[] = [];
	for (let turns = 0; turns < 3; turns += 1) {
		const { unread, queued, foreseen } = look(queues);
		seen.push([unread, queued["wait-q"], shown(foreseen)]);
	}
	t.deepEqual(seen, [
		[1500, 2500, []],
		[500, 2500, []],
		[0, 2500, undefined],
	]);
	const { waiting } = look(queues);
	t.is(waiting[0]?.name, nameOf(2500));
	t.is(waiting[2499]?.name, nameOf(1));
	t.is(queues.dueIn(0), Number.POSITIVE_INFINITY);
});

test("texts that share an id are known as such, however many are read between them", async (t) => {
	const root = await makeRoot(t);
	fill(root, 2500);
	for (let id = 1; id <= 200; id += 1)
		fs.copyFileSync(
			root.at("wait-q", nameOf(id)),
			root.at("wait-q", `copy-${id}`),
		);
	const queues = new Queues(root, () => 0);
	for (let turns = 0; turns < 3; turns += 1) look(queues);
	const { attention, foreseen } = look(queues);
	t.is(foreseen, undefined);
	t.is(attention.length, 400);
});

test("the next Monitor foresees what comes first, as far as it still has its place", async (t) => {
	const root = await makeRoot(t);
	fill(root, 1500);
	const before = new Queues(root, () => 0);
	for (let turns = 0; turns < 2; turns += 1) look(before);
	fs.unlinkSync(root.at("wait-q", nameOf(1500)));
	const moved = root.at("wait-q", nameOf(1499));
	const text = fs.readFileSync(moved, "utf8");
	fs.writeFileSync(moved, text.replace("1789998501", "1789998500"));
	const after = new Queues(root, () => 0);
	const { waiting, foreseen, unread } = look(after);
	const names = shown(foreseen) ?? [];
	t.true(text.includes("1789998501"));
	t.deepEqual([names[0], names.includes(nameOf(1499))], [nameOf(1498), false]);
	t.deepEqual(shown(waiting.slice(0, 2)), [nameOf(1499), nameOf(1498)]);
	t.true(unread > 0);
	for (let turns = 0; turns < 3; turns += 1) look(after);
	const all = look(after);
	t.is(all.foreseen, undefined);
	t.is(all.waiting.length, 1499);
	t.is(all.queued["wait-q"], 1499);
});

test("a record of the front that is damaged, or a name in it that is none, is passed over", async (t) => {
	const root = await makeRoot(t);
	const first = { count: 3, first: [["a", "5-0 1"]] as [string, string][] };
	const none = { count: 0, first: [] };
	writeFront(root, { "priority-q": none, "wait-q": first });
	t.deepEqual(readFront(root)["wait-q"], first);
	for (const text of [
		"",
		"{",
		"[]",
		"null",
		'{"wait-q":{"count":1,"first":[["../a","1"],["b"],7]}}',
		`{"wait-q":{"count":1,"first":[["${"n".repeat(256)}","1"]]}}`,
	]) {
		fs.writeFileSync(root.own("front"), text);
		t.deepEqual(readFront(root)["wait-q"].first, [], text);
	}
});

test("who is only held needs no attention, unless its id is that of a run", async (t) => {
	const root = await makeRoot(t);
	fill(root, 3);
	for (const id of [1, 2]) {
		const file = root.at("wait-q", nameOf(id));
		const text = fs.readFileSync(file, "utf8");
		fs.writeFileSync(file, text.replace("WAITING", "HELD   "));
	}
	const queues = new Queues(root, () => 0);
	t.deepEqual(shown(look(queues).attention), []);
	t.deepEqual(shown(look(queues, 1, [2, 9]).attention), [nameOf(2)]);
});

test("a turn looks at no more files where thousands wait than where ten do", async (t) => {
	const steps: number[] = [];
	for (const count of [10, 2000]) {
		const root = await makeRoot(t);
		fill(root, count);
		const queues = new Queues(root, () => 0);
		for (let turns = 0; turns < 4; turns += 1) look(queues);
		let taken = 0;
		tapFiles((_, phase) => {
			if (phase === "before") taken += 1;
		});
		try {
			// One is launched, one comes, and the timer goes off with nothing new.
			fs.unlinkSync(root.at("wait-q", nameOf(count)));
			queues.of["wait-q"].touch(nameOf(count));
			fs.writeFileSync(root.at("wait-q", "new"), "COMMAND :: true\n");
			queues.of["wait-q"].hear("new");
			look(queues, 1);
			look(queues, 2);
		} finally {
			tapFiles(undefined);
		}
		steps.push(taken);
	}
	t.is(steps[0], steps[1]);
	t.true((steps[0] ?? 0) > 0);
});
