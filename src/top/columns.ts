/** The columns of the screen's tables. */
import { durationOf, lengthOf, limitOf, statusOf } from "../cli/row-words.ts";
import type { Column } from "../cli/table.ts";
import type { Row } from "../client/listing.ts";
import { howOf } from "../core/history-text.ts";
import type { HistoryEntry } from "../text/history.ts";
import { progressBar } from "../text/progress.ts";
import { countText, durationText } from "../text/quantity.ts";

export interface CellColumn<Line> extends Column {
	readonly of: (line: Line, at: number) => string;
}

export function runningColumns(title: string): readonly CellColumn<Row>[] {
	return [
		{
			title: "SLOT",
			align: "right",
			goes: 8,
			of: ({ slot }) => String(slot ?? ""),
		},
		{ title: "ID", align: "right", of: ({ id }) => String(id ?? "") },
		{ title, least: 8, of: ({ name }) => name },
		{
			title: "TASK",
			least: 6,
			goes: 9,
			of: ({ taskName, name }) => (taskName === name ? "" : (taskName ?? "")),
		},
		{ title: "STATE", isState: true, least: 7, of: statusOf },
		{
			title: "PROGRESS",
			goes: 3,
			of: ({ progress }) => (progress === null ? "" : progressBar(progress)),
		},
		{
			title: "LEFT",
			align: "right",
			goes: 2,
			of: ({ leftSeconds }) => lengthOf(leftSeconds),
		},
		{ title: "TIME", align: "right", goes: 4, of: durationOf },
		{
			title: "BEAT",
			align: "right",
			goes: 5,
			of: ({ beatSeconds }) => lengthOf(beatSeconds),
		},
		{
			title: "LIMIT",
			align: "right",
			goes: 6,
			of: ({ limitSeconds }) =>
				limitSeconds === null ? "" : limitOf(limitSeconds),
		},
	];
}

export function waitingColumns(title: string): readonly CellColumn<Row>[] {
	return [
		{
			title: "TURN",
			align: "right",
			goes: 3,
			of: (_, at) => countText(at + 1),
		},
		{ title: "ID", align: "right", of: ({ id }) => String(id ?? "") },
		{ title, least: 8, of: ({ name }) => name },
		{ title: "QUEUE", goes: 2, of: ({ place }) => place },
		{ title: "STATUS", isState: true, least: 7, of: statusOf },
	];
}

export function endedColumns(
	title: string,
): readonly CellColumn<HistoryEntry>[] {
	return [
		{ title: "AT", goes: 2, of: ({ endedAt }) => timeOf(endedAt ?? "") },
		{ title: "ID", align: "right", of: ({ id }) => String(id) },
		{ title, least: 8, of: ({ name }) => name },
		{ title: "OUTCOME", isState: true, of: ({ outcome }) => outcome },
		{ title: "HOW", least: 8, goes: 1, of: howOf },
		{
			title: "TIME",
			align: "right",
			goes: 3,
			of: ({ seconds }) => (seconds === null ? "" : durationText(seconds)),
		},
	];
}

/** `05:31:09Z` of a moment in ISO 8601. */
export function timeOf(moment: string): string {
	return moment.split("T")[1] ?? moment;
}
