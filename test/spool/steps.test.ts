import fs from "node:fs";
import test from "ava";
import {
	isPlaceholder,
	moveFree,
	PLACEHOLDER,
	renewPlaceholder,
} from "../../src/disk/steps.ts";
import { Ledger } from "../../src/spool/ledger.ts";
import { makeRoot } from "../helpers/root.ts";

test("a move never overwrites: thousands of one name each get a number of their own", async (t) => {
	const root = await makeRoot(t);
	for (let i = 0; i < 300; i += 1) {
		fs.writeFileSync(root.at("wait-q", "same"), String(i));
		moveFree(root, { place: "wait-q", name: "same" }, "done-q", false);
	}
	t.is(root.names("done-q").length, 300);
	t.is(root.text("done-q", "same.300"), "299");
	t.is(root.text("done-q", "same"), "0");
});

test("a move that fails takes its placeholder away again", async (t) => {
	const root = await makeRoot(t);
	t.throws(
		() => moveFree(root, { place: "wait-q", name: "nobody" }, "done-q"),
		{ code: "ENOENT" },
	);
	t.deepEqual(root.names("done-q"), []);
});

test("a further name of the placeholder is moved like any other file", async (t) => {
	const root = await makeRoot(t);
	renewPlaceholder(root);
	fs.linkSync(root.own(PLACEHOLDER), root.at("wait-q", "link"));
	moveFree(root, { place: "wait-q", name: "link" }, "trash");
	t.deepEqual([root.names("wait-q"), root.names("trash")], [[], ["link"]]);
});

test("what somebody has made of the placeholder is none", async (t) => {
	const root = await makeRoot(t);
	renewPlaceholder(root);
	fs.chmodSync(root.own(PLACEHOLDER), 0o640);
	t.throws(() => moveFree(root, { place: "wait-q", name: "nobody" }, "trash"));
	t.deepEqual(root.names("trash"), []);
});

test("a placeholder is told from every file that says something", async (t) => {
	const root = await makeRoot(t);
	const make = (name: string, text: string, mode: number) => {
		fs.writeFileSync(root.at("wait-q", name), text);
		fs.chmodSync(root.at("wait-q", name), mode);
		return fs.lstatSync(root.at("wait-q", name));
	};
	t.true(isPlaceholder(make("a", "", 0)));
	t.false(isPlaceholder(make("b", "", 0o600)));
	t.false(isPlaceholder(make("c", "x", 0)));
});

test("an id is never given twice, not after a crash and not when its note is lost", async (t) => {
	const root = await makeRoot(t);
	const first = new Ledger(root, () => 0);
	t.deepEqual([first.nextId(), first.nextId()], [1, 2]);
	first.record([{ id: 2, attempt: 1, inode: "1:1" }]);
	const crashed = new Ledger(root, () => 0);
	const third = crashed.nextId();
	t.true(third > 2);
	crashed.close();
	t.is(
		new Ledger(root, () => 0).nextId(),
		third + 1,
		"a clean end gives back what was set aside",
	);
	fs.rmSync(root.own("next-id"));
	t.is(new Ledger(root, () => 500).nextId(), 501);
});

test("the ledger knows how often an id was launched and by which file, also after a line that was cut", async (t) => {
	const root = await makeRoot(t);
	const ledger = new Ledger(root, () => 0);
	ledger.record([{ id: 3, attempt: 1, inode: "1:7" }]);
	ledger.record([{ id: 3, attempt: 2, inode: "1:8" }]);
	fs.appendFileSync(root.own("ledger"), "4 1 1:");
	const again = new Ledger(root, () => 0);
	again.record([{ id: 5, attempt: 1, inode: "1:9" }]);
	const last = new Ledger(root, () => 0);
	t.deepEqual(
		[3, 4, 5].map((id) => last.attemptsOf(id)),
		[2, 0, 1],
	);
	t.deepEqual(
		[3, 4, 5].map((id) => last.inodeOf(id)),
		["1:8", undefined, "1:9"],
	);
});

test("a number that somebody typed as an id costs nothing", async (t) => {
	const root = await makeRoot(t);
	const ledger = new Ledger(root, () => 0);
	t.is(ledger.attemptsOf(999_999_999_999_999), 0);
	t.false(ledger.hasGiven(999_999_999_999_999));
});
