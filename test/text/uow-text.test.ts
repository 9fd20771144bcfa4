import { isDeepStrictEqual } from "node:util";
import test from "ava";
import { checkItems } from "../../src/text/header.ts";
import { problemText } from "../../src/text/problem.ts";
import {
	HEAD_LIMIT,
	isPadded,
	isStamped,
	readHead,
	readPlainHead,
	stampedHead,
	type UowHead,
} from "../../src/text/uow-text.ts";
import { table } from "../helpers/table.ts";

const head = (text: string | Buffer): UowHead => {
	const bytes = Buffer.from(text as string);
	return readHead(bytes.subarray(0, HEAD_LIMIT), bytes.length <= HEAD_LIMIT);
};
const items = (text: string) =>
	head(text).items.map((item) => [item.key, item.value]);
const problems = (text: string | Buffer) => {
	const read = head(text);
	return (
		read.problems.length > 0 ? read.problems : checkItems(read.items)
	).map(problemText);
};

table("items", items, {
	plain: ["==== UNIT OF WORK\nHOST :: web1\n", [["HOST", "web1"]]],
	"split at the first ::": [
		"==== UNIT OF WORK\nCOMMAND :: a :: b\n",
		[["COMMAND", "a :: b"]],
	],
	"without spaces": ["==== UNIT OF WORK\nA::B\n", [["A", "B"]]],
	CRLF: ["==== UNIT OF WORK\r\nA :: B\r\n", [["A", "B"]]],
	"a BOM": ["\ufeff==== UNIT OF WORK\nA :: B\n", [["A", "B"]]],
	"comments and blank lines": [
		"# c\n==== UNIT OF WORK\n\n# c\nA :: B\n",
		[["A", "B"]],
	],
	"a script": [
		"==== UNIT OF WORK\nCOMMAND :: a\n  b\n\n    c :: d\nE :: F\n",
		[
			["COMMAND", "a\nb\n\n  c :: d"],
			["E", "F"],
		],
	],
	"indented items": [
		"==== UNIT OF WORK\n  A :: B\n\tC :: D\n",
		[
			["A", "B"],
			["C", "D"],
		],
	],
	"the log is none of it": [
		"==== UNIT OF WORK\nA :: B\n==== STATUS\n==== JOB LOG\nC :: D\n==== STATUS\nDONE\n",
		[["A", "B"]],
	],
	"an empty value": ["==== UNIT OF WORK\nA ::\n", [["A", ""]]],
});

