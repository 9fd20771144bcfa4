/**
 * The header names that have a meaning, as one table: how each is read and what
 * its default is. Every other name is kept, shown and given to the job.
 */
import { type Instant, readInstant } from "./instant.ts";
import { type Item, keyOf, spelt } from "./notation.ts";
import { type Problem, type Read, right, wrong } from "./problem.ts";
import { readDuration } from "./quantity.ts";
import { STOP_SIGNALS, type StopSignal } from "./signals.ts";

export interface Retries {
	readonly times: number;
	readonly everySeconds: number;
}

/** What a header asks for. Times are seconds. */
export interface Terms {
	readonly jobType: string;
	readonly command: string | undefined;
	readonly taskName: string | undefined;
	readonly directory: string | undefined;
	readonly timeout: number | undefined;
	readonly grace: number;
	readonly stopSignal: StopSignal;
	readonly successExits: readonly number[];
	readonly after: readonly string[];
	readonly notBefore: Instant | undefined;
	readonly unique: boolean;
	readonly retries: Retries | undefined;
	readonly onCrash: "fail" | "requeue";
}

/** Seconds between the stop signal and KILL where nobody says otherwise. */
export const DEFAULT_GRACE = 5;

type Values = Readonly<Record<string, unknown>>;
type Reader = (value: string) => Read<unknown>;

const TABLE = {
	JOB_TYPE: ["jobType", readName],
	COMMAND: ["command", readText],
	TASK_NAME: ["taskName", readName],
	INFO_1: ["info1", right],
	INFO_2: ["info2", right],
	INFO_3: ["info3", right],
	DIRECTORY: ["directory", readDirectory],
	TIMEOUT: ["timeout", readLimit],
	GRACE: ["grace", readDuration],
	STOP_SIGNAL: ["stopSignal", readSignal],
	SUCCESS_EXITS: ["successExits", readExits],
	AFTER: ["after", readNames],
	NOT_BEFORE: ["notBefore", readInstant],
	UNIQUE: ["unique", readYesNo],
	RETRIES: ["retries", readRetries],
	ON_CRASH: ["onCrash", readOnCrash],
} as const satisfies Record<string, readonly [string, Reader]>;

/** Names that catq itself sets for the job, or keeps for a later version: a header must not claim them. */
const RESERVED: Readonly<Record<string, string>> = {
	ID: "catq gives each UOW its id",
	NAME: "it is the name of the file",
	FILE: "it is the place of the file",
	ROOT: "it is the queue root",
	ATTEMPT: "catq counts the attempts",
	SLOT: "catq chooses the slot",
	RUN_ID: "catq marks its jobs with it",
	FEEDBACK: "it is kept for the watchdog, which this version does not have yet",
	FEEDBACK_FROM:
		"it is kept for the watchdog, which this version does not have yet",
};

/** Names every job type allows, since catq itself acts on them. */
export function isHeaderName(key: string): boolean {
	return Object.hasOwn(TABLE, key);
}

/** Whether one value fits its name; for names without a meaning any value does. */
export function checkItem(key: string, value: string): string | undefined {
	const reserved = Object.hasOwn(RESERVED, key) ? RESERVED[key] : undefined;
	if (reserved !== undefined)
		return `${spelt(key)} cannot be set here: ${reserved}`;
	const row = isHeaderName(key) ? TABLE[key as keyof typeof TABLE] : undefined;
	const read: Read<unknown> | undefined = row?.[1](value);
	return read?.ok === false ? `${spelt(key)}: ${read.wrong}` : undefined;
}

/** What is wrong with the items of a dropped header. */
export function checkItems(items: readonly Item[]): Problem[] {
	const problems: Problem[] = items.flatMap((item) => {
		const text = checkItem(item.key, item.value);
		return text === undefined ? [] : [{ line: item.line, text }];
	});
	if (!items.some((item) => item.key === "COMMAND" || item.key === "JOB_TYPE"))
		problems.push({
			line: 0,
			text: "it says nothing to run: COMMAND or JOB TYPE is needed, for example COMMAND :: echo hello",
		});
	return problems;
}

