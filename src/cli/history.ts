/** catq history: how UOWs ended, the newest last; and the file of that made anew. */
import { howOf } from "../core/history-text.ts";
import type { Paths } from "../disk/paths.ts";
import { faultOf } from "../history/history-file.ts";
import { type HistoryLine, lastLines } from "../history/last-lines.ts";
import { type HistoryEntry, momentOf, OUTCOMES } from "../text/history.ts";
import { type Instant, readInstant } from "../text/instant.ts";
import { countOf, durationText, readDuration } from "../text/quantity.ts";
import { visible } from "../text/visible.ts";
import { type Paint, paintFor } from "./colour.ts";
import { complain, EXIT, type ExitCode } from "./exit.ts";
import { type OpenRoot, onRoot } from "./root.ts";
import { type Column, outputWidth, tableLines } from "./table.ts";
import { type Given, textOf } from "./verb.ts";

/** Without -n; where --since says how far back, all of that. */
const COMMON = 20;

export function act(given: Given): Promise<ExitCode> {
	return onRoot(given.root, (root) =>
		given.options.rebuild === true
			? rebuild(root)
			: show(root.paths, given, Date.now()),
	);
}

async function show(
	paths: Paths,
	given: Given,
	now: Instant,
): Promise<ExitCode> {
	const paint = paintFor(given);
	if (typeof paint === "string") return complain(paint, EXIT.usage);
	const wanted = wantedOf(
		{
			taskName: textOf(given, "taskName"),
			outcome: textOf(given, "outcome"),
			number: textOf(given, "number"),
			since: textOf(given, "since"),
		},
		now,
	);
	if (typeof wanted === "string") return complain(wanted, EXIT.usage);
	const fault = faultOf(paths);
	if (fault !== undefined)
		return complain(`${paths.history}: ${fault}`, EXIT.data);
	const lines = found(paths, wanted);
	if (given.options.json === true)
		for (const { text } of lines) process.stdout.write(`${text}\n`);
	else
		await showTable(
			lines.map(({ entry }) => entry),
			paint,
		);
	return EXIT.ok;
}

/** Lines in a row from before --since after which no more are read: the clock may have been set back, not for long. */
const MOST_OLDER = 1000;

export interface Wanted {
	readonly most: number;
	readonly since: Instant;
	readonly fits: (entry: HistoryEntry) => boolean;
}

/** As a person says which. */
export interface Which {
	readonly taskName: string | undefined;
	readonly outcome: string | undefined;
	readonly number: string | undefined;
	readonly since: string | undefined;
}

/** Words for what is wrong with it. */
export function wantedOf(which: Which, now: Instant): Wanted | string {
	const { taskName, outcome, number } = which;
	const since = sinceOf(which.since, now);
	if (typeof since === "string") return since;
	if (outcome !== undefined && !OUTCOMES.some((word) => word === outcome))
		return `--outcome is one of ${OUTCOMES.join(", ")}, found "${visible(outcome)}"`;
	if (number !== undefined && !/^[1-9]\d{0,8}$/.test(number))
		return `-n needs a number from 1 on, found "${visible(number)}"`;
	const all = since === undefined ? COMMON : Number.POSITIVE_INFINITY;
	return {
		most: number === undefined ? all : Number(number),
		since: since ?? Number.NEGATIVE_INFINITY,
		fits: (entry) =>
			(taskName === undefined || entry.taskName === taskName) &&
			(outcome === undefined || entry.outcome === outcome),
	};
}

function sinceOf(
	text: string | undefined,
	now: Instant,
): Instant | string | undefined {
	if (text === undefined) return undefined;
	const length = readDuration(text);
	if (length.ok) return now - length.value * 1000;
	const instant = readInstant(text);
	return instant.ok
		? instant.value
		: `--since: expected a length of time such as 2d, or a date-time such as 2026-11-22T06:00, found "${visible(text)}"`;
}

/** From the end of the file, no further than needed, and so many bytes at most; the newest last. */
export function found(
	paths: Paths,
	{ most, since, fits }: Wanted,
	bytes?: number,
): HistoryLine[] {
	const lines: HistoryLine[] = [];
	let older = 0;
	for (const line of lastLines(paths, bytes)) {
		if (lines.length >= most || older >= MOST_OLDER) break;
		const isSince = momentOf(line.entry) >= since;
		older = isSince ? 0 : older + 1;
		if (isSince && fits(line.entry)) lines.push(line);
	}
	return lines.reverse();
}

interface HistoryColumn extends Column {
	readonly of: (entry: HistoryEntry) => string;
}

const COLUMNS: readonly HistoryColumn[] = [
	{ title: "ENDED", goes: 1, of: ({ endedAt }) => endedAt ?? "" },
	{ title: "ID", align: "right", of: ({ id }) => String(id) },
	{ title: "NAME", least: 10, fair: 16, of: ({ name }) => name },
	{ title: "TASK", least: 6, goes: 5, of: ({ taskName }) => taskName },
	{ title: "OUTCOME", isState: true, of: ({ outcome }) => outcome },
	{ title: "HOW", least: 8, fair: 16, goes: 2, of: howOf },
	{
		title: "DURATION",
		align: "right",
		goes: 3,
		of: ({ seconds }) => (seconds === null ? "" : durationText(seconds)),
	},
	{
		title: "ATTEMPT",
		align: "right",
		goes: 4,
		of: ({ attempts }) => (attempts > 1 ? String(attempts) : ""),
	},
	{ title: "INFO 1", least: 6, goes: 6, of: ({ info1 }) => info1 },
	{ title: "INFO 2", least: 6, goes: 7, of: ({ info2 }) => info2 },
	{ title: "INFO 3", least: 6, goes: 8, of: ({ info3 }) => info3 },
];

async function showTable(
	entries: readonly HistoryEntry[],
	paint: Paint,
): Promise<void> {
	const rows = entries.map((entry) =>
		COLUMNS.map(({ of }) => visible(of(entry))),
	);
	const lines = await tableLines(COLUMNS, rows, outputWidth(), paint);
	if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
	if (entries.length === 0)
		process.stderr.write("catq: the history has none of these\n");
}

async function rebuild({ paths, config }: OpenRoot): Promise<ExitCode> {
	const { rebuildHistory } = await import("../verify/rebuild-history.ts");
	const rebuilt = rebuildHistory(paths, config);
	if (!rebuilt.done)
		return complain(`nothing is made anew: ${rebuilt.why}`, EXIT.tempFail);
	const { lines, lost, aside } = rebuilt;
	const before =
		aside === undefined ? "" : `; the one before is called ${aside} now`;
	const only =
		lost === 0
			? ""
			: `, and ${countOf(lost, "settlement")} ${lost === 1 ? "is" : "are"} only in that: of UOWs that are gone, or of earlier attempts`;
	process.stdout.write(
		`history.jsonl made anew: ${countOf(lines, "line")}${before}${only}\n`,
	);
	return EXIT.ok;
}
