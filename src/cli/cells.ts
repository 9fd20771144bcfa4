/**
 * Text as a terminal shows it: how many cells it takes, and cut to that many.
 * The only home of string-width, which is loaded where a text needs it: that
 * takes longer than most verbs do.
 */
export type Meter = (text: string) => number;

const PLAIN = /^[\x20-\x7e]*$/;

/** Knows the width of these texts and of every part of them. */
export async function meterOf(texts: Iterable<string>): Promise<Meter> {
	for (const text of texts)
		if (!PLAIN.test(text)) {
			const { default: cells } = await import("string-width");
			return (part) => (PLAIN.test(part) ? part.length : cells(part));
		}
	return (part) => part.length;
}

/** At most `width` cells, ending in `…` where something was cut; never through a character. */
export function cut(text: string, width: number, meter: Meter): string {
	if (meter(text) <= width) return text;
	if (PLAIN.test(text)) return `${text.slice(0, width - 1)}…`;
	let kept = "";
	let cells = 1;
	for (const { segment } of new Intl.Segmenter().segment(text)) {
		cells += meter(segment);
		if (cells > width) break;
		kept += segment;
	}
	return `${kept}…`;
}