/** Reads values that checkItem has passed; what is wrong all the same counts as not given. */
export function termsOf(values: ReadonlyMap<string, string>): Terms {
	const given: Record<string, unknown> = {};
	for (const [key, [field, reader]] of Object.entries(TABLE)) {
		const value = values.get(key);
		const read: Read<unknown> | undefined =
			value === undefined ? undefined : (reader as Reader)(value);
		if (read?.ok === true) given[field] = read.value;
	}
	return { ...DEFAULTS, ...(given as Values & Partial<Terms>) };
}

const DEFAULTS: Terms = {
	jobType: "shell",
	command: undefined,
	taskName: undefined,
	directory: undefined,
	timeout: undefined,
	grace: DEFAULT_GRACE,
	stopSignal: "TERM",
	successExits: [0],
	after: [],
	notBefore: undefined,
	unique: false,
	retries: undefined,
	onCrash: "fail",
};

/** The kind of task a UOW is, from its file's name without a trailing number. */
export function taskNameOf(fileName: string): string {
	const name = fileName.replace(/[-_. ]?\d+$/, "");
	return name === "" ? fileName : name;
}

function readText(value: string): Read<string> {
	return value === ""
		? wrong("it is empty; give the command to run")
		: right(value);
}

function readName(value: string): Read<string> {
	return value === ""
		? wrong("it is empty; give a name or leave the line out")
		: right(value);
}

function readDirectory(value: string): Read<string> {
	return value.startsWith("/")
		? right(value)
		: wrong(`expected an absolute path, found "${value}"`);
}

function readLimit(value: string): Read<number> {
	const read = readDuration(value);
	return read.ok && read.value === 0
		? wrong("0 would end the job at once; leave the line out for no limit")
		: read;
}

function readSignal(value: string): Read<StopSignal> {
	const name = keyOf(value).replace(/^SIG/, "");
	const signal = STOP_SIGNALS.find((known) => known === name);
	return signal === undefined
		? wrong(`expected one of ${STOP_SIGNALS.join(", ")}, found "${value}"`)
		: right(signal);
}

function readExits(value: string): Read<readonly number[]> {
	const codes = value.split(/[\s,]+/).filter((word) => word !== "");
	return codes.length > 0 &&
		codes.every((code) => /^\d{1,3}$/.test(code) && Number(code) <= 255)
		? right(codes.map(Number))
		: wrong(`expected exit codes from 0 to 255 such as 0, 3, found "${value}"`);
}

/** File names, separated by commas. */
function readNames(value: string): Read<readonly string[]> {
	const names = value
		.split(",")
		.map((name) => name.trim())
		.filter((name) => name !== "");
	const path = names.find((name) => name.includes("/"));
	if (path !== undefined)
		return wrong(`expected the name of a UOW, found the path "${path}"`);
	return names.length > 0
		? right(names)
		: wrong("expected the names of UOWs, separated by commas");
}

export function readYesNo(value: string): Read<boolean> {
	const word = value.toLowerCase();
	return word === "yes" || word === "no"
		? right(word === "yes")
		: wrong(`expected yes or no, found "${value}"`);
}

function readRetries(value: string): Read<Retries> {
	const match = /^(\d{1,4})(?:\s+every\s+(\S+))?$/i.exec(value.slice(0, 100));
	const every = match?.[2] === undefined ? right(0) : readDuration(match[2]);
	return match !== null && every.ok
		? right({ times: Number(match[1]), everySeconds: every.value })
		: wrong(
				`expected a number and a pause such as "3 every 5m", found "${value}"`,
			);
}

function readOnCrash(value: string): Read<"fail" | "requeue"> {
	const word = value.toLowerCase();
	return word === "fail" || word === "requeue"
		? right(word)
		: wrong(`expected fail or requeue, found "${value}"`);
}
