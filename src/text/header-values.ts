/** How the values of header names are read: each says what would have been right. */
import { keyOf } from "./notation.ts";
import { type Read, right, wrong } from "./problem.ts";
import { readDuration } from "./quantity.ts";
import { STOP_SIGNALS, type StopSignal } from "./signals.ts";

export interface Retries {
	readonly times: number;
	readonly everySeconds: number;
}

/** What counts as a sign of life: the feedback file's time, or the job's own output. */
export type FeedbackFrom = "file" | "output";

export function readFeedbackFrom(value: string): Read<FeedbackFrom> {
	const word = value.toLowerCase();
	return word === "file" || word === "output"
		? right(word)
		: wrong(`expected file or output, found "${value}"`);
}

export function readText(value: string): Read<string> {
	return value === ""
		? wrong("it is empty; give the command to run")
		: right(value);
}

export function readName(value: string): Read<string> {
	return value === ""
		? wrong("it is empty; give a name or leave the line out")
		: right(value);
}

export function readId(value: string): Read<number> {
	return /^[1-9]\d{0,14}$/.test(value)
		? right(Number(value))
		: wrong(
				`expected a reserved id such as 17, found "${value}"; leave the line out, or get an id with RESERVE`,
			);
}

export function readDirectory(value: string): Read<string> {
	return value.startsWith("/")
		? right(value)
		: wrong(`expected an absolute path, found "${value}"`);
}

export function readLimit(value: string): Read<number> {
	const read = readDuration(value);
	return read.ok && read.value === 0
		? wrong("0 would end the job at once; leave the line out for no limit")
		: read;
}

export function readSignal(value: string): Read<StopSignal> {
	const name = keyOf(value).replace(/^SIG/, "");
	const signal = STOP_SIGNALS.find((known) => known === name);
	return signal === undefined
		? wrong(`expected one of ${STOP_SIGNALS.join(", ")}, found "${value}"`)
		: right(signal);
}

export function readExits(value: string): Read<readonly number[]> {
	const codes = value.split(/[\s,]+/).filter((word) => word !== "");
	return codes.length > 0 &&
		codes.every((code) => /^\d{1,3}$/.test(code) && Number(code) <= 255)
		? right(codes.map(Number))
		: wrong(`expected exit codes from 0 to 255 such as 0, 3, found "${value}"`);
}

/** Each is looked for in every folder. */
const MOST_NAMES = 20;

/** File names, separated by commas. */
export function readNames(value: string): Read<readonly string[]> {
	const names = value
		.split(",")
		.map((name) => name.trim())
		.filter((name) => name !== "");
	const path = names.find((name) => name.includes("/"));
	if (path !== undefined)
		return wrong(`expected the name of a UOW, found the path "${path}"`);
	if (names.length > MOST_NAMES)
		return wrong(`expected at most ${MOST_NAMES} names, found ${names.length}`);
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

export function readRetries(value: string): Read<Retries> {
	const match = /^(\d{1,4})(?:\s+every\s+(\S+))?$/i.exec(value.slice(0, 100));
	const every = match?.[2] === undefined ? right(0) : readDuration(match[2]);
	return match !== null && every.ok
		? right({ times: Number(match[1]), everySeconds: every.value })
		: wrong(
				`expected a number and a pause such as "3 every 5m", found "${value}"`,
			);
}

export function readOnCrash(value: string): Read<"fail" | "requeue"> {
	const word = value.toLowerCase();
	return word === "fail" || word === "requeue"
		? right(word)
		: wrong(`expected fail or requeue, found "${value}"`);
}
