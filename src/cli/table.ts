/**
 * Rows as a table for a terminal: columns as wide as what stands in them. Where
 * they do not fit, those that may shrink do, the widest first, as far as they can
 * still be read; then columns go, the least wanted first; a line is never longer
 * than the width.
 */
import { cut, type Meter, meterOf } from "./cells.ts";
import { noPaint, type Paint } from "./colour.ts";

export interface Column {
	readonly title: string;
	readonly align?: "right";
	/** Cells down to which it may shrink; it does not where this is missing. */
	readonly least?: number;
	/** Cells that it keeps while another column can go instead. */
	readonly fair?: number;
	/** Its cells begin with a state, and may have the colour of that. */
	readonly isState?: true;
	/** Columns go by this number, the highest first; those without one stay. */
	readonly goes?: number;
}

interface Fitted extends Column {
	/** Which cell of a row it shows. */
	readonly at: number;
	readonly width: number;
}

const GAP = 2;

/**
 * The lines of the table, the titles first. `width`: cells of a line; undefined:
 * as many as it needs. A column with nothing in it is left out, and so are the
 * titles of no rows. The cells must have passed visible().
 */
export async function tableLines(
	columns: readonly Column[],
	rows: readonly (readonly string[])[],
	width?: number,
	paint: Paint = noPaint,
): Promise<string[]> {
	if (rows.length === 0) return [];
	const titles = columns.map((column) => column.title);
	const meter = await meterOf([titles, ...rows].flat());
	const shown = fitTo(naturalWidths(columns, rows, meter), width);
	const show = { columns: shown, width, meter };
	return [
		lineOf(titles, { ...show, paint: noPaint }),
		...rows.map((row) => lineOf(row, { ...show, paint })),
	];
}

/** Cells of a line on standard output: the terminal's, or $COLUMNS, as watch(1) sets it; undefined: nobody limits them. */
export function outputWidth(): number | undefined {
	const width = process.stdout.columns ?? Number(process.env.COLUMNS);
	return width > 0 ? width : undefined;
}

function naturalWidths(
	columns: readonly Column[],
	rows: readonly (readonly string[])[],
	meter: Meter,
): Fitted[] {
	return columns.flatMap((column, at) => {
		const cells = rows.map((row) => meter(row[at] ?? ""));
		const most = cells.reduce((a, b) => Math.max(a, b), 0);
		if (most === 0) return [];
		return [{ ...column, at, width: Math.max(most, meter(column.title)) }];
	});
}

function fitTo(
	columns: readonly Fitted[],
	width: number | undefined,
): Fitted[] {
	if (width === undefined) return [...columns];
	let shown = [...columns];
	for (;;) {
		const tooMany = widthOf(shown) - width;
		const shrunk = shrink(shown, tooMany, ({ fair, least }) => fair ?? least);
		if (widthOf(shrunk) <= width) return shrunk;
		const last = mostDispensable(shown);
		if (last === undefined) return shrink(shown, tooMany, (one) => one.least);
		shown = shown.filter((column) => column !== last);
	}
}

function widthOf(columns: readonly Fitted[]): number {
	const gaps = GAP * Math.max(0, columns.length - 1);
	return columns.reduce((sum, column) => sum + column.width, gaps);
}

/** One cell at a time from the widest that may give one. */
function shrink(
	columns: readonly Fitted[],
	tooMany: number,
	leastOf: (column: Column) => number | undefined,
): Fitted[] {
	const widths = columns.map((column) => column.width);
	for (let left = tooMany; left > 0; left -= 1) {
		let widest: number | undefined;
		columns.forEach((column, i) => {
			const now = widths[i] ?? 0;
			const least = leastOf(column);
			if (least === undefined || now <= least) return;
			if (widest === undefined || now > (widths[widest] ?? 0)) widest = i;
		});
		if (widest === undefined) break;
		widths[widest] = (widths[widest] ?? 0) - 1;
	}
	return columns.map((column, i) => ({ ...column, width: widths[i] ?? 0 }));
}

function mostDispensable(columns: readonly Fitted[]): Fitted | undefined {
	return columns.reduce<Fitted | undefined>(
		(found, column) =>
			(column.goes ?? 0) > (found?.goes ?? 0) ? column : found,
		undefined,
	);
}

interface Show {
	readonly columns: readonly Fitted[];
	readonly width: number | undefined;
	readonly meter: Meter;
	readonly paint: Paint;
}

function lineOf(row: readonly string[], show: Show): string {
	const { columns, width, meter, paint } = show;
	const join = (paintCell: Paint) =>
		columns
			.map((column) => {
				const text = cut(row[column.at] ?? "", column.width, meter);
				const space = " ".repeat(Math.max(0, column.width - meter(text)));
				const cell = column.isState ? paintCell(text) : text;
				return column.align === "right" ? space + cell : cell + space;
			})
			.join(" ".repeat(GAP))
			.trimEnd();
	const line = join(noPaint);
	if (width === undefined || meter(line) <= width) return join(paint);
	// Colours have no cells: what must be cut once more goes without.
	return cut(line, width, meter);
}
