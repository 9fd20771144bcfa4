/**
 * The last feedback values of a UOW that settles: bounded, and as the last
 * section of its file, `==== FEEDBACK`, below all of its log.
 */
export const SECTION_TITLE = "==== FEEDBACK\n";
/** Bytes of all values with their keywords; a single one is bounded where it is read. */
const MOST_BYTES = 32 * 1024;
/** Bytes that hold every section whole. */
export const LONGEST_SECTION = 2 * MOST_BYTES;

export type Values = ReadonlyMap<string, string>;

/** What of them is kept: the first, as far as there is room. */
export function boundedValues(values: Values): Values {
	const kept = new Map<string, string>();
	let bytes = 0;
	for (const [keyword, value] of values) {
		bytes += Buffer.byteLength(keyword) + Buffer.byteLength(value);
		if (bytes > MOST_BYTES) break;
		kept.set(keyword, value);
	}
	return kept;
}

/** Its lines; "" where there are no values. A keyword has no spaces, so that the first ` :: ` ends it. */
export function sectionText(values: Values): string {
	if (values.size === 0) return "";
	const items = [...values].map(
		([keyword, value]) => `${keyword} :: ${value}\n`,
	);
	return SECTION_TITLE + items.join("");
}

/**
 * What is to be added to a file so that it has this section, `behind` being what
 * stands after the log as it was: nothing, the rest of one that was cut short, or
 * undefined where others have written there: that is log, which is never cut.
 */
export function missingOf(section: Buffer, behind: Buffer): Buffer | undefined {
	if (behind.includes(section)) return Buffer.alloc(0);
	const isBeginning = behind.equals(section.subarray(0, behind.length));
	return isBeginning ? section.subarray(behind.length) : undefined;
}

/** The values of the section with which a file ends; undefined where it ends otherwise. */
export function readSection(end: string): Values | undefined {
	const at = `\n${end}`.lastIndexOf(`\n${SECTION_TITLE}`);
	if (at < 0 || !end.endsWith("\n")) return undefined;
	const lines = end.slice(at + SECTION_TITLE.length, -1).split("\n");
	const values = new Map<string, string>();
	for (const line of lines) {
		const [keyword, ...rest] = line.split(" :: ");
		if (keyword === undefined || rest.length === 0 || /\s/.test(keyword))
			return undefined;
		values.set(keyword, rest.join(" :: "));
	}
	return values;
}
