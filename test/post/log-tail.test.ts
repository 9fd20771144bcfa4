/** A log as it grows, as those are told who watch it. */
import fs from "node:fs";
import test from "ava";
import { type LogNews, LogTail } from "../../src/post/log-tail.ts";
import type { Owner } from "../helpers/owner.ts";
import { makeRoot } from "../helpers/root.ts";

const HEAD =
	"==== UNIT OF WORK\nCOMMAND :: true\n\n==== STATUS\nRUNNING\n\n==== JOB LOG\n";

async function grown(t: Owner) {
	const root = await makeRoot(t);
	const path = `${root.root}/currently-executing/job`;
	fs.writeFileSync(path, HEAD);
	const tail = new LogTail();
	const bare = (html: string) =>
		html.replace(/^<p class="cut".*\n|<\/?pre[^>]*>\n?/g, "");
	const words = (news: LogNews | undefined) =>
		news?.kind === "whole"
			? `whole: ${bare(news.html).trimEnd()}`
			: news && `more: ${news.lines}|${news.open}`;
	return {
		path,
		add: (text: string | Buffer) => fs.appendFileSync(path, text),
		tail,
		look: () => words(tail.look(path, "job")),
		catchUp: (at: string) => words(tail.catchUp(path, "job", at)),
		at: () => tail.look(path, "job")?.at ?? "",
	};
}

test("a log is told once, then what comes: whole lines, and the last one as far as it is there", async (t) => {
	const { add, look } = await grown(t);
	t.is(look(), 'whole: <p class="quiet">It has written nothing.</p>');
	t.is(look(), undefined);
	add("one\ntw");
	t.is(look(), 'whole: <span>one\n</span><span class="open">tw</span>');
	t.is(look(), undefined);
	add("o\nthree");
	t.is(look(), "more: two\n|three");
	add(" 10%\r 20%");
	t.is(look(), "more: | 20%");
	add("\n");
	t.is(look(), "more:  20%\n|");
});

test("colours go on in what comes, and nothing of it is markup", async (t) => {
	const { add, look } = await grown(t);
	add("\x1b[31mred\n<b");
	look();
	add(
		"><script>\x1b[0m\n&\x1b]8;;javascript:alert(1)\x1b\\link\x1b]8;;\x1b\\\n\x1b[1m",
	);
	t.is(
		look(),
		'more: <span class="f-red">&lt;b&gt;&lt;script&gt;</span>\n&amp;link\n|',
	);
	add("bold");
	t.is(look(), 'more: |<span class="bold">bold</span>');
});

test("of a flood the end is told, and no more is read", async (t) => {
	const { path, add, look } = await grown(t);
	add("one\n");
	look();
	fs.truncateSync(path, 2 ** 30);
	add("\nx\nlast\n");
	const told = look() ?? "";
	t.true(told.startsWith("whole: "));
	t.true(told.endsWith('last\n</span><span class="open"></span>'));
	t.true(told.length < 1_000_000);
	add("on\n");
	t.is(look(), "more: on\n|");
});

test("a line without an end is bounded, too", async (t) => {
	const { add, look } = await grown(t);
	add("one\n");
	look();
	add("x".repeat(300_000));
	t.true((look() ?? "").length < 140_000);
	add("y\nend\n");
	t.regex(look() ?? "", /y\nend\n\|?/);
	add("more\n");
	t.is(look(), "more: more\n|");
});

test("who comes later has what all have, who comes back what it has missed", async (t) => {
	const { add, at, look, catchUp } = await grown(t);
	add("one\n");
	const first = at();
	add("two\n\x1b[32mgreen\n");
	look();
	// Nobody has been told of that yet.
	add("three\n");
	t.is(catchUp(first), 'more: two\n<span class="f-green">green\n</span>|');
	t.is(
		catchUp(""),
		'whole: <span>one\ntwo\n<span class="f-green">green\n</span></span><span class="open"></span>',
	);
	t.regex(catchUp("some other@5") ?? "", /^whole/);
	t.is(look(), 'more: <span class="f-green">three\n</span>|');
});

test("another file of that name, a log that was cut and one that is gone are seen", async (t) => {
	const { path, add, look } = await grown(t);
	add("one\ntwo\n");
	look();
	fs.truncateSync(path, HEAD.length + 4);
	t.is(look(), 'whole: <span>one\n</span><span class="open"></span>');
	fs.rmSync(path);
	t.is(look(), undefined);
	fs.writeFileSync(path, `${HEAD}new\n`);
	t.regex(look() ?? "", /^whole: <span>new/);
	fs.rmSync(path);
	fs.symlinkSync("/etc/passwd", path);
	t.is(look(), undefined);
});

test("bytes that are no text do not move what comes after them", async (t) => {
	const { add, look } = await grown(t);
	add(Buffer.from([0xff, 0xfe, 0x0a, 0xe2]));
	look();
	add(Buffer.from([0x82, 0xac, 0x0a]));
	t.is(look(), "more: €\n|");
});
