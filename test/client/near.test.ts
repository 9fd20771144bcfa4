import { nearness } from "../../src/client/near.ts";
import { table } from "../helpers/table.ts";

table<readonly [string, string], number | undefined>(
	"a name that was probably meant",
	([asked, name]) => nearness(asked, name),
	{
		"has two letters swapped": [["nightyl", "nightly"], 1],
		"lacks a letter": [["nighty", "nightly"], 1],
		"has other capitals": [["Nightly", "nightly"], 0],
		"differs in a third of its letters": [["imprt-12", "import-2"], 2],
		"is not one with three of seven others": [
			["nightly", "nabcdly"],
			undefined,
		],
		"is not one with nothing in common": [["abc", "xyz"], undefined],
		"is not one that is much longer": [["a", "abcd"], undefined],
		"is not one that is very long": [
			["a".repeat(200), "a".repeat(200)],
			undefined,
		],
	},
);
