/** How the values of a configuration are read: each says what would have been right. */
import { type Read, right, wrong } from "./problem.ts";

export function readNumber(
	value: string,
	least: number,
	most: number,
	whole = false,
): Read<number> {
	const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
	return number >= least &&
		number <= most &&
		(!whole || Number.isInteger(number))
		? right(number)
		: wrong(
				`expected a ${whole ? "whole " : ""}number from ${least} to ${most}, found "${value}"`,
			);
}

export function readWord(
	value: string,
	words: readonly string[],
): Read<string> {
	const word = value.toLowerCase().replace(/\s+/g, " ");
	return words.includes(word)
		? right(word)
		: wrong(`expected ${words.join(" or ")}, found "${value}"`);
}

export function optional(
	value: string,
	read: (text: string) => Read<number>,
): Read<number | undefined> {
	return value.toLowerCase() === "none" ? right(undefined) : read(value);
}

export function readVariables(value: string): Read<readonly string[]> {
	const names = value.split(/[\s,]+/).filter((name) => name !== "");
	const bad = names.find((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name));
	return bad === undefined
		? right(names)
		: wrong(`expected names of environment variables, found "${bad}"`);
}

/** A path below the queue root, or an absolute one. */
export function readPath(value: string): Read<string> {
	return value !== "" &&
		!value.split("/").includes("..") &&
		!value.includes("\0")
		? right(value.replace(/\/+$/, ""))
		: wrong(
				`expected the name of a file or folder in the queue root, or an absolute path, without "..", found "${value}"`,
			);
}