table("problems", problems, {
	none: ["==== UNIT OF WORK\nCOMMAND :: x\n", []],
	"no item": [
		"==== UNIT OF WORK\nCOMMAND :: x\nwhat\n",
		['line 3: expected NAME :: CONTENT, found "what"'],
	],
	"a name twice": [
		"==== UNIT OF WORK\nTask Name :: a\nCOMMAND :: x\ntask-name :: b\n",
		["line 4: TASK NAME is given twice, first in line 2; keep one of them"],
	],
	"a name that is none": [
		"==== UNIT OF WORK\nCOMMAND :: x\nGrün :: b\n",
		[
			'line 3: "Grün" is no name: a name begins with a letter and has letters, digits, spaces, - and _, at most 64',
		],
	],
	"no title": [
		"COMMAND :: x\n",
		[
			'line 1: a Unit of Work begins with the title "==== UNIT OF WORK", found "COMMAND :: x"',
		],
	],
	"an empty file": [
		"",
		['line 1: a Unit of Work begins with the title "==== UNIT OF WORK"'],
	],
	"an unknown title": [
		"==== UNIT OF WORK\nCOMMAND :: x\n==== NOTES\n",
		[
			'line 3: expected the title "==== STATUS" here, found "==== NOTES"; the titles are UNIT OF WORK, STATUS, JOB LOG, each once and in this order',
		],
	],
	"titles out of order": [
		"==== STATUS\n==== UNIT OF WORK\nCOMMAND :: x\n==== JOB LOG\n",
		[
			'line 1: expected the title "==== UNIT OF WORK" here, found "==== STATUS"; the titles are UNIT OF WORK, STATUS, JOB LOG, each once and in this order',
			'line 2: expected the title "==== JOB LOG" here, found "==== UNIT OF WORK"; the titles are UNIT OF WORK, STATUS, JOB LOG, each once and in this order',
		],
	],
	"a log without a STATUS": [
		"==== UNIT OF WORK\nCOMMAND :: x\n==== JOB LOG\n",
		['line 3: expected the title "==== STATUS" before "==== JOB LOG"'],
	],
	"two lines of STATUS": [
		"==== UNIT OF WORK\nCOMMAND :: x\n==== STATUS\na\nb\n==== JOB LOG\n",
		["line 5: STATUS holds one line; the log goes below ==== JOB LOG"],
	],
	"Latin-1": [
		Buffer.from("==== UNIT OF WORK\nCOMMAND :: gr\xfcn\n", "latin1"),
		["line 2: bytes that are not UTF-8; save the header as UTF-8"],
	],
	"a NUL byte": [
		"==== UNIT OF WORK\nCOMMAND :: a\0b\n",
		["line 2: a NUL byte; a header is text"],
	],
	"a bad timestamp": [
		"timestamp: soon\n==== UNIT OF WORK\nCOMMAND :: x\n",
		[
			"line 1: expected a timestamp such as 1795310412 or 2026-11-22T01:20:12Z; or remove the line, and it is written for you",
		],
	],
	"a header beyond 64 KiB": [
		`==== UNIT OF WORK\nCOMMAND :: x\n${"# comment\n".repeat(7000)}`,
		[
			"the header is longer than 64 KiB; put a long script into a file and call that",
		],
	],
	"nothing to run": [
		"==== UNIT OF WORK\nHOST :: a\n",
		[
			"it says nothing to run: COMMAND or JOB TYPE is needed, for example COMMAND :: echo hello",
		],
	],
	"a bad time": [
		"==== UNIT OF WORK\nCOMMAND :: x\nTIMEOUT :: 5x\n",
		[
			'line 3: TIMEOUT: expected a length of time such as 90s, 15m, 2h or 1d, found "5x"',
		],
	],
	"no time at all": [
		"==== UNIT OF WORK\nCOMMAND :: x\nTIMEOUT :: 0\n",
		[
			"line 3: TIMEOUT: 0 would end the job at once; leave the line out for no limit",
		],
	],
	"a signal nobody lives through": [
		"==== UNIT OF WORK\nCOMMAND :: x\nSTOP SIGNAL :: KILL\n",
		[
			'line 3: STOP SIGNAL: expected one of TERM, INT, HUP, QUIT, USR1, USR2, found "KILL"',
		],
	],
	"a relative folder": [
		"==== UNIT OF WORK\nCOMMAND :: x\nDIRECTORY :: tmp\n",
		['line 3: DIRECTORY: expected an absolute path, found "tmp"'],
	],
	"a path in AFTER": [
		"==== UNIT OF WORK\nCOMMAND :: x\nAFTER :: a, ../b\n",
		['line 3: AFTER: expected the name of a UOW, found the path "../b"'],
	],
	"words in RETRIES": [
		"==== UNIT OF WORK\nCOMMAND :: x\nRETRIES :: often\n",
		[
			'line 3: RETRIES: expected a number and a pause such as "3 every 5m", found "often"',
		],
	],
	"a name of catq's": [
		"==== UNIT OF WORK\nCOMMAND :: x\nRoot :: /\n",
		["line 3: ROOT cannot be set here: it is the queue root"],
	],
	"no silence at all": [
		"==== UNIT OF WORK\nCOMMAND :: x\nFEEDBACK :: 0\nFEEDBACK FROM :: log\n",
		[
			"line 3: FEEDBACK: 0 would end the job at once; leave the line out for no limit",
			'line 4: FEEDBACK FROM: expected file or output, found "log"',
		],
	],
	"exits that are none": [
		"==== UNIT OF WORK\nCOMMAND :: x\nSUCCESS EXITS :: 0, 256\n",
		[
			'line 3: SUCCESS EXITS: expected exit codes from 0 to 255 such as 0, 3, found "0, 256"',
		],
	],
});

