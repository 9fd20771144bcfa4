/**
 * The header names that have a meaning, as one table: how each is read and what
 * its default is. Every other name is kept, shown and given to the job.
 */
import {
	type FeedbackFrom,
	type Retries,
	readDirectory,
	readExits,
	readFeedbackFrom,
	readId,
	readLimit,
	readName,
	readNames,
	readOnCrash,
	readRetries,
	readSignal,
	readText,
	readYesNo,
} from "./header-values.ts";
import { type Instant, readInstant } from "./instant.ts";
import { type Item, spelt } from "./notation.ts";
import { type Problem, type Read, right } from "./problem.ts";
import { readDuration } from "./quantity.ts";
import type { StopSignal } from "./signals.ts";

/** What a header asks for. Times are seconds. */
export interface Terms {
	readonly jobType: string;
	readonly command: string | undefined;
	readonly taskName: string | undefined;
	readonly info1: string | undefined;
	readonly info2: string | undefined;
	readonly info3: string | undefined;
	readonly directory: string | undefined;
	readonly timeout: number | undefined;
	/** How long it may be silent. */
	readonly feedback: number | undefined;
	readonly feedbackFrom: FeedbackFrom;
	readonly keepLeftovers: boolean;
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
	FEEDBACK: ["feedback", readLimit],
	FEEDBACK_FROM: ["feedbackFrom", readFeedbackFrom],
	KEEP_LEFTOVERS: ["keepLeftovers", readYesNo],
	GRACE: ["grace", readDuration],
	STOP_SIGNAL: ["stopSignal", readSignal],
	SUCCESS_EXITS: ["successExits", readExits],
	AFTER: ["after", readNames],
	NOT_BEFORE: ["notBefore", readInstant],
	UNIQUE: ["unique", readYesNo],
	RETRIES: ["retries", readRetries],
	ON_CRASH: ["onCrash", readOnCrash],
} as const satisfies Record<string, readonly [string, Reader]>;

export type HeaderName = keyof typeof TABLE;

/** Names that catq itself sets for the job: nobody else may, but a drop may ask for an ID that was reserved. */
const RESERVED: Readonly<Record<string, string>> = {
	ID: "catq gives each UOW its id",
	NAME: "it is the name of the file",
	FILE: "it is the place of the file",
	ROOT: "it is the queue root",
	ATTEMPT: "catq counts the attempts",
	SLOT: "catq chooses the slot",
	RUN_ID: "catq marks its jobs with it",
};

/** Names every job type allows, since catq itself acts on them. */
export function isHeaderName(key: string): key is HeaderName {
	return Object.hasOwn(TABLE, key);
}

/** Whether one value fits its name; for names without a meaning any value does. */
export function checkItem(key: string, value: string): string | undefined {
	const reserved = Object.hasOwn(RESERVED, key) ? RESERVED[key] : undefined;
	if (reserved !== undefined)
		return `${spelt(key)} cannot be set here: ${reserved}`;
	const row = isHeaderName(key) ? TABLE[key] : undefined;
	const read: Read<unknown> | undefined = row?.[1](value);
	return read?.ok === false ? `${spelt(key)}: ${read.wrong}` : undefined;
}

/** The item by which a drop uses a reserved id. */
export function idItem(items: readonly Item[]): Item | undefined {
	return items.find((item) => item.key === "ID");
}

/** The id in it, where it is one. */
export function idAskedFor(items: readonly Item[]): number | undefined {
	const read = readId(idItem(items)?.value ?? "");
	return read.ok ? read.value : undefined;
}

/** Whether an item fits in a dropped header. */
export function checkDropped({
	key,
	value,
}: Pick<Item, "key" | "value">): string | undefined {
	if (key !== "ID") return checkItem(key, value);
	const read = readId(value);
	return read.ok ? undefined : `ID: ${read.wrong}`;
}

/** What is wrong with the items of a dropped header. */
export function checkItems(items: readonly Item[]): Problem[] {
	const problems: Problem[] = items.flatMap((item) => {
		const text = checkDropped(item);
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
	for (const [key, value] of values) {
		if (!isHeaderName(key)) continue;
		const [field, reader] = TABLE[key];
		const read = (reader as Reader)(value);
		if (read.ok) given[field] = read.value;
	}
	return { ...DEFAULTS, ...(given as Values & Partial<Terms>) };
}

const DEFAULTS: Terms = {
	jobType: "shell",
	command: undefined,
	taskName: undefined,
	info1: undefined,
	info2: undefined,
	info3: undefined,
	directory: undefined,
	timeout: undefined,
	feedback: undefined,
	feedbackFrom: "file",
	keepLeftovers: false,
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
