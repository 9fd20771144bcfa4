/** Samples to what is printed of them: medians, spread, ratios. */

/** The value below which `part` of the samples lie. */
export function quantile(samples: readonly number[], part: number): number {
	const sorted = [...samples].sort((a, b) => a - b);
	const at = Math.ceil(part * sorted.length) - 1;
	return sorted[Math.max(0, at)] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
	return quantile(samples, 0.5);
}

/** Each beside the one at the same place of the others: what was taken in the same round was slowed by the same. */
export function paired(
	values: readonly number[],
	others: readonly number[],
): number[] {
	return values.map((value, i) => value / (others[i] ?? Number.NaN));
}

/** What would have been waited at every moment: a timer that comes late stands for all that could not be set meanwhile. */
export function everyMoment(late: readonly number[], every: number): number[] {
	return late.flatMap((most) =>
		Array.from(
			{ length: Math.floor(most / every) + 1 },
			(_, i) => most - i * every,
		),
	);
}

/** Three digits that count. */
export function short(value: number): string {
	if (!Number.isFinite(value)) return "-";
	const digits = value === 0 ? 0 : 2 - Math.floor(Math.log10(Math.abs(value)));
	return value.toFixed(Math.min(3, Math.max(0, digits)));
}

/** `median (least–most)`; what could not be measured is NaN. */
export function spread(samples: readonly number[]): string {
	if (samples.length < 2 || samples.some(Number.isNaN))
		return short(median(samples));
	return `${short(median(samples))} (${short(Math.min(...samples))}–${short(Math.max(...samples))})`;
}

/** Lines of a Markdown table. */
export function table(
	head: readonly string[],
	rows: readonly (readonly string[])[],
): string[] {
	const all = [head, ...rows];
	const widths = head.map((_, column) =>
		Math.max(3, ...all.map((row) => (row[column] ?? "").length)),
	);
	const line = (row: readonly string[]) =>
		`| ${widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | ")} |`;
	return [
		line(head),
		`| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`,
		...rows.map(line),
	];
}
