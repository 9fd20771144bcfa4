import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { changedFixedKeys, KEYS } from "../../src/text/config.ts";
import { DEFAULT_CONFIG, readConfig } from "../../src/text/config-text.ts";
import {
	commandLine,
	type JobType,
	refusals,
	valuesOf,
} from "../../src/text/job-type.ts";
import { keyOf, linesOf, readItems } from "../../src/text/notation.ts";
import { problemText } from "../../src/text/problem.ts";
import { table } from "../helpers/table.ts";

const problems = (text: string) => {
	const read = readConfig(text);
	return read.ok ? [] : read.problems.map(problemText);
};

table("a configuration", problems, {
	empty: ["", []],
	"an unknown key": [
		"slots :: 2\nslot :: 3\n",
		[
			`line 2: there is no key "slot"; the keys are ${KEYS.map(
				(key) => key.name,
			)
				.filter((name) => !name.startsWith("folder "))
				.join(", ")}, and folder … for each folder`,
		],
	],
	"a word for a number": [
		"slots :: many\n",
		['line 1: slots: expected a whole number from 1 to 1000, found "many"'],
	],
	"a half": [
		"slots :: 1.5\n",
		['line 1: slots: expected a whole number from 1 to 1000, found "1.5"'],
	],
	"too short a sleep": [
		"sleep seconds :: 0.1\n",
		['line 1: sleep seconds: expected a number from 1 to 3600, found "0.1"'],
	],
	"neither yes nor no": [
		"shell jobs :: maybe\n",
		['line 1: shell jobs: expected yes or no, found "maybe"'],
	],
	"a folder outside by dots": [
		"folder done-q :: ../done\n",
		[
			'line 1: folder done-q: expected the name of a file or folder in the queue root, or an absolute path, without "..", found "../done"',
		],
	],
	"a title that is none": [
		"==== JOBTYPE x\n",
		[
			'line 1: expected a title such as "==== JOB TYPE deploy", found "==== JOBTYPE x"',
		],
	],
	"a type without words": [
		"==== JOB TYPE x\nREQUIRED :: A\n",
		[
			"line 1: job type x needs WORDS :: its command line, for example WORDS :: rsync -a -- {SOURCE} {TARGET}",
		],
	],
	"a type twice": [
		"==== JOB TYPE x\nWORDS :: a\n==== JOB TYPE x\nWORDS :: b\n",
		["line 3: job type x is given twice; keep one of them"],
	],
	"a pattern that is none": [
		"==== JOB TYPE x\nWORDS :: a {B}\nPATTERN B :: [\nALLOWED :: B\n",
		[
			'line 3: PATTERN B: expected a regular expression (RE2 syntax), found "[": error parsing regexp: missing closing ]: `[`',
		],
	],
	"a bad default": [
		"==== JOB TYPE x\nWORDS :: a\nTIMEOUT :: soon\n",
		[
			'line 3: TIMEOUT: expected a length of time such as 90s, 15m, 2h or 1d, found "soon"',
		],
	],
	"a word misspelt": [
		"==== JOB TYPE x\nWORDS :: a {SORCE}\nREQUIRED :: SOURCE\nPATTERN SURCE :: x\n",
		[
			"line 2: job type x: WORDS uses {SORCE}, which is neither REQUIRED nor ALLOWED nor has a DEFAULT",
			"line 2: job type x: PATTERN SURCE is for a name that is neither REQUIRED nor ALLOWED nor has a DEFAULT",
		],
	],
	"a quote without its end": [
		'==== JOB TYPE x\nWORDS :: a "b c\n',
		[
			'line 2: WORDS: expected a command line, found "a "b c": Got EOF while in a quoted string',
			"line 1: job type x needs WORDS :: its command line, for example WORDS :: rsync -a -- {SOURCE} {TARGET}",
		].sort(),
	],
	"two places in one folder": [
		"folder done-q :: wait-q\nfolder trash :: archive/trash\n",
		[
			"folder wait-q (wait-q) and folder done-q (wait-q) share a place; give each its own",
			"folder archive (archive) and folder trash (archive/trash) share a place; give each its own",
		],
	],
	"a word nobody may fill": [
		"==== JOB TYPE x\nWORDS :: a {B} {C}\nALLOWED :: B\n",
		[
			"line 2: job type x: WORDS uses {C}, which is neither REQUIRED nor ALLOWED nor has a DEFAULT",
		],
	],
	"a key a type has not": [
		"==== JOB TYPE x\nWORDS :: a\nCOLOUR :: red\n",
		[
			'line 3: a job type has no "COLOUR"; it has WORDS, REQUIRED, ALLOWED, PATTERN name, DEFAULT name, and defaults such as TIMEOUT',
		],
	],
});

const TYPE_TEXT = `==== JOB TYPE copy
WORDS :: rsync -a "--info=name 1" --limit={LIMIT} {MODE} -- {SOURCE} to/{SOURCE}
REQUIRED :: SOURCE
ALLOWED :: MODE, LIMIT
PATTERN MODE :: --(dry-run|delete)
DEFAULT HOST :: web1
TIMEOUT :: 30m
`;
const read = readConfig(TYPE_TEXT);
const type = (
	read.ok ? read.config.jobTypes.get("copy") : undefined
) as JobType;
const items = (...lines: string[]) => readItems(linesOf(lines.join("\n")), []);

