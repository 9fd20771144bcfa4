/** All that the files tell of one UOW: what `catq explain` says in sentences, and gives as JSON. */
import { refusalOf, termsUnder } from "../core/plan.ts";
import { look, readText } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { readMode } from "../spool/mode.ts";
import { whereabouts } from "../spool/whereabouts.ts";
import type { Config } from "../text/config.ts";
import { checkItems, taskNameOf } from "../text/header.ts";
import type { HistoryEntry } from "../text/history.ts";
import { isoOf } from "../text/instant.ts";
import type { Place } from "../text/places.ts";
import { problemText } from "../text/problem.ts";
import { isStamped, type UowHead } from "../text/uow-text.ts";
import { type Link, linksOf } from "./chain.ts";
import type { Found } from "./find.ts";
import { monitorRuns } from "./monitor-runs.ts";
import { type SeenRun, seenRuns } from "./runs.ts";
import { attemptsIn, historyOf, saidOf } from "./traces.ts";
import { uowAt } from "./uows.ts";

/** The names and their order are promised: docs/cli.md. null: not so, or not known. */
export interface Explanation {
	readonly name: string;
	readonly place: Place;
	/** Other places that have one of this name. */
	readonly alsoIn: readonly Place[];
	readonly id: number | null;
	readonly taskName: string;
	readonly enqueuedAt: string | null;
	/** The STATUS line of its file. */
	readonly status: string | null;
	/** Of a running one: starting, running, stopping, ended, lost. */
	readonly phase: SeenRun["phase"] | null;
	readonly seconds: number | null;
	/** What is wrong with its text, or with it under this configuration. */
	readonly problems: readonly string[];
	/** Its AFTER, with what these wait for themselves. */
	readonly after: readonly Link[];
	readonly notBefore: string | null;
	/** Of the same task, where it is UNIQUE: it runs. */
	readonly sameTask: string | null;
	readonly queue: Queue;
	/** How often it was launched. */
	readonly launches: number;
	/** Its lines of history.jsonl, the oldest first. */
	readonly history: readonly HistoryEntry[];
	/** What the Monitor said of it, the oldest first. */
	readonly said: readonly string[];
	/** In trash: the note beside it. */
	readonly note: string | null;
}

/** How the queue stands for it. */
interface Queue {
	readonly monitor: boolean;
	readonly mode: string;
	readonly slots: number;
	readonly taken: number;
	/** What the ready check, the load or the disk says against new jobs, as it was posted. */
	readonly notReady: string | null;
}

export function explanationOf(
	paths: Paths,
	config: Config,
	found: Located,
	now: number,
): Explanation {
	const runs = seenRuns(paths, now);
	const { place, name } = found;
	const uow = uowAt(paths, place, name);
	const head = uow?.head;
	const terms = head && termsUnder(head, config);
	const taskName = terms?.taskName ?? taskNameOf(name);
	const run = runs.find(
		({ ticket }) => place === "currently-executing" && ticket.name === name,
	);
	const id = head?.stamp?.id ?? run?.ticket.id ?? null;
	const enqueuedAt =
		head !== undefined && isStamped(head) ? head.stamp.seconds * 1000 : 0;
	const waits = place === "wait-q" || place === "priority-q";
	return {
		name,
		place,
		alsoIn: (whereabouts(paths, [name]).get(name) ?? []).filter(
			(other) => other !== place,
		),
		id,
		taskName,
		enqueuedAt: enqueuedAt > 0 ? isoOf(enqueuedAt) : null,
		status: head?.status?.text ?? null,
		phase: run?.phase ?? null,
		seconds: run?.seconds ?? null,
		problems:
			waits || place === "trash"
				? problemsOf(head, uow?.endsInNewline, config)
				: [],
		after: waits ? linksOf(paths, config, terms?.after ?? [], [name]) : [],
		notBefore:
			terms?.notBefore !== undefined && terms.notBefore > now
				? isoOf(terms.notBefore)
				: null,
		sameTask:
			(waits &&
				terms?.unique &&
				runs.find(({ ticket }) => ticket.taskName === taskName)?.ticket.name) ||
			null,
		queue: queueOf(paths, config, runs),
		launches: id === null ? 0 : attemptsIn(paths, id),
		history: id === null ? [] : historyOf(paths, id, enqueuedAt),
		said: saidOf(paths, { name, id, place }, enqueuedAt),
		note: place === "trash" ? noteOf(paths, name) : null,
	};
}

export interface Located {
	readonly place: Place;
	readonly name: string;
}

/** Where a UOW lies that was found; undefined: nobody is meant. */
export function placeOf(found: Found): Located | undefined {
	switch (found.kind) {
		case "runs":
			return {
				place: "currently-executing",
				name: found.run.ticket.name,
			};
		case "waits":
		case "settled":
		case "discarded":
			return { place: found.place, name: found.name };
		default:
			return undefined;
	}
}

/** Why it would not run; none: it would. */
export function problemsOf(
	head: UowHead | undefined,
	endsInNewline: boolean | undefined,
	config: Config,
): readonly string[] {
	if (head === undefined) return ["it is no regular file, or may not be read"];
	const found =
		head.problems.length > 0 ? head.problems : checkItems(head.items);
	if (found.length > 0) return found.map(problemText);
	if (endsInNewline === false && !isStamped(head))
		return ["its last line does not end with a newline"];
	const refusal = refusalOf(head, config);
	return refusal === undefined ? [] : [refusal];
}

function queueOf(
	paths: Paths,
	config: Config,
	runs: readonly SeenRun[],
): Queue {
	const monitor = monitorRuns(paths);
	return {
		monitor,
		mode: readMode(paths),
		slots: config.slots,
		taken: runs.length,
		notReady: monitor ? notReadyIn(paths) : null,
	};
}

const LONGEST = 4 * 1024 * 1024;

function notReadyIn(paths: Paths): string | null {
	const path = `${paths.folder("status")}/status.json`;
	try {
		if ((look(path)?.size ?? LONGEST) >= LONGEST) return null;
		const { readiness } = JSON.parse(readText(path) ?? "") as {
			readiness?: unknown;
		};
		const text = typeof readiness === "string" ? readiness : "";
		return /^not ready: (.*)/s.exec(text)?.[1] ?? null;
	} catch {
		return null;
	}
}

/** Its own words: what begins the note is where it came from. */
function noteOf(paths: Paths, name: string): string | null {
	const path = paths.at("trash", `${name}.why`);
	const stats = look(path);
	if (stats?.isFile() !== true || stats.size > 64 * 1024) return null;
	return readText(path)?.trim() ?? null;
}
