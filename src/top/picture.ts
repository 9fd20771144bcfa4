/** The screen as lines: what is shown of a root, at any size of the terminal. */
import { cut, meterOf } from "../cli/cells.ts";
import type { Brush } from "../cli/colour.ts";
import { tableLines } from "../cli/table.ts";
import { countText } from "../text/quantity.ts";
import { visible } from "../text/visible.ts";
import {
	type CellColumn,
	endedColumns,
	runningColumns,
	timeOf,
	waitingColumns,
} from "./columns.ts";
import { bottomLine, LIST_KEYS } from "./keys.ts";
import { itemsOf, type Model, type Section } from "./model.ts";

import { share, windowStart } from "./sections.ts";
import { selectedOf, type View } from "./view.ts";

export interface Size {
	readonly columns: number;
	readonly rows: number;
}

/** A table of the screen, whole. */
interface Table {
	readonly title: string;
	readonly lines: readonly string[];
	readonly chosen: number | undefined;
	/** The line that is selected, without colours and as wide as the screen. */
	readonly marked: string;
	readonly weight: number;
}

/** From these heights on there is room for more than the UOWs. */
const ROOMY = 12;
const ENOUGH = 8;
/** In front of each line: whether it is selected. */
const GUTTER = 2;
/** Cells below which no table says anything. */
const NARROW = 8;

/** Just as many lines as the terminal has. */
export async function listPicture(
	model: Model,
	view: View,
	size: Size,
	brush: Brush,
): Promise<string[]> {
	const { columns, rows } = size;
	const head = headOf(model, rows).map((line) => visible(line));
	const foot = footOf(view, size);
	const meter = await meterOf([...head, ...foot]);
	const clip = (line: string) => cut(line, columns, meter);
	const body = await bodyOf(
		model,
		view,
		{ columns, rows: Math.max(0, rows - head.length - foot.length) },
		brush,
	);
	const paintHead = model.monitor ? brush.title : brush.alert;
	return [
		...head.map((line, at) => (at === 0 ? paintHead(clip(line)) : clip(line))),
		...body,
		...foot.map((line, at) =>
			at === foot.length - 1
				? brush.quiet(clip(line))
				: brush.title(clip(line)),
		),
	].slice(0, rows);
}

function headOf(model: Model, rows: number): string[] {
	const taken = model.running.filter(({ slot }) => slot !== null).length;
	const mode = modeText(model);
	const slots = `${taken} of ${model.slots} slots taken`;
	const notReady =
		model.notReady === undefined ? "" : `, not ready: ${model.notReady}`;
	const first = `${mode}, ${slots}${notReady}`;
	const counts = model.counts.map(
		([place, count]) => `${place} ${countText(count)}`,
	);
	const time = model.takenAt.replace("T", " ");
	if (rows < ENOUGH) return [first];
	const second = counts.join("  ");
	return rows < ROOMY
		? [first, second]
		: [first, second, `${time}  ${model.root}`];
}

function modeText({ monitor, mode }: Model): string {
	if (monitor) return mode;
	return mode === "running" ? "no Monitor runs" : `no Monitor runs, ${mode}`;
}

function footOf({ message, screen }: View, { columns, rows }: Size): string[] {
	const said = screen.kind === "ask" ? screen.question : visible(message);
	const keys = bottomLine(LIST_KEYS, columns);
	if (rows < ENOUGH) return [said === "" ? keys : said];
	return [said, keys];
}

async function bodyOf(
	model: Model,
	view: View,
	{ columns, rows }: Size,
	brush: Brush,
): Promise<string[]> {
	const items = itemsOf(model);
	const chosen = items[selectedOf(view, items)];
	const chosenIn = (section: Section) =>
		chosen?.section === section ? chosen.at : undefined;
	if (columns < NARROW) return Array<string>(rows).fill("");
	const width = columns - GUTTER;
	const tables = [
		await tableOf(model.running, runningColumns("RUNNING"), {
			width,
			brush,
			chosen: chosenIn("running"),
			none: "nothing runs",
		}),
		await tableOf(
			model.waiting,
			waitingColumns(`WAITING ${countText(model.waiting.length + model.more)}`),
			{ width, brush, chosen: chosenIn("waiting"), none: "nothing waits" },
		),
		await tableOf(model.ended, endedColumns("ENDED"), {
			width,
			brush,
			chosen: chosenIn("ended"),
			none: "",
		}),
		await noticesTable(model, width),
	].map((table, at) => ({ ...table, weight: at === 1 ? 2 : 1 }));
	const first = tables.findIndex((table) => table.chosen !== undefined);
	const heights = share(
		rows,
		tables.map(({ lines, weight }) => ({
			wants: lines.length === 0 ? 0 : lines.length + 1,
			weight,
		})),
		Math.max(0, first),
	);
	const shown = tables.flatMap((table, at) =>
		tableWindow(table, heights[at] ?? 0, brush),
	);
	return [
		...shown,
		...Array<string>(Math.max(0, rows - shown.length)).fill(""),
	];
}

interface How {
	readonly width: number;
	readonly brush: Brush;
	readonly chosen: number | undefined;
	/** Said in place of lines; "": the table is left out. */
	readonly none: string;
}

async function tableOf<Line>(
	all: readonly Line[],
	columns: readonly CellColumn<Line>[],
	{ width, brush, chosen, none }: How,
): Promise<Omit<Table, "weight">> {
	if (all.length === 0) {
		const title = columns.find(({ least }) => least !== undefined)?.title ?? "";
		const lines = none === "" ? [] : [cut(none, width, (text) => text.length)];
		return { title, lines, chosen, marked: "" };
	}
	const rows = all.map((line, at) =>
		columns.map(({ of }) => visible(of(line, at))),
	);
	const [title = "", ...plain] = await tableLines(columns, rows, width);
	const [, ...lines] = await tableLines(columns, rows, width, brush.state);
	const line = `> ${plain[chosen ?? 0] ?? ""}`;
	const meter = await meterOf([line]);
	const space = " ".repeat(Math.max(0, width + GUTTER - meter(line)));
	return { title, lines, chosen, marked: brush.chosen(line + space) };
}

async function noticesTable(
	{ notices }: Model,
	width: number,
): Promise<Omit<Table, "weight">> {
	const all = notices.map(({ at, text }) => visible(`${timeOf(at)}  ${text}`));
	const meter = await meterOf(all);
	const lines = all.map((line) => cut(line, width, meter));
	return { title: "SAID", lines, chosen: undefined, marked: "" };
}

/** Its title, and the lines around the one that is selected. */
function tableWindow(
	{ title, lines, chosen, marked }: Table,
	height: number,
	brush: Brush,
): string[] {
	if (height === 0) return [];
	const room = height === 1 ? 1 : height - 1;
	const start = windowStart(lines.length, room, chosen ?? 0);
	const shown = lines
		.slice(start, start + room)
		.map((line, i) => (start + i === chosen ? marked : `  ${line}`));
	return height === 1 ? shown : [brush.title(`  ${title}`), ...shown];
}
