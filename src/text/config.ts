/**
 * The configuration: one table of keys with unit, default and meaning, from
 * which the defaults, the reader, `CONFIG` and the tests of
 * monitor.config.txt are all made.
 */
import {
	optional,
	readNumber,
	readPath,
	readVariables,
	readWord,
} from "./config-values.ts";
import { readYesNo } from "./header-values.ts";
import { type JobType, templateWords } from "./job-type.ts";
import { type Folder, PLACES, SIDE_FOLDERS } from "./places.ts";
import { type Read, right } from "./problem.ts";
import { readSize } from "./quantity.ts";

export interface Settings {
	readonly sleepSeconds: number;
	readonly slots: number;
	readonly settleSeconds: number;
	readonly giveUpSeconds: number;
	readonly reserveSeconds: number;
	readonly accept: "quiet" | "complete only";
	readonly shellJobs: boolean;
	readonly readyCheck: readonly string[];
	readonly maxLoad: number | undefined;
	readonly minFreeMemory: number | undefined;
	readonly minFreeDisk: number | undefined;
	readonly minFreeInodes: number | undefined;
	readonly maxLog: number | undefined;
	readonly environment: readonly string[];
	readonly saysSize: number;
	readonly saysKeep: number;
	readonly postedUows: number;
	readonly monitorReads: string;
	readonly monitorSays: string;
	readonly folders: Readonly<Record<Folder, string>>;
}

export interface Config extends Settings {
	readonly jobTypes: ReadonlyMap<string, JobType>;
}

interface Key {
	/** As the configuration file spells it. */
	readonly name: string;
	readonly standard: string;
	readonly means: string;
	/** A change takes effect at the next start only. */
	readonly fixed?: true;
	readonly read: (value: string) => Read<unknown>;
}

/** Where a key's value stands in Settings. */
type KeyPath =
	| readonly [Exclude<keyof Settings, "folders">]
	| readonly ["folders", Folder];

/** Every key but the folders, in the order of monitor.config.txt. */
const SETTING_KEYS = {
	sleepSeconds: {
		name: "sleep seconds",
		standard: "15",
		means: "seconds between two looks when nothing nudges the Monitor",
		read: (value) => readNumber(value, 1, 3600),
	},
	slots: {
		name: "slots",
		standard: "1",
		means: "how many jobs run at once",
		read: (value) => readNumber(value, 1, 1000, true),
	},
	settleSeconds: {
		name: "settle seconds",
		standard: "2",
		means:
			"how long a file without STATUS and JOB LOG titles must be unchanged to count as whole",
		read: (value) => readNumber(value, 0, 3600),
	},
	giveUpSeconds: {
		name: "give up seconds",
		standard: "60",
		means:
			"after how many quiet seconds a file that is not whole goes to trash",
		read: (value) => readNumber(value, 1, 86_400),
	},
	reserveSeconds: {
		name: "reserve seconds",
		standard: "3600",
		means: "after how many seconds a reserved id that was not used expires",
		read: (value) => readNumber(value, 1, 31_536_000),
	},
	accept: {
		name: "accept",
		standard: "quiet",
		means:
			"quiet: also files with only a header, once quiet; complete only: all three titles are needed",
		read: (value) => readWord(value, ["quiet", "complete only"]),
	},
	shellJobs: {
		name: "shell jobs",
		standard: "yes",
		means: "whether a UOW may bring its own COMMAND (job type shell)",
		read: readYesNo,
	},
	readyCheck: {
		name: "ready check",
		standard: "none",
		means:
			"program with its arguments that is run before jobs are started; exit 0: go; else wait and say its last line",
		read: (value) =>
			value.toLowerCase() === "none" ? right([]) : templateWords(value),
	},
	maxLoad: {
		name: "max load",
		standard: "none",
		means: "start no job while the 1-minute load average is above this",
		read: (value) => optional(value, (text) => readNumber(text, 0, 100_000)),
	},
	minFreeMemory: {
		name: "min free memory",
		standard: "none",
		means: "start no job while less memory is available, for example 500M",
		read: (value) => optional(value, readSize),
	},
	minFreeDisk: {
		name: "min free disk",
		standard: "64M",
		means: "start no job while less room is free on the queue root's disk",
		read: (value) => optional(value, readSize),
	},
	minFreeInodes: {
		name: "min free inodes",
		standard: "1000",
		means: "start no job while that disk has room for fewer new files",
		read: (value) =>
			optional(value, (text) => readNumber(text, 0, 1_000_000_000, true)),
	},
	maxLog: {
		name: "max log",
		standard: "none",
		means: "end a job whose output is longer than this, for example 1G",
		read: (value) => optional(value, readSize),
	},
	environment: {
		name: "environment",
		standard: "HOME, LANG, LC_ALL, LOGNAME, PATH, SHELL, TZ, USER",
		means:
			"the Monitor's own environment variables that jobs receive; no others reach them",
		read: readVariables,
	},
	saysSize: {
		name: "says size",
		standard: "1M",
		means: "monitor_says is put aside as monitor_says.1 when it is larger",
		read: readSize,
	},
	saysKeep: {
		name: "says keep",
		standard: "5",
		means: "how many such files are kept; the oldest is removed",
		read: (value) => readNumber(value, 1, 1000, true),
	},
	postedUows: {
		name: "posted uows",
		standard: "500",
		means:
			"of how many settled UOWs in each folder a page is posted in status/; 0: no page at all",
		read: (value) => readNumber(value, 0, 10_000, true),
	},
	monitorReads: {
		name: "monitor reads",
		standard: "monitor_reads",
		means: "file of the requests to the Monitor",
		fixed: true,
		read: readPath,
	},
	monitorSays: {
		name: "monitor says",
		standard: "monitor_says",
		means: "file of the Monitor's notices and answers",
		fixed: true,
		read: readPath,
	},
} as const satisfies Record<Exclude<keyof Settings, "folders">, Key>;

const FOLDER_KEYS = [...PLACES, ...SIDE_FOLDERS].map(
	(folder): [Folder, Key] => [
		folder,
		{
			name: `folder ${folder}`,
			standard: folder,
			means: `folder used as ${folder}`,
			fixed: true,
			read: readPath,
		},
	],
);

/** Every key with what people need to know of it. */
export const KEYS: readonly (Key & { readonly path: KeyPath })[] = [
	...Object.entries(SETTING_KEYS).map(([field, key]) => ({
		...(key as Key),
		path: [field as Exclude<keyof Settings, "folders">] as const,
	})),
	...FOLDER_KEYS.map(([folder, key]) => ({
		...key,
		path: ["folders", folder] as const,
	})),
];

/** Settings from texts by key name; names that are not given have their default. */
export function settingsOf(given: ReadonlyMap<string, string>): Settings {
	const flat: Record<string, unknown> = {};
	const folders: Record<string, unknown> = {};
	for (const key of KEYS) {
		const read = key.read(given.get(key.name) ?? key.standard);
		const value = read.ok ? read.value : undefined;
		if (key.path[0] === "folders") folders[key.path[1]] = value;
		else flat[key.path[0]] = value;
	}
	return { ...flat, folders } as unknown as Settings;
}

/** Keys whose change takes effect only at the next start. */
export function changedFixedKeys(
	before: Settings,
	after: Settings,
): readonly string[] {
	return KEYS.filter(
		(key) =>
			key.fixed === true &&
			valueAt(before, key.path) !== valueAt(after, key.path),
	).map((key) => key.name);
}

/** The value of one key. */
export function valueAt(settings: Settings, path: KeyPath): unknown {
	return path[0] === "folders" ? settings.folders[path[1]] : settings[path[0]];
}
