/** Answers: how a program finds the one to its own request. */
import fs from "node:fs";
import test from "ava";
import { answerIn } from "../../src/client/answer.ts";
import { say } from "../../src/mail/says.ts";
import { SaysReader } from "../../src/mail/says-reader.ts";
import { makeRoot } from "../helpers/root.ts";
import { table } from "../helpers/table.ts";

const AT = "2026-11-22T12:00:00Z";

table(
	"the answer in what was said",
	(said: string) => answerIn(said, "#catq:k3x9q2"),
	{
		"one line, nothing after it": [
			`${AT} KILL JOB a #catq:k3x9q2: a is being ended\n`,
			{ text: "a is being ended", isEnded: false },
		],
		"all its lines, without their indentation": [
			`${AT} LIST #catq:k3x9q2: two\n    a\n      b\n${AT} c started\n`,
			{ text: "two\na\n  b", isEnded: true },
		],
		"not that of another": [`${AT} LIST #zzzzzz: two\n`, undefined],
		"not half a line": [`${AT} LIST #catq:k3x9q2: tw`, undefined],
		"not a name that says the tag": [
			`${AT} wait-q/x #catq:k3x9q2 accepted\n`,
			undefined,
		],
	},
);

test("nothing that is said is missed, however often monitor_says is put aside meanwhile", async (t) => {
	const root = await makeRoot(t);
	const tell = (text: string, saysSize: number) =>
		say(root, { saysSize, saysKeep: 3 }, text, 0);
	tell("before", 1000);
	const reader = new SaysReader(root);
	t.teardown(() => reader.close());
	t.is(reader.read().toString(), "");
	tell("one", 1000);
	const read = () =>
		reader
			.read()
			.toString()
			.split("\n")
			.flatMap((line) => line.split(" ")[1] ?? []);
	t.deepEqual(read(), ["one"]);
	tell("two", 1000);
	tell("three", 0);
	t.deepEqual(read(), ["two", "three"]);
	for (const text of ["four", "five", "six"]) tell(text, 0);
	t.deepEqual(read(), ["four", "five", "six"]);
	fs.rmSync(root.says);
	t.deepEqual(read(), []);
	tell("seven", 1000);
	t.is(read().at(-1), "seven");
	fs.truncateSync(root.says);
	tell("8", 1000);
	t.deepEqual(read(), ["8"]);
});
