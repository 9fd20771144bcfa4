/**
 * What people may ask of the Monitor: one table of keyword, help and what it
 * takes, from which the reader, HELP and the HOWTO in monitor_reads are made.
 */
import { type Read, right, wrong } from "./problem.ts";
import { KILL_SIGNALS, type KillSignal, killSignalOf } from "./signals.ts";
import { shorten, visible } from "./visible.ts";

/** What may follow a keyword, as HELP shows it. */
const FOLLOWS = {
	nothing: "",
	"a name": " <name>",
	"a name or nothing": " [name]",
	"a task name": " <task name>",
	"a task name or nothing": " [task name]",
	"a number or nothing": " [n]",
} as const;

interface RequestRule {
	/** What follows the keyword. */
	readonly takes: keyof typeof FOLLOWS;
	/** Whether `-s SIGNAL` may stand before that. */
	readonly signal?: true;
	readonly help: string;
}

export const REQUESTS = {
	SHUTDOWN: {
		takes: "nothing",
		help: "stop the Monitor now; running jobs go on, the next Monitor takes them over",
	},
	FINISH: {
		takes: "nothing",
		help: "start no further job and stop when the running ones have ended",
	},
	STATUS: {
		takes: "nothing",
		help: "say what runs, how much waits and what for",
	},
	CONFIG: { takes: "nothing", help: "say the configuration in force" },
	"KILL JOB": {
		takes: "a name or nothing",
		signal: true,
		help: "end the running job of this UOW (or the only one running); it goes to fail-q",
	},
	KILLALL: {
		takes: "a task name",
		signal: true,
		help: "end all running jobs of this task name",
	},
	HELP: { takes: "nothing", help: "say this list" },
	PAUSE: { takes: "nothing", help: "start no further job; running ones go on" },
	RESUME: { takes: "nothing", help: "start jobs again after PAUSE or FINISH" },
	RELOAD: {
		takes: "nothing",
		help: "read monitor.config.txt again; if it is wrong the old one stays",
	},
	HOLD: { takes: "a name", help: "keep a waiting UOW from being started" },
	RELEASE: { takes: "a name", help: "let a held UOW be started again" },
	RETRY: {
		takes: "a name",
		help: "move a settled UOW back to wait-q for its next attempt",
	},
	FEEDBACK: {
		takes: "a name",
		help: "say what a job reports, or reported last, as JSON",
	},
	LIST: { takes: "nothing", help: "say every UOW that runs or waits" },
	HISTORY: {
		takes: "a number or nothing",
		help: "say how the last UOWs ended, 10 or so many",
	},
	"CLEAR HISTORY": {
		takes: "nothing",
		help: "put history.jsonl aside under a name with the time; a new one begins",
	},
	RESERVE: {
		takes: "a task name or nothing",
		help: "give an id for a UOW that is dropped later with the line ID :: id",
	},
	"RESERVE UNIQUE": {
		takes: "a task name",
		help: "the same, unless a UOW of this task waits, runs or is reserved",
	},
} as const satisfies Record<string, RequestRule>;

export type Keyword = keyof typeof REQUESTS;

/** The longest first: RESERVE UNIQUE begins with RESERVE. */
const KEYWORDS = (Object.keys(REQUESTS) as Keyword[]).sort(
	(a, b) => b.length - a.length,
);

/** A line of monitor_reads. */
export interface Request {
	/** The line as it was written, without spaces at its ends. */
	readonly text: string;
	readonly keyword: Keyword | undefined;
	/** What follows: the name of a UOW or its id, the name of a task, a number, or "". */
	readonly name: string;
	/** The signal that shall end a job. */
	readonly signal: KillSignal | undefined;
	/** What is wrong with it, for a line that is no request. */
	readonly wrong: string | undefined;
	/** It stood there when this Monitor started. */
	readonly isOld: boolean;
	/** Of which edition of monitor_reads it is a line; undefined: an earlier Monitor took it already. */
	readonly edition: string | undefined;
}

/** A request as notices name it: one line, not too long, and with its tag, by which its program finds the answer. */
export function shownRequest(request: Pick<Request, "text">): string {
	const text = visible(request.text);
	const tag = TAG.exec(text)?.[0] ?? "";
	return text.length <= 200 ? text : text.slice(0, 200 - tag.length) + tag;
}

