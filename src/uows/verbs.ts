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

const PLAIN = {
	flags: "--plain",
	about: "without colours and other control characters",
};

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
	{
		name: "run",
		group: "Jobs",
		about: "add a command and follow it; ends with the job's exit code",
		args: [COMMAND],
		options: [...ADD_OPTIONS, PLAIN],
		examples: ["catq run make -j4"],
		passThrough: true,
		load: () => import("./run.ts"),
	},
	{
		name: "follow",
		group: "Jobs",
		about: "print a job's log as it grows; ends with the job's exit code",
		args: [
			{
				name: "[uow]",
				about: "name or id (default: what was started last, or comes next)",
			},
		],
		options: [PLAIN],
		examples: ["catq follow nightly-12", "catq follow"],
		load: () => import("./follow.ts"),
	},
	{
		name: "wait",
		group: "Jobs",
		about:
			"wait until UOWs have settled; ends with the first exit code that is not 0",
		args: [{ name: "<uow...>", about: "names or ids of UOWs" }],
		options: [
			{
				flags: "--timeout <time>",
				about: "for so long: 90s, 15m; then exit code 75",
			},
		],
		examples: ["catq wait $(catq add make) && echo made"],
		load: () => import("./wait.ts"),
	},
	{
		name: "edit",
		group: "Jobs",
		about: "change a waiting UOW in $VISUAL or $EDITOR",
		args: [{ name: "<uow>", about: "name or id of a waiting UOW" }],
		examples: ["catq edit nightly-12"],
		load: () => import("./edit.ts"),
	},
	{
		name: "show",
		group: "Looking",
		about: "show all that the files say about one UOW",
		args: [{ name: "<uow>", about: "name or id of a UOW" }],
		options: [{ flags: "--json", about: "every field, as JSON" }],
		examples: ["catq show nightly-12", "catq show --json 17"],
		load: () => import("./show.ts"),
	},
	{
		name: "log",
		group: "Looking",
		about: "print what a job has written",
		args: [{ name: "<uow>", about: "name or id of a UOW" }],
		options: [
			{ flags: "-f, --follow", about: "and what it writes, until it settles" },
			{ flags: "-n, --lines <number>", about: "only the last lines" },
			PLAIN,
		],
		examples: ["catq log -n 20 nightly-12"],
		load: () => import("./log.ts"),
	},
];
