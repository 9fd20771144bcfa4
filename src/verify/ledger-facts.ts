/** run/ledger line by line, and run/next-id: read only, in flat memory. */
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { readLaunch } from "../spool/ledger.ts";

export interface LedgerFacts {
	readonly lines: number;
	/** Its last line lacks its newline. */
	readonly isCut: boolean;
	/** Lines that are no launch: number, text, and whether an append that was cut short looks so. */
	readonly bad: readonly BadLine[];
	readonly highest: number;
	readonly attemptsOf: (id: number) => number;
	/** run/next-id as it stands; undefined: there is none. */
	readonly nextText: string | undefined;
}

interface BadLine {
	readonly number: number;
	readonly text: string;
	readonly isStump: boolean;
}

/** Beyond it no root has given an id: attempts are kept two bytes each. */
const HIGHEST = 2 ** 27;
const STUMP = /^(?:\d{1,15}(?: (?:\d{1,5}(?: (?:\d+(?::\d*)?)?)?)?)?)?$/;
const MOST_BAD = 1000;

export function ledgerFacts(paths: Paths): LedgerFacts {
	let attempts = new Uint16Array(1024);
	const bad: BadLine[] = [];
	let highest = 0;
	const note = (text: string, number: number): void => {
		const launch = readLaunch(text);
		if (launch === undefined || launch.id >= HIGHEST) {
			if (bad.length < MOST_BAD)
				bad.push({ number, text, isStump: STUMP.test(text) });
			return;
		}
		if (launch.id >= attempts.length) {
			const grown = new Uint16Array(
				Math.max(launch.id + 1, attempts.length * 2),
			);
			grown.set(attempts);
			attempts = grown;
		}
		attempts[launch.id] = Math.max(attempts[launch.id] ?? 0, launch.attempt);
		highest = Math.max(highest, launch.id);
	};
	const { lines, rest } = eachLine(paths.own("ledger"), note);
	return {
		lines,
		isCut: rest !== "",
		bad,
		highest,
		attemptsOf: (id) => attempts[id] ?? 0,
		nextText: files.readText(paths.own("next-id")),
	};
}

/** The next id as a number; undefined where none can be read. */
export function nextIdOf(text: string | undefined): number | undefined {
	const next = Number(text ?? Number.NaN);
	return Number.isSafeInteger(next) && next > 0 ? next : undefined;
}

/** Calls `visit` for each whole line; returns how many there were, and what stands after the last. */
function eachLine(
	path: string,
	visit: (line: string, number: number) => void,
): { lines: number; rest: string } {
	if (files.look(path) === undefined) return { lines: 0, rest: "" };
	const chunk = Buffer.allocUnsafe(256 * 1024);
	const fd = files.openAsIs(path);
	let lines = 0;
	let rest = "";
	try {
		for (let position = 0; ; ) {
			const count = files.readAt(fd, chunk, position);
			if (count === 0) return { lines, rest };
			position += count;
			const parts = (rest + chunk.toString("latin1", 0, count)).split("\n");
			rest = parts.pop() ?? "";
			for (const line of parts) {
				lines += 1;
				visit(line, lines);
			}
		}
	} finally {
		files.close(fd);
	}
}