/** What is said of a request that an earlier Monitor took and did not answer. */
export const INTERRUPTED =
	"the Monitor was stopped while it acted on this request; look, and ask again";

/**
 * By a word such as ` #catq:k3x9q2` at the end of its line a program finds the
 * answer to its own request. Nobody's name ends so: `#1234567` may well be a
 * ticket's or a commit's.
 */
const TAG = /\s#catq:[0-9a-z]{6,16}$/;

/** A notice for people, who need no tag: an answer names its request with it. */
export function untagged(notice: string): string {
	return notice.replace(/ #catq:[0-9a-z]{6,16}(?=: |$)/, "");
}

/** Reads one line; keywords are in capitals. */
export function readRequest(
	line: string,
): Pick<Request, "keyword" | "name" | "signal" | "wrong"> {
	const text = line.trim().replace(TAG, "").trim();
	const keyword = KEYWORDS.find(
		(word) => text === word || text.startsWith(`${word} `),
	);
	if (keyword === undefined) return noRequest(unknown(text));
	const rest = text.slice(keyword.length).trim();
	const signal = readSignal(keyword, rest);
	if (!signal.ok) return noRequest(signal.wrong);
	const name = readName(keyword, rest.replace(signal.value.text, ""));
	return name.ok
		? {
				keyword,
				name: name.value,
				signal: signal.value.signal,
				wrong: undefined,
			}
		: noRequest(name.wrong);
}

function noRequest(why: string) {
	return { keyword: undefined, name: "", signal: undefined, wrong: why };
}

/** `-s INT`, with the spaces that follow it; "" where none is asked for. */
function readSignal(
	keyword: Keyword,
	rest: string,
): Read<{ readonly text: string; readonly signal: KillSignal | undefined }> {
	const rule: RequestRule = REQUESTS[keyword];
	const match = rule.signal ? /^-s(?:\s+(\S+)\s*|$)/.exec(rest) : null;
	if (match === null) return right({ text: "", signal: undefined });
	const signal = killSignalOf(match[1] ?? "");
	return signal === undefined
		? wrong(
				`-s needs one of ${KILL_SIGNALS.join(", ")}, found "${shorten(visible(match[1] ?? ""), 60)}"`,
			)
		: right({ text: match[0], signal });
}

function readName(keyword: Keyword, name: string): Read<string> {
	const { takes } = REQUESTS[keyword];
	const needs = (what: string, example: string) =>
		wrong(`${keyword} needs ${what}, for example ${keyword} ${example}`);
	if (takes === "a name" && name === "")
		return needs("the name of a UOW", "nightly-backup");
	if (takes === "a task name" && name === "")
		return needs("a task name", "nightly backup");
	if (takes === "a number or nothing" && !isCount(name))
		return wrong(
			`${keyword} stands alone on its line or before a number from 1 to ${MOST_ENTRIES}, found "${shorten(visible(name), 60)}" after it`,
		);
	if (takes === "nothing" && name !== "")
		return wrong(
			`${keyword} stands alone on its line, found "${shorten(visible(name), 60)}" after it`,
		);
	return right(name);
}

/** Lines of the history that one answer may have. */
const MOST_ENTRIES = 1000;

function isCount(text: string): boolean {
	const count = text === "" ? 1 : /^\d{1,9}$/.test(text) ? Number(text) : 0;
	return count >= 1 && count <= MOST_ENTRIES;
}

function unknown(text: string): string {
	const upper = text.toUpperCase();
	const meant = KEYWORDS.find(
		(word) => upper === word || upper.startsWith(`${word} `),
	);
	const nearest = Object.keys(REQUESTS).find(
		(word) => word.split(" ")[0] === upper.split(" ")[0],
	);
	if (meant === undefined && nearest !== undefined)
		return `no such request; did you mean ${nearest}?`;
	return meant === undefined
		? `no such request; the requests are ${Object.keys(REQUESTS).join(", ")}`
		: `requests are in capitals: ${meant}`;
}

/** One line per request, for HELP and the HOWTO. */
export function helpLines(): string[] {
	const rules: readonly [string, RequestRule][] = Object.entries(REQUESTS);
	return rules.map(([word, { takes, signal, help }]) => {
		const usage = `${word}${signal ? " [-s SIGNAL]" : ""}${FOLLOWS[takes]}`;
		return `${usage.padEnd(28)} ${help}`;
	});
}
