import test from "ava";
import { logOf } from "../../src/page/log.ts";
import { table } from "../helpers/table.ts";

const part = (text: string) => ({ text, size: text.length, cut: 0 });
/** What stands between `<pre>` and its end, without the newline a browser drops. */
const shown = (text: string) =>
	/<pre[^>]*>\n([\s\S]*)<\/pre>/.exec(logOf(part(text), "f").markup)?.[1] ?? "";

table("a log on a page", shown, {
	"plain lines": ["one\n\ttwo\n", "one\n\ttwo\n"],
	markup: [
		`<script>alert(1)</script> <a href="x">'&amp;`,
		"&lt;script&gt;alert(1)&lt;/script&gt; &lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;",
	],
	"its own end": ["</pre></body>", "&lt;/pre&gt;&lt;/body&gt;"],
	"a colour and its end": [
		"\x1b[31mred\x1b[0m plain",
		'<span class="f-red">red</span> plain',
	],
	"colours that add up": [
		"\x1b[1m\x1b[32ma\x1b[22mb\x1b[39mc",
		'<span class="f-green bold">a</span><span class="f-green">b</span>c',
	],
	"a colour over lines": [
		"\x1b[33ma\nb\x1b[m\nc",
		'<span class="f-yellow">a\nb</span>\nc',
	],
	"256 colours": [
		"\x1b[38;5;208;48;5;17mx",
		'<span class="f-208 b-17">x</span>',
	],
	"the first 16 of them": [
		"\x1b[38;5;1mx\x1b[38;5;9my",
		'<span class="f-red">x</span><span class="f-bright-red">y</span>',
	],
	"any colour, rounded": [
		"\x1b[38;2;255;0;1mx",
		'<span class="f-196">x</span>',
	],
	"a ground": ["\x1b[30;43mx", '<span class="b-yellow">x</span>'],
	"a number that is no colour": ["\x1b[38;5;999mx", "x"],
	"markup within colours": [
		'\x1b[31m"><script>\x1b[0m',
		'<span class="f-red">&quot;&gt;&lt;script&gt;</span>',
	],
	"a link: its text, not where it leads": [
		"\x1b]8;;javascript:alert(1)\x1b\\click\x1b]8;;\x1b\\ on",
		"click on",
	],
	"a link that ends in BEL": ["\x1b]8;id=1;http://x\x07a\x1b]8;;\x07", "a"],
	"a link without an end": ["\x1b]8;;http://x\nb", "\\x1b]8;;http://x\nb"],
	"a title": ["\x1b]0;gotcha\x07a", "a"],
	"the cursor, and the screen": [
		"a\x1b[2J\x1b[10;5H\x1b[?25l\x1b(Bb\x1bc",
		"ab",
	],
	"a line written over": ["10%\r55%\r100%\nend", "100%\nend"],
	"a line written over in colour": [
		"\x1b[32m10%\r20%\x1b[0m",
		'<span class="f-green">20%</span>',
	],
	"a reset before it is written over": ["\x1b[32mx\x1b[0m\ry", "y"],
	"lines of Windows": ["a\r\nb\r\n", "a\nb\n"],
	"control characters": [
		"\0\x07\x08\x7f\x9b31mx",
		"\\x00\\x07\\x08\\x7f\\x9b31mx",
	],
	"an escape that begins nothing": ["\x1b\x1b[31", "\\x1b\\x1b[31"],
	"bidirectional and hidden characters": [
		"user\u202e\u2066txt\u200b",
		"user\\u{202e}\\u{2066}txt\\u{200b}",
	],
	"a lone half of a character": ["\ud83d x", "\\u{d83d} x"],
});

test("a log that is too long says so, and how to see all of it", (t) => {
	const { markup } = logOf(
		{ text: "end\n", size: 3_000_000, cut: 2_999_996 },
		"done-q/<b>",
	);
	t.regex(markup, /The last 4 B of 2\.9 MB/);
	t.regex(markup, /<code>cat done-q\/&lt;b&gt;<\/code>/);
});

test("a log without a word says so", (t) => {
	t.regex(logOf(part(""), "f").markup, /It has written nothing/);
});

test("no log makes a page slow or larger than some times its size", (t) => {
	const kinds = {
		"one line": "x".repeat(128 * 1024),
		"NUL bytes": "\0".repeat(128 * 1024),
		"escapes alone": "\x1b".repeat(128 * 1024),
		"decorations that never end": "\x1b[1;3;4;7;9m\x1b[2mx".repeat(8_000),
		"links that never end": "\x1b]8;;".repeat(25_000),
		"a line written over and over": "\x1b[31mx\r".repeat(18_000),
		"the longest colours": `\x1b[${"1;".repeat(15)}1mx`.repeat(4_000),
	};
	for (const [kind, text] of Object.entries(kinds)) {
		const begun = process.cpuUsage();
		const { length } = shown(text);
		// Microseconds of this process: others may keep the machine busy.
		t.true(process.cpuUsage(begun).user < 2e6, kind);
		t.true(length < 20 * 128 * 1024, kind);
	}
});
