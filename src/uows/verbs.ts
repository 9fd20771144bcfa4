/** Verbs about one UOW: put it in, and see what becomes of it. */
import type { Option, Verb } from "../cli/verb.ts";
import { HEADER_OPTIONS } from "./header-options.ts";

const COMMAND = {
	name: "[command...]",
	about:
		"a program and its words; a single word is a line for the shell: 'make && make test'",
};

const ADD_OPTIONS: readonly Option[] = [
	{
		flags: "-f, --file <file>",
		about: "take a UOW or its header from a file; - for standard input",
	},
	{
		flags: "--name <name>",
		about: "its name (default: made from the command)",
	},
	{ flags: "--priority", about: "before all that waits in wait-q" },
	{ flags: "--hold", about: "not before it is released" },
	...HEADER_OPTIONS,
	{
		flags: "--set <name=value>",
		about: "any other item of the header; may be repeated",
		isList: true,
	},
];

export const UOW_VERBS: readonly Verb[] = [
	{
		name: "add",
		group: "Jobs",
		about: "put a command into the queue, and print the name it got",
		args: [COMMAND],
		options: ADD_OPTIONS,
		examples: [
			"catq add make -j4",
			"catq add --timeout 2h --name nightly './fetch && ./report'",
			"catq add --type deploy --set HOST=web1",
			"catq add -f job.txt --priority",
		],
		passThrough: true,
		load: () => import("./add.ts"),
	},
];
