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

/** Three digits that count. */
export function short(value: number): string {
	if (!Number.isFinite(value)) return "-";
	const digits = value === 0 ? 0 : 2 - Math.floor(Math.log10(Math.abs(value)));
	return value.toFixed(Math.min(3, Math.max(0, digits)));
}

/** `median (least–most)` */
export function spread(samples: readonly number[]): string {
	if (samples.length < 2) return short(median(samples));
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
