/** The verbs whose code lies here, in the order of the help. */
import { OUTCOMES } from "../text/history.ts";
import { KILL_SIGNALS } from "../text/signals.ts";
import { COLOUR_OPTION } from "./colour.ts";
import type { Verb } from "./verb.ts";

const JSON_OPTION = { flags: "--json", about: "every field, as JSON" };
const SIGNAL = {
	flags: "-s, --signal <signal>",
	choices: KILL_SIGNALS,
	about: `the first signal: ${KILL_SIGNALS.join(", ")} (default: its STOP SIGNAL)`,
};

export const VERBS: readonly Verb[] = [
	{
		name: "init",
		group: "The queue root",
		about: "make a queue root; one that is there stays as it is",
		args: [
			{
				name: "[dir]",
				about:
					"where to make it (default: --root, $CATQ_ROOT, or ./queue-root)",
			},
		],
		options: [
			{
				flags: "--group <name>",
				about:
					"open it to a group: members may drop jobs and read what became of them",
			},
		],
		examples: ["catq init", "catq init --group staff /srv/queue"],
		load: () => import("./init.ts"),
	},
	{
		name: "monitor",
		group: "The queue root",
		about: "run the Monitor on a queue root, in the foreground",
		options: [
			{ flags: "--once", about: "run all that can be run, then end" },
			{ flags: "--hints", about: "begin by telling what to do next" },
		],
		examples: ["catq monitor"],
		load: () => import("./monitor.ts"),
	},
	{
		name: "list",
		group: "Looking",
		about: "show what runs and what waits",
		options: [JSON_OPTION, COLOUR_OPTION],
		examples: ["catq list", "watch catq list"],
		load: () => import("./list.ts"),
	},
	{
		name: "feedback",
		group: "Looking",
		about: "print the feedback values of a job as JSON",
		args: [
			{ name: "<uow>", about: "name or id of a UOW that runs or has ended" },
		],
		examples: ["catq feedback nightly-12"],
		load: () => import("./feedback.ts"),
	},
	{
		name: "parse",
		group: "Looking",
		about: "print the values of a feedback file as JSON",
		args: [{ name: "<file>", about: "a feedback file; - for standard input" }],
		examples: ["catq parse feedback/feedback_17.log"],
		load: () => import("./parse.ts"),
	},
	{
		name: "kill",
		group: "Jobs",
		about: "end a running job; it goes to fail-q",
		args: [{ name: "<uow>", about: "name or id of a running UOW" }],
		options: [SIGNAL],
		examples: ["catq kill nightly-12", "catq kill 17 -s INT"],
		load: () => import("./kill.ts"),
	},
	{
		name: "killall",
		group: "Jobs",
		about: "end all running jobs of a task; they go to fail-q",
		args: [{ name: "<task-name>", about: "task name of running UOWs" }],
		options: [SIGNAL],
		examples: ["catq killall nightly"],
		load: () => import("./killall.ts"),
	},
	{
		name: "reserve",
		group: "Jobs",
		about:
			"print an id for a UOW that is dropped later, with the line ID :: id",
		options: [
			{
				flags: "--task-name <name>",
				about: "the task name of the UOW to come",
			},
			{
				flags: "--unique",
				about:
					"only if no UOW of this task waits, runs or is reserved; exit code 1: one is",
			},
		],
		examples: ["id=$(catq reserve --task-name nightly --unique)"],
		load: () => import("./reserve.ts"),
	},
	{
		name: "history",
		group: "Looking",
		about: "show how UOWs ended, the newest last",
		options: [
			{ flags: "--json", about: "the lines as they are, one object each" },
			COLOUR_OPTION,
			{ flags: "--task-name <name>", about: "only those of this task" },
			{
				flags: "--outcome <outcome>",
				choices: OUTCOMES,
				about: "only those that ended so: done, error or fail",
			},
			{
				flags: "--since <when>",
				about: "only those since then: 2d, or 2026-11-22T06:00",
			},
			{
				flags: "-n, --number <count>",
				about: "the last ones, so many (default: 20; all with --since)",
			},
			{
				flags: "--rebuild",
				about:
					"make history.jsonl anew from the settled UOWs; only while no Monitor holds the root",
			},
		],
		examples: ["catq history --since 2d --outcome fail"],
		load: () => import("./history.ts"),
	},
	{
		name: "check",
		group: "The queue root",
		about:
			"say what is wrong with UOWs and configurations; exit code 0: nothing",
		args: [
			{
				name: "<file...>",
				about: "UOWs, or configurations (files named *.config.txt)",
			},
		],
		options: [{ flags: "--json", about: "what is wrong, as JSON" }],
		examples: ["catq check job.txt monitor.config.txt"],
		load: () => import("./check.ts"),
	},
	{
		name: "verify",
		group: "The queue root",
		about:
			"check each promise of a queue root; exit code 0: all hold, 65: something is WRONG",
		options: [
			{
				flags: "--repair",
				about:
					"mend what needs no decision; only while no Monitor holds the root",
			},
			{ flags: "--json", about: "every check and finding, as JSON" },
		],
		examples: ["catq verify", "catq verify --repair"],
		load: () => import("./verify.ts"),
	},
];
