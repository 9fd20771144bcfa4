/** The small texts: lengths, sizes, times, names, what is shown. */
import { isoOf, readInstant } from "../../src/text/instant.ts";
import { keyOf, titleOf } from "../../src/text/notation.ts";
import { freeName, isReadme, isUnfinished } from "../../src/text/places.ts";
import {
	durationText,
	readDuration,
	readSize,
	sizeText,
} from "../../src/text/quantity.ts";
import { escapeName, unescapeName } from "../../src/text/records.ts";
import { signalOfExit } from "../../src/text/signals.ts";
import { readStamp, stampLine } from "../../src/text/stamp.ts";
import { padded, pendingText, readStatus } from "../../src/text/status-line.ts";
import { shorten, visible } from "../../src/text/visible.ts";
import { table } from "../helpers/table.ts";

const value = <T>(
	read: { ok: true; value: T } | { ok: false; wrong: string },
) => (read.ok ? read.value : read.wrong);

table("a length of time", (text: string) => value(readDuration(text)), {
	"bare seconds": ["90", 90],
	seconds: ["0.3s", 0.3],
	minutes: ["15m", 900],
	hours: ["2 h", 7200],
	days: ["1D", 86_400],
	"a unit nobody knows": [
		"5x",
		'expected a length of time such as 90s, 15m, 2h or 1d, found "5x"',
	],
	negative: [
		"-5s",
		'expected a length of time such as 90s, 15m, 2h or 1d, found "-5s"',
	],
	"beyond a century": [
		"99999d",
		'expected a length of time such as 90s, 15m, 2h or 1d, found "99999d"',
	],
});

table("a size", (text: string) => value(readSize(text)), {
	bytes: ["500", 500],
	megabytes: ["64M", 67_108_864],
	"as others write it": ["1.5 GiB", 1_610_612_736],
	nonsense: ["big", 'expected a size such as 64M or 2G, found "big"'],
});

table("a length as people read it", durationText, {
	hundredths: [0.418, "0.42 s"],
	tenths: [12.34, "12.3 s"],
	minutes: [200, "3m 20s"],
	hours: [7_500, "2h 05m"],
	days: [273_600, "3d 04h"],
});

table("a size as people read it", sizeText, {
	bytes: [512, "512 B"],
	megabytes: [1_572_864, "1.5 MB"],
});

table(
	"a date-time",
	(text: string) => {
		const read = readInstant(text);
		return read.ok ? isoOf(read.value) : read.wrong;
	},
	{
		"in UTC": ["2026-11-22T01:20:12Z", "2026-11-22T01:20:12Z"],
		"with a zone": ["2026-11-22 02:20:12+01:00", "2026-11-22T01:20:12Z"],
		"a day that is none": [
			"2026-13-01",
			'expected a date-time such as 2026-11-22T06:00 or 2026-11-22T06:00:00Z, found "2026-13-01"',
		],
	},
);

table("a timestamp line", readStamp, {
	"our own": [
		"timestamp: 1795310412-1 enqueued 2026-11-22T01:20:12Z id 17",
		{ seconds: 1_795_310_412, ordinal: 1, id: 17 },
	],
	"bare seconds": [
		"timestamp: 1795310412",
		{ seconds: 1_795_310_412, ordinal: 0 },
	],
	"seconds and ordinal": [
		"Timestamp:1795310412-3",
		{ seconds: 1_795_310_412, ordinal: 3 },
	],
	"ISO 8601": [
		"timestamp: 2026-11-22T01:20:12Z",
		{ seconds: 1_795_310_412, ordinal: 0 },
	],
	"no time": ["timestamp: soon", undefined],
	"beyond numbers": ["timestamp: 1e308", undefined],
	"a line made to be slow": [`timestamp: 1 ${" ".repeat(60_000)}x`, undefined],
});

table("a timestamp line written", stampLine, {
	"alone in its second": [
		{ seconds: 1_795_310_412, ordinal: 0, id: 3 },
		"timestamp: 1795310412 enqueued 2026-11-22T01:20:12Z id 3",
	],
	"one of several": [
		{ seconds: 1_795_310_412, ordinal: 2, id: 3 },
		"timestamp: 1795310412-2 enqueued 2026-11-22T01:20:12Z id 3",
	],
});