table(
	"a command line",
	(lines: readonly string[]) =>
		commandLine(type, valuesOf(type, items(...lines))),
	{
		"a value is one word, whatever is in it": [
			['SOURCE :: a b; rm -rf $HOME `x` "q"'],
			[
				"rsync",
				"-a",
				"--info=name 1",
				"--",
				'a b; rm -rf $HOME `x` "q"',
				'to/a b; rm -rf $HOME `x` "q"',
			],
		],
		"a word whose item is not given is left out": [
			["SOURCE :: x", "LIMIT :: 5"],
			["rsync", "-a", "--info=name 1", "--limit=5", "--", "x", "to/x"],
		],
		"braces in a value stay": [
			["SOURCE :: {MODE}", "MODE :: --delete"],
			["rsync", "-a", "--info=name 1", "--delete", "--", "{MODE}", "to/{MODE}"],
		],
	},
);

table(
	"a job type refuses",
	(lines: readonly string[]) => refusals(type, items(...lines)),
	{
		nothing: [["SOURCE :: x", "TIMEOUT :: 5m", "INFO 1 :: y"], []],
		"what is missing": [[], ["job type copy needs SOURCE"]],
		"what is empty": [["SOURCE ::"], ["job type copy needs SOURCE"]],
		"a name it does not know": [
			["SOURCE :: x", "EVIL :: y"],
			["line 2: job type copy takes no EVIL"],
		],
		"a command": [
			["SOURCE :: x", "COMMAND :: y"],
			["line 2: job type copy takes no COMMAND"],
		],
		"a value against its pattern": [
			["SOURCE :: x", "MODE :: --rsh=evil"],
			['line 2: MODE must match --(dry-run|delete), found "--rsh=evil"'],
		],
		"a folder it does not name": [
			["SOURCE :: x", "DIRECTORY :: /tmp"],
			["line 2: job type copy takes no DIRECTORY"],
		],
		"an option behind an empty value": [
			["SOURCE :: x", "MODE ::", "LIMIT :: 5"],
			['line 2: MODE must match --(dry-run|delete), found ""'],
		],
		"a value that would be an option": [
			["SOURCE :: --rsh=evil"],
			[
				'SOURCE begins with "-" and would be read as an option; job type copy has no pattern that allows it',
			],
		],
	},
);

test("a pattern made to be slow is matched in linear time", (t) => {
	const slow = readConfig(
		"==== JOB TYPE x\nWORDS :: a {B}\nALLOWED :: B\nPATTERN B :: (a+)+b\n",
	);
	const fits = slow.ok
		? slow.config.jobTypes.get("x")?.patterns.get("B")?.fits
		: undefined;
	t.false(fits?.("a".repeat(60_000)));
});

test("monitor.config.txt shows every key with its default, and is what is in force without it", (t) => {
	const file = path.resolve(
		path.dirname(fileURLToPath(import.meta.url)),
		"../../../monitor.config.txt",
	);
	const text = fs.readFileSync(file, "utf8");
	t.deepEqual(problems(text), []);
	const shown = new Map(
		readItems(linesOf(text), []).map((item) => [item.key, item.value]),
	);
	t.deepEqual(
		[...shown.entries()],
		KEYS.map((key) => [keyOf(key.name), key.standard]),
	);
	const asRead = readConfig(text);
	t.deepEqual(asRead.ok ? asRead.config : undefined, DEFAULT_CONFIG);
	for (const line of text.split("\n").filter((one) => /^[a-z]/.test(one))) {
		const before =
			text
				.slice(0, text.indexOf(`\n${line}`))
				.split("\n")
				.at(-1) ?? "";
		t.true(
			before.startsWith("#") || /^folder /.test(line),
			`a comment above: ${line}`,
		);
	}
});

test("the examples in monitor.config.txt are right when their comment signs are removed", (t) => {
	const file = path.resolve(
		path.dirname(fileURLToPath(import.meta.url)),
		"../../../monitor.config.txt",
	);
	const text = fs
		.readFileSync(file, "utf8")
		.replace(
			/^# ?(====|WORDS|REQUIRED|ALLOWED|PATTERN [A-Z ]+|DEFAULT [A-Z ]+|TIMEOUT|GRACE|DIRECTORY|RETRIES|TASK NAME)(?= |$)/gm,
			"$1",
		);
	const asRead = readConfig(text);
	t.deepEqual(asRead.ok ? [] : asRead.problems, []);
	t.true(asRead.ok && asRead.config.jobTypes.size >= 3);
});

test("keys that need a new start are told apart at RELOAD", (t) => {
	const after = readConfig("slots :: 9\nfolder trash :: bin\n");
	t.deepEqual(after.ok ? changedFixedKeys(DEFAULT_CONFIG, after.config) : [], [
		"folder trash",
	]);
});
