/** All that the files say about one UOW, as one object: what `catq show` prints. */
import { termsUnder } from "../core/plan.ts";
import { isForbidden } from "../disk/files.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import type { OpenUow } from "../disk/uow-file.ts";
import { feedbackPath, valuesOf } from "../spool/feedback-file.ts";
import { lastReport } from "../spool/final-section.ts";
import type { Config } from "../text/config.ts";
import { taskNameOf } from "../text/header.ts";
import { type Instant, isoOf } from "../text/instant.ts";
import { spelt } from "../text/notation.ts";
import type { Place } from "../text/places.ts";
import { problemText } from "../text/problem.ts";
import { readSettled } from "../text/settled-status.ts";
import type { SeenRun } from "./runs.ts";

/** The names and their order are promised: docs/cli.md. null: not so, or not known. */
export interface Story {
	readonly name: string;
	readonly id: number | null;
	readonly place: string;
	/** Path of its file. */
	readonly file: string;
	readonly status: string | null;
	readonly taskName: string;
	readonly attempt: number;
	readonly enqueuedAt: string | null;
	readonly startedAt: string | null;
	readonly endedAt: string | null;
	readonly seconds: number | null;
	readonly exit: number | null;
	readonly signal: string | null;
	readonly reason: string | null;
	readonly slot: number | null;
	readonly pid: number | null;
	/** Its items as they stand in it. */
	readonly header: Readonly<Record<string, string>>;
	/** What is wrong with its text. */
	readonly problems: readonly string[];
	readonly feedback: Readonly<Record<string, string>> | null;
	readonly logBytes: number;
	/** Files in run/ about it. */
	readonly records: readonly string[];
}

export interface Lying {
	readonly place: Place;
	readonly name: string;
	readonly uow: OpenUow;
}

export function storyOf(
	paths: Paths,
	config: Config,
	{ place, name, uow }: Lying,
	run: SeenRun | undefined,
): Story {
	const { head, size } = uow;
	const id = run?.ticket.id ?? head.stamp?.id ?? null;
	const terms = termsUnder(head, config);
	const status = head.status?.text ?? null;
	const end = readSettled(status ?? "");
	return {
		name,
		id,
		place,
		file: String(paths.at(place, name)),
		status,
		taskName: terms.taskName ?? taskNameOf(name),
		attempt: run?.ticket.attempt ?? head.status?.attempt ?? 1,
		enqueuedAt: timeOf(head.stamp && head.stamp.seconds * 1000),
		startedAt: timeOf(run?.ticket.launchedAt ?? end?.startedAt),
		endedAt: timeOf(end?.endedAt),
		seconds: rounded(run?.seconds ?? end?.seconds),
		exit: end?.exit ?? null,
		signal: end?.signal ?? null,
		reason: end?.reason ?? null,
		slot: run?.ticket.slot ?? null,
		pid: run?.pid ?? null,
		header: Object.fromEntries(
			head.items.map(({ key, value }) => [spelt(key), value]),
		),
		problems: head.problems.map(problemText),
		feedback: valuesIn(paths, config, { place, name, uow }, run),
		logBytes: Math.max(0, size - (head.logAt ?? size)),
		records: id === null ? [] : recordsOf(paths, id),
	};
}

function valuesIn(
	paths: Paths,
	config: Config,
	{ place, name }: Lying,
	run: SeenRun | undefined,
): Story["feedback"] {
	const values =
		run?.ticket.feedback === undefined
			? lastReport(paths, { place, name }, config)
			: valuesOf(feedbackPath(paths, run.ticket));
	return values === undefined ? null : Object.fromEntries(values);
}

/** None for who may not look into run/. */
function recordsOf(paths: Paths, id: number): string[] {
	try {
		return namesIn(paths.folder("run"))
			.filter((name) => name.startsWith(`${id}-`))
			.sort();
	} catch (error) {
		if (!isForbidden(error)) throw error;
		return [];
	}
}

const timeOf = (at: Instant | undefined) =>
	at === undefined ? null : isoOf(at);

const rounded = (seconds: number | undefined) =>
	seconds === undefined ? null : Number(seconds.toFixed(2));