test("a stamped head reads back as stamped and padded, with its STATUS where it can be changed in place", (t) => {
	const bytes = stampedHead(
		{ seconds: 1_795_310_412, ordinal: 1, id: 9 },
		"COMMAND :: x",
		"WAITING",
	);
	const read = head(bytes);
	t.true(isStamped(read) && isPadded(read));
	t.is(read.logAt, bytes.length);
	const at = read.statusAt ?? { offset: 0, width: 0 };
	t.is(
		bytes.toString("utf8", at.offset, at.offset + at.width).trimEnd(),
		"WAITING",
	);
});

/** What a glance at a stamped text with this header tells, held against a careful reading. */
const glance = ([header, change = (text: string) => text]: [
	string | Buffer,
	((text: string) => string)?,
]) => {
	const text = stampedHead(
		{ seconds: 1_795_310_412, ordinal: 3, id: 9 },
		"HEADER",
		"WAITING",
	).toString("latin1");
	const bytes = Buffer.from(
		change(text.replace("HEADER", () => header.toString("latin1"))),
		"latin1",
	);
	const plain = readPlainHead(bytes);
	if (plain === undefined) return "needs a closer look";
	const careful = head(bytes);
	return isStamped(careful) &&
		isPadded(careful) &&
		careful.logAt === bytes.length
		? isDeepStrictEqual(plain, {
				stamp: careful.stamp,
				status: careful.status,
				items: careful.items,
			})
		: false;
};

table("a glance at a stamped text finds what a careful reading finds", glance, {
	"one item": [["COMMAND :: true"], true],
	"a script, comments, blank lines": [
		["# c\n\nCOMMAND :: a\n  b\n\n\t c :: d\n# e\nHost-name::f  "],
		true,
	],
	CRLF: [["A :: B\r\nCOMMAND :: x\r"], true],
	UTF_8: [[Buffer.from("COMMAND :: echo grün 𝄞")], true],
	"nothing to run": [["# c"], true],
	"no ordinal": [["A :: B", (text) => text.replace("-3 ", " ")], true],
	"no item": [["what"], "needs a closer look"],
	"a name twice": [["A :: B\na :: C"], "needs a closer look"],
	"a title": [["A :: B\n==== JOB LOG\nC :: D"], "needs a closer look"],
	"Latin-1": [[Buffer.from([0x41, 0x3a, 0x3a, 0xfc])], "needs a closer look"],
	"a NUL byte": [["A :: \0"], "needs a closer look"],
	"no id": [
		["A :: B", (text) => text.replace(/ id 9/, "")],
		"needs a closer look",
	],
	"a byte order mark": [
		["A :: B", (text) => `\xef\xbb\xbf${text}`],
		"needs a closer look",
	],
	"a log": [["A :: B", (text) => `${text}x`], "needs a closer look"],
	held: [
		["A :: B", (text) => text.replace("WAITING", "HELD   ")],
		"needs a closer look",
	],
	"a cut STATUS": [
		["A :: B", (text) => text.replace(/ +\n/, "\n")],
		"needs a closer look",
	],
	"no header": [
		["A :: B", (text) => text.replace("A :: B\n\n", "")],
		"needs a closer look",
	],
});

test("a STATUS that an editor shortened is still stamped, and no longer padded", (t) => {
	const text = stampedHead(
		{ seconds: 1, ordinal: 0, id: 9 },
		"COMMAND :: x",
		"WAITING",
	).toString();
	const read = head(text.replace(/WAITING +/, "WAITING"));
	t.true(isStamped(read));
	t.false(isPadded(read));
});

test("no strict beginning of a whole text has all three titles and an ended last line", (t) => {
	const whole =
		"==== UNIT OF WORK\nCOMMAND :: rm -rf /tmp/x\n\n==== STATUS\n\n==== JOB LOG\n";
	for (let length = 0; length < whole.length; length += 1)
		t.is(head(whole.slice(0, length)).logAt, undefined, `${length} bytes`);
	t.is(head(whole).logAt, whole.length);
});
