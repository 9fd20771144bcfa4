/** An option of `catq add` for each header name that has a meaning, but for COMMAND; and for a reserved ID. */
import type { Option } from "../cli/verb.ts";
import type { HeaderName } from "../text/header.ts";

type Optional = Exclude<HeaderName | "ID", "COMMAND">;

/** What stands for the value, and words for people; no value: it says `yes`. */
const ABOUT = {
	JOB_TYPE: ["<name>", "a job type of the configuration (default: shell)"],
	TASK_NAME: ["<text>", "what kind of task it is"],
	INFO_1: ["<text>", "words for lists and the history"],
	INFO_2: ["<text>", "more of them"],
	INFO_3: ["<text>", "and more"],
	DIRECTORY: ["<dir>", "where it runs (default: here)"],
	TIMEOUT: ["<time>", "the longest it may run: 90s, 15m, 2h"],
	FEEDBACK: ["<time>", "the longest it may be silent"],
	FEEDBACK_FROM: ["<what>", "its sign of life: file or output"],
	KEEP_LEFTOVERS: ["", "leave alone what lives on when it has ended"],
	GRACE: ["<time>", "from the stop signal to KILL (default: 5s)"],
	STOP_SIGNAL: ["<signal>", "the first signal that ends it (default: TERM)"],
	SUCCESS_EXITS: ["<codes>", "exit codes that mean done (default: 0)"],
	AFTER: ["<names>", "UOWs that must be done first, separated by commas"],
	NOT_BEFORE: ["<date-time>", "it waits until then"],
	UNIQUE: ["", "not while another of the same task waits or runs"],
	RETRIES: ["<text>", "how often to try again: 3 every 5m"],
	ON_CRASH: ["<what>", "when the machine goes down: fail or requeue"],
	ID: ["<id>", "the id that catq reserve has printed"],
} as const satisfies Record<Optional, readonly [string, string]>;

export const HEADER_OPTIONS: readonly Option[] = Object.entries(ABOUT).map(
	([key, [value, about]]) => ({
		flags: `${flagOf(key)} ${value}`.trim(),
		about,
	}),
);

/** `--task-name`; JOB TYPE is the one that is called shorter. */
function flagOf(key: string): string {
	return key === "JOB_TYPE"
		? "--type"
		: `--${key.toLowerCase().replaceAll("_", "-")}`;
}

export interface Value {
	readonly key: string;
	readonly value: string;
	/** As it stood on the command line, for people. */
	readonly from: string;
}

/** The values that were given, in the order of the table. */
export function headerValues(
	options: Readonly<Record<string, unknown>>,
): readonly Value[] {
	return Object.keys(ABOUT).flatMap((key) => {
		const from = flagOf(key);
		const given = options[camel(from.slice(2))];
		if (given === undefined) return [];
		return [{ key, value: given === true ? "yes" : String(given), from }];
	});
}

function camel(flag: string): string {
	return flag.replace(/-([a-z0-9])/g, (_, letter: string) =>
		letter.toUpperCase(),
	);
}
