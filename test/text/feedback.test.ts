/** Feedback files: lines in, values out. */
import { progressOf, readFeedback } from "../../src/text/feedback.ts";
import { table } from "../helpers/table.ts";

const SAMPLE = `[info]Starting test
[playbook]myPlaybook
[info]
[heartbeat]
[testcase_id]001
[testcase_name]Initialization
[progress]12
[progress]15
[testcase_id]002
[testcase_name]Setting up topology
[progress]10
`;

const values = (text: string) => Object.fromEntries(readFeedback(text).values);

table("values of a feedback file", values, {
	"taskwatcher's own sample": [
		SAMPLE,
		{
			playbook: "myPlaybook",
			testcase_id: "002",
			testcase_name: "Setting up topology",
			progress: "10",
		},
	],
	"[] clears all before it": [
		"[a]1\n[b]2\n[]\n[report]fine\n",
		{ report: "fine" },
	],
	"a cleared one may come back": ["[a]1\n[a]\n[a]2\n", { a: "2" }],
	"a value with line separators": [
		"[a]x\u2028y\u2029\rz\n",
		{ a: "x\u2028y\u2029\rz" },
	],
	"comments and empty lines": ["# [a]1\n\n   \n[b]2\n", { b: "2" }],
	"CRLF and spaces around": ["[a]1\r\n[b] 2 \r\n", { a: "1", b: "2" }],
	"brackets in a value": ["[a][b]c\n", { a: "[b]c" }],
	"no newline at the end": ["[a]1", { a: "1" }],
	"a keyword that looks like a setting": ["[timeout]120\n", { timeout: "120" }],
});

table(
	"values of a feedback file, limited",
	(text: string) =>
		Object.fromEntries(readFeedback(text, { keywords: 2, bytes: 5 }).values),
	{
		"so many keywords, and no more": [
			"[a]1\n[b]2\n[c]3\n[a]4\n",
			{ a: "4", b: "2" },
		],
		"a cleared one makes room": ["[a]1\n[b]2\n[a]\n[c]3\n", { b: "2", c: "3" }],
		"a long value is cut": ["[a]123456\n", { a: "12…" }],
		"a long keyword is ignored": ["[abcdef]1\n", {}],
	},
);

table("lines that are ignored", (text: string) => readFeedback(text).ignored, {
	"a digit first": ["[1a]x\n", 1],
	"a space in it": ["[a b]x\n", 1],
	"no brackets": ["hello\n[a\n", 2],
	"[] with a value": ["[]x\n", 1],
	"none of them": ["[a]1\n#\n\n[]\n", 0],
});

table("progress", (text: string) => progressOf(new Map([["progress", text]])), {
	"a whole number": ["12", 12],
	"a fraction with a sign": ["12.5 %".replace(" ", ""), 12.5],
	"too much": ["101", undefined],
	words: ["half", undefined],
});
