/** The verbs of who looks after a queue, in the order of the help. */
import { COLOUR_OPTION } from "../cli/colour.ts";
import type { Verb } from "../cli/verb.ts";
import { OUTCOMES } from "../text/history.ts";

const UOWS = (about: string) => [{ name: "<uow...>", about }];

export const CONTROL_VERBS: readonly Verb[] = [
	{
		name: "status",
		group: "Looking",
		about:
			"show how the queue stands: what runs, what waits, how much lies where",
		options: [
			{ flags: "--json", about: "every field, as JSON" },
			COLOUR_OPTION,
		],
		examples: ["catq status", "watch catq status"],
		load: () => import("./status.ts"),
	},
	{
		name: "top",
		group: "Looking",
		about:
			"a live screen: what runs, waits and has ended, with keys to kill, hold, retry and read logs",
		options: [COLOUR_OPTION],
		examples: ["catq top"],
		load: () => import("../top/top.ts"),
	},
	{
		name: "explain",
		group: "Looking",
		about:
			"tell the whole story of a UOW: where it lies, what it waits for, how it ended, what can be done",
		args: [{ name: "<uow>", about: "name or id of a UOW, wherever it lies" }],
		options: [{ flags: "--json", about: "every field, as JSON" }],
		examples: ["catq explain nightly-12"],
		load: () => import("./explain.ts"),
	},
	{
		name: "hold",
		group: "Steering",
		about: "keep waiting UOWs from being started",
		args: UOWS("names or ids of waiting UOWs"),
		examples: ["catq hold nightly-12"],
		load: async () => ({
			act: (await import("./about-uow.ts")).askAbout("HOLD"),
		}),
	},
	{
		name: "release",
		group: "Steering",
		about: "let held UOWs be started again",
		args: UOWS("names or ids of held UOWs"),
		examples: ["catq release nightly-12"],
		load: async () => ({
			act: (await import("./about-uow.ts")).askAbout("RELEASE"),
		}),
	},
	{
		name: "retry",
		group: "Steering",
		about:
			"run settled UOWs again: they move to wait-q for their next attempt; also what lies in archive or trash",
		args: UOWS("names or ids of UOWs that have ended, or were removed"),
		examples: ["catq retry nightly-12 nightly-13"],
		load: async () => ({
			act: (await import("./about-uow.ts")).askAbout("RETRY"),
		}),
	},
	{
		name: "up",
		group: "Steering",
		about: "move waiting UOWs to priority-q, before all of wait-q",
		args: UOWS("names or ids of waiting UOWs"),
		examples: ["catq up nightly-12"],
		load: () => import("./up.ts"),
	},
	{
		name: "rm",
		group: "Steering",
		about: "move UOWs that do not run to trash; nothing is deleted",
		args: UOWS("names or ids of UOWs that wait or have ended"),
		examples: ["catq rm nightly-12"],
		load: () => import("./rm.ts"),
	},
	{
		name: "archive",
		group: "Steering",
		about: "move UOWs that settled long ago to archive",
		options: [
			{
				flags: "--older <time>",
				about: "those that ended longer ago than this: 12h, 30d",
			},
			{
				flags: "--outcome <outcome>",
				choices: OUTCOMES,
				about: "only done, error or fail",
			},
			{ flags: "-n, --dry-run", about: "only show them" },
			{ flags: "--json", about: "a line of JSON for each" },
		],
		examples: ["catq archive --older 30d --dry-run"],
		load: () => import("./archive.ts"),
	},
	{
		name: "pause",
		group: "Steering",
		about: "start no further job; running ones go on",
		examples: ["catq pause"],
		load: async () => ({
			act: (await import("./about-monitor.ts")).askMonitor("PAUSE"),
		}),
	},
	{
		name: "resume",
		group: "Steering",
		about: "start jobs again after pause or finish",
		examples: ["catq resume"],
		load: async () => ({
			act: (await import("./about-monitor.ts")).askMonitor("RESUME"),
		}),
	},
	{
		name: "finish",
		group: "Steering",
		about:
			"start no further job; the Monitor stops when the running ones have ended",
		examples: ["catq finish"],
		load: async () => ({
			act: (await import("./about-monitor.ts")).askMonitor("FINISH"),
		}),
	},
	{
		name: "shutdown",
		group: "Steering",
		about:
			"stop the Monitor now; running jobs go on, and the next Monitor takes them over",
		examples: ["catq shutdown"],
		load: async () => ({
			act: (await import("./about-monitor.ts")).askMonitor("SHUTDOWN"),
		}),
	},
];