table(
	"a STATUS read",
	(line: string) => {
		const status = readStatus(line);
		return (
			status && [
				status.state,
				status.attempt,
				status.until === undefined ? undefined : isoOf(status.until),
			]
		);
	},
	{
		waiting: ["WAITING   ", ["WAITING", 1, undefined]],
		"a retry's pause": [
			"WAITING attempt 2 until 2026-11-22T06:00:00Z: attempt 1 ended with exit 3",
			["WAITING", 2, "2026-11-22T06:00:00Z"],
		],
		settled: [
			"DONE exit 0 after 1 s, a to b, attempt 3",
			["DONE", 3, undefined],
		],
		"an attempt in somebody's words": [
			"WAITING: ready check: connection attempt 7 failed until 2030-01-01T00:00:00Z",
			["WAITING", 1, undefined],
		],
		"somebody's words": ["finished fine", undefined],
		"a state's beginning": ["DONEXIT", undefined],
		nothing: ["", undefined],
	},
);

table("a STATUS written", pendingText, {
	plain: [{ state: "WAITING", attempt: 1 }, "WAITING"],
	held: [{ state: "HELD", attempt: 1, why: "by request" }, "HELD: by request"],
	"all of it": [
		{ state: "WAITING", attempt: 2, until: 1_795_310_412_000, why: "x" },
		"WAITING attempt 2 until 2026-11-22T01:20:12Z: x",
	],
});

table(
	"a STATUS line keeps its width",
	(text: string) => [padded(text, 10).toString(), padded(text, 10).length],
	{
		short: ["DONE", ["DONE      ", 10]],
		long: ["WAITING for ever", ["WAITING…", 10]],
		"cut between characters": ["WAITINGäää", ["WAITING…", 10]],
	},
);

table("a name as it is compared", keyOf, {
	spaces: [" Task  name ", "TASK_NAME"],
	dashes: ["ld-preload", "LD_PRELOAD"],
});

table("a title line", titleOf, {
	plain: ["==== JOB LOG", "JOB LOG"],
	"with blanks": ["====   job   log  ", "job log"],
	"none at all": ["=== x", undefined],
	"an empty one": ["====  ", undefined],
	"one made to be slow": [`==== ${" ".repeat(60_000)}x`, "x"],
});

table("what is shown", visible, {
	colour: ["\x1b[31mred\x1b[0m", "red"],
	"a newline in a name": ["a\nb\tc", "a\\nb\\tc"],
	"a bell and a backspace": ["a\x07\x08", "a\\x07\\x08"],
	"text turned round": ["a\u202eb", "a\\u{202e}b"],
	"no width": ["a\u200bb\ufeff", "a\\u{200b}b\\u{feff}"],
	"a C1 control": ["a\x85b", "a\\x85b"],
	umlauts: ["grün 漢字 🙂", "grün 漢字 🙂"],
});

table("what is too long", (text: string) => shorten(text, 8), {
	fits: ["12345678", "12345678"],
	cut: ["123456789", "12345…"],
	"on a character's boundary": ["äääää", "ää…"],
});

table(
	"a free name",
	([name, taken, suffix]: [string, number, string?]) =>
		freeName(name, taken, suffix),
	{
		first: [["A", 0], "A"],
		second: [["A", 1], "A.2"],
		"of 255 bytes": [["x".repeat(255), 9], `${"x".repeat(252)}.10`],
		"with a note beside it": [["x".repeat(255), 0, ".why"], "x".repeat(251)],
		"between characters": [["ä".repeat(127), 1], `${"ä".repeat(126)}.2`],
	},
);

table("an unfinished file", isUnfinished, {
	hidden: [".x", true],
	"an editor's copy": ["x~", true],
	"emacs lock": ["#x#", true],
	"a transfer": ["x.filepart", true],
	"vim swap": ["x.swp", true],
	"a job": ["x.sh", false],
	"only like one": ["xtmp", false],
});

table("a README", isReadme, {
	plain: ["README", true],
	text: ["README.txt", true],
	other: ["README.sh", false],
	"lower case": ["readme", false],
});

table(
	"any text on one line and back",
	(text: string) => unescapeName(escapeName(text)),
	{
		plain: ["a b", "a b"],
		"line breaks": ["a\r\nb", "a\r\nb"],
		percent: ["100%0A", "100%0A"],
		"spaces at the ends": [" a ", " a "],
		"a C1 control": ["\x85", "\x85"],
	},
);

table("the signal in an exit code", signalOfExit, {
	none: [3, undefined],
	KILL: [137, "KILL"],
	TERM: [143, "TERM"],
	"beyond all signals": [255, undefined],
	"128 itself": [128, undefined],
});
