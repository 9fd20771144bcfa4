/** The last feedback values below the log of a UOW: once, whatever interrupts it, and nothing is ever cut. */
import fs from "node:fs";
import test, { type ExecutionContext } from "ava";
import { inodeOf } from "../../src/disk/files.ts";
import { feedbackPath } from "../../src/spool/feedback-file.ts";
import {
	appendSection,
	finalValues,
	type Settling,
} from "../../src/spool/final-section.ts";
import { RunFolder } from "../../src/spool/run-folder.ts";
import { stampedHead } from "../../src/text/uow-text.ts";
import { makeRoot } from "../helpers/root.ts";

const HEAD = stampedHead(
	{ seconds: 1, ordinal: 0, id: 7 },
	"COMMAND :: true",
	"RUNNING since 1970-01-01T00:00:01Z",
).toString();
const SECTION = "==== FEEDBACK\nstep :: two\nprogress :: 80\n";

/** A UOW with this log, whose job reported two values. */
async function ended(t: ExecutionContext, log: string) {
	const paths = await makeRoot(t);
	const ticket = {
		id: 7,
		attempt: 1,
		feedback: { seconds: 60, from: "file" },
	} as const;
	const report = feedbackPath(paths, ticket);
	fs.writeFileSync(report, "[step]two\n[progress]80\n");
	const uow = paths.at("currently-executing", "uow");
	fs.writeFileSync(uow, HEAD + log);
	let hidden = 0;
	const run: Settling = {
		paths,
		runs: new RunFolder(paths),
		key: "7-00000001",
		ticket,
		onHidden: () => {
			hidden += 1;
		},
	};
	return {
		run,
		report,
		settle: () => appendSection(run, uow, inodeOf(fs.statSync(uow))),
		append: (text: string) => fs.appendFileSync(uow, text),
		cut: (bytes: number) => fs.truncateSync(uow, fs.statSync(uow).size - bytes),
		log: () => fs.readFileSync(uow, "utf8").slice(HEAD.length),
		hidden: () => hidden,
	};
}

test("what is appended below the section survives that it settles again", async (t) => {
	const uow = await ended(t, "one\n");
	uow.settle();
	uow.append("a late line\n");
	uow.settle();
	uow.settle();
	t.is(uow.log(), `one\n${SECTION}a late line\n`);
});

test("a section that a crash cut short anywhere is completed, once", async (t) => {
	for (let bytes = 0; bytes <= SECTION.length + 1; bytes += 1) {
		const uow = await ended(t, "no newline");
		uow.settle();
		uow.cut(bytes);
		uow.settle();
		uow.settle();
		t.is(uow.log(), `no newline\n${SECTION}`, `${bytes} bytes are missing`);
	}
});

test("lines that come between the record and the section are log, and the section follows them once", async (t) => {
	const uow = await ended(t, "one\n");
	uow.settle();
	uow.cut(SECTION.length);
	uow.append("a late line");
	uow.settle();
	uow.settle();
	t.is(uow.log(), `one\na late line\n${SECTION}`);
	const faster = await ended(t, "one\n");
	faster.settle();
	faster.cut(SECTION.length);
	faster.append(`a late line\n${SECTION}`);
	faster.settle();
	t.is(faster.log(), `one\na late line\n${SECTION}`);
});

test("a torn section with lines behind it stays as log, and a log that was cut short gets a new one", async (t) => {
	const uow = await ended(t, "one\n");
	uow.settle();
	uow.cut(5);
	uow.append("!\nlate\n");
	uow.settle();
	t.is(uow.log(), `one\n${SECTION.slice(0, -5)}!\nlate\n${SECTION}`);
	const cut = await ended(t, "one\ntwo\n");
	cut.settle();
	cut.cut(SECTION.length + 4);
	cut.settle();
	t.is(cut.log(), `one\n${SECTION}`);
});

test("values that are written later count neither for the section nor for the history", async (t) => {
	const uow = await ended(t, "one\n");
	uow.settle();
	fs.appendFileSync(uow.report, "[late]1\n");
	uow.cut(3);
	uow.settle();
	t.is(uow.log(), `one\n${SECTION}`);
	t.deepEqual(
		[...(finalValues(uow.run) ?? [])],
		[
			["step", "two"],
			["progress", "80"],
		],
	);
	const silent = await ended(t, "one\n");
	fs.writeFileSync(silent.report, "");
	silent.settle();
	fs.appendFileSync(silent.report, "[late]1\n");
	silent.settle();
	t.is(silent.log(), "one\n");
	t.is(finalValues(silent.run)?.size, 0);
	t.is(silent.hidden(), 0);
});

test("a feedback file that cannot be read is told once", async (t) => {
	const uow = await ended(t, "one\n");
	fs.unlinkSync(uow.report);
	fs.mkdirSync(uow.report);
	uow.settle();
	uow.settle();
	t.is(uow.hidden(), 1);
	t.is(uow.log(), "one\n");
});
