/** What goes to the terminal, and what comes from it. */

import test from "ava";
import { keyOf } from "../../src/top/keyboard.ts";
import { logLines } from "../../src/top/log-lines.ts";
import { changesOf } from "../../src/top/screen.ts";
import { share, windowStart } from "../../src/top/sections.ts";
import { table } from "../helpers/table.ts";

const ESC = "\u001b[";

table(
	"drawn is",
	([before, after]: readonly [string[] | undefined, string[]]) =>
		changesOf(before, after),
	{
		"all of it at first": [
			[undefined, ["a", "b"]],
			`${ESC}m${ESC}2J${ESC}1;1H${ESC}m${ESC}Ka${ESC}2;1H${ESC}m${ESC}Kb`,
		],
		"nothing where nothing has changed": [
			[
				["a", "b"],
				["a", "b"],
			],
			"",
		],
		"the line that has changed": [
			[
				["a", "b"],
				["a", "c"],
			],
			`${ESC}2;1H${ESC}m${ESC}Kc`,
		],
		"all of it at another size": [
			[["a"], ["a", "b"]],
			`${ESC}m${ESC}2J${ESC}1;1H${ESC}m${ESC}Ka${ESC}2;1H${ESC}m${ESC}Kb`,
		],
	},
);

table("a key is", ([text, key]: Parameters<typeof keyOf>) => keyOf(text, key), {
	"a letter": [["x", { name: "x" }], "x"],
	"a capital letter": [["K", { name: "k", shift: true }], "K"],
	"a sign": [["?", {}], "?"],
	"an arrow": [[undefined, { name: "up" }], "up"],
	"Esc, which looks like Alt": [
		[undefined, { name: "escape", meta: true }],
		"escape",
	],
	"with Ctrl": [["\u0003", { name: "c", ctrl: true }], "^c"],
	"nothing with Alt": [["x", { name: "x", meta: true }], ""],
});

const wish = (wants: number, weight = 1) => ({ wants, weight });
table(
	"the lines are shared",
	([height, first]: readonly [number, number]) =>
		share(height, [wish(3), wish(50, 2), wish(21), wish(4)], first),
	{
		"so that each gets what it wants": [
			[80, 0],
			[3, 50, 21, 4],
		],
		"in turns": [
			[20, 0],
			[3, 8, 5, 4],
		],
		"first a little to each": [
			[8, 0],
			[2, 2, 2, 2],
		],
		"to the first ones": [
			[5, 0],
			[3, 2, 0, 0],
		],
		"to who must be seen": [
			[3, 2],
			[0, 0, 3, 0],
		],
		"though there is but one": [
			[1, 2],
			[0, 0, 1, 0],
		],
		"though there is none": [
			[0, 0],
			[0, 0, 0, 0],
		],
	},
);

table(
	"a window begins",
	([count, height, chosen]: readonly [number, number, number]) =>
		windowStart(count, height, chosen),
	{
		"at the beginning": [[50, 5, 1], 0],
		"so that the chosen one is in its middle": [[50, 5, 20], 18],
		"so that it is full": [[50, 5, 49], 45],
		"at the beginning of what is short": [[3, 5, 2], 0],
	},
);

const folds = (
	title: string,
	text: string,
	width: number,
	lines: string[],
	inColour = true,
) =>
	test(`a log ${title}`, async (t) => {
		t.deepEqual(await logLines(text, width, inColour), lines);
	});

folds("keeps its lines", "a\n\nb\n", 9, ["a", "", "b"]);
folds("shows a line that has no end yet", "a\nb", 9, ["a", "b"]);
folds("is empty", "", 9, []);
folds("is folded", "abcdefgh\nij\n", 3, ["abc", "def", "gh", "ij"]);
folds("fills a line without another", "abc\ndef\n", 3, ["abc", "def"]);
folds("is folded between wide characters", "漢字x漢\n", 3, ["漢", "字x", "漢"]);
folds("does not part what belongs together", "abe\u0301d\n", 3, [
	"abe\u0301",
	"d",
]);
folds("has its tabs", "a\tb\n\tc\n", 20, ["a       b", "        c"]);
folds("keeps colours in each line", `a${ESC}31mbc\nd${ESC}me\n`, 2, [
	`a${ESC}31mb${ESC}m`,
	`${ESC}31mc${ESC}m`,
	`${ESC}31md${ESC}me${ESC}m`,
]);
folds(
	"has no colours where none are wanted",
	`a${ESC}31mb\n`,
	9,
	["ab"],
	false,
);
folds("cannot act", `${ESC}2J${ESC}5;5Ha\u001b]0;t\u0007\u0000\u202e\n`, 30, [
	"a\\x00\\u{202e}",
]);
folds("shows what overwrites a line last", "10%\r100%\n", 9, ["100%"]);
