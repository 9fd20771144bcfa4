/** What outlives a job, and the record of it: names are hostile. */
import { leftText, listText, readLeft } from "../../src/text/left.ts";
import { table } from "../helpers/table.ts";

const through = (name: string) => readLeft(leftText(12.5, [{ pid: 7, name }]));
const one = (name: string) => ({
	uptime: 12.5,
	count: 1,
	named: [{ pid: 7, name }],
});

table("the record of one left behind, and back: its name", through, {
	plain: ["sleep", one("sleep")],
	"line break": ["a\nb", one("a\\nb")],
	"like a list": ["a, 8 b", one("a__8_b")],
	colours: ["\u001b[31mred", one("red")],
	nothing: ["", one("")],
	percent: ["50%", one("50%")],
});

table("the record of those left behind", readLeft, {
	two: [
		"left 1.25 2 4711 sleep, 4712 sh\n",
		{
			uptime: 1.25,
			count: 2,
			named: [
				{ pid: 4711, name: "sleep" },
				{ pid: 4712, name: "sh" },
			],
		},
	],
	"cut short": ["left 1.25 2 4711 sleep", undefined],
	empty: ["", undefined],
});

const MANY = Array.from({ length: 1000 }, (_, pid) => ({ pid, name: "x" }));

table(
	"of many left behind",
	(count: number) => {
		const record = readLeft(leftText(1, MANY.slice(0, count)));
		return [record?.count, record?.named.length];
	},
	{
		"few are named": [40, [40, 40]],
		"not all are named, all are counted": [1000, [1000, 40]],
	},
);

table(
	"a list in",
	(room: number) => listText("3 left", MANY.slice(0, 3), room),
	{
		"much room": [99, "3 left: 0 x, 1 x, 2 x"],
		"less room": [20, "3 left: 0 x, …"],
		"no room": [5, "3 left"],
	},
);
