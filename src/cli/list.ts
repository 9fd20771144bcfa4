/** catq list: what runs and what waits, as a table or as JSON. */
import { type Listing, listingOf, type Row } from "../client/listing.ts";
import { progressBar } from "../text/progress.ts";
import { countText } from "../text/quantity.ts";
import { visible, visibleJson } from "../text/visible.ts";
import { type Paint, paintFor } from "./colour.ts";
import { complain, EXIT, type ExitCode } from "./exit.ts";
import { mentionMonitor, type OpenRoot, onRoot } from "./root.ts";
import {
	durationOf,
	lengthOf,
	limitOf,
	startOf,
	statusOf,
} from "./row-words.ts";
import { type Column, outputWidth, tableLines } from "./table.ts";
import type { Given } from "./verb.ts";

export function act(given: Given): ExitCode | Promise<ExitCode> {
	const paint = paintFor(given);
	if (typeof paint === "string") return complain(paint, EXIT.usage);
	return onRoot(given.root, (root) =>
		showList(root, given.options.json === true, paint),
	);
}

async function showList(
	root: OpenRoot,
	asJson: boolean,
	paint: Paint,
): Promise<ExitCode> {
	const listing = listingOf(root.paths, root.config, Date.now());
	if (asJson) process.stdout.write(`${visibleJson(listing, 2)}\n`);
	else await showTable(listing, paint);
	mentionMonitor(root);
	return EXIT.ok;
}

async function showTable(
	{ uows, more, takenAt }: Listing,
	paint: Paint,
): Promise<void> {
	const rows = uows.map((row) =>
		COLUMNS.map(({ of }) => visible(of(row, takenAt))),
	);
	const lines = await tableLines(COLUMNS, rows, outputWidth(), paint);
	if (more > 0) lines.push(`and ${countText(more)} more`);
	if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
	if (uows.length === 0)
		process.stderr.write("catq: nothing runs and nothing waits\n");
}

interface ListColumn extends Column {
	readonly of: (row: Row, takenAt: string) => string;
}

const COLUMNS: readonly ListColumn[] = [
	{ title: "ID", align: "right", of: ({ id }) => String(id ?? "") },
	{ title: "NAME", least: 10, fair: 16, of: ({ name }) => name },
	{ title: "TASK", least: 6, goes: 9, of: ({ taskName }) => taskName ?? "" },
	{ title: "INFO 1", least: 6, goes: 10, of: ({ info1 }) => info1 },
	{ title: "INFO 2", least: 6, goes: 11, of: ({ info2 }) => info2 },
	{ title: "INFO 3", least: 6, goes: 12, of: ({ info3 }) => info3 },
	{ title: "PID", align: "right", goes: 6, of: ({ pid }) => String(pid ?? "") },
	{ title: "STATUS", isState: true, least: 8, fair: 20, of: statusOf },
	{ title: "START", goes: 8, of: startOf },
	{ title: "DURATION", align: "right", goes: 1, of: durationOf },
	{
		title: "FEEDBACK",
		goes: 13,
		of: ({ feedback }) => (feedback ? "yes" : "no"),
	},
	{
		title: "BEAT",
		align: "right",
		goes: 4,
		of: ({ beatSeconds }) => lengthOf(beatSeconds),
	},
	{
		title: "LIMIT",
		align: "right",
		goes: 5,
		of: ({ limitSeconds }) =>
			limitSeconds === null ? "" : limitOf(limitSeconds),
	},
	{
		title: "PROGRESS",
		goes: 2,
		of: ({ progress }) => (progress === null ? "" : progressBar(progress)),
	},
	{
		title: "LEFT",
		align: "right",
		goes: 3,
		of: ({ leftSeconds }) => lengthOf(leftSeconds),
	},
];
