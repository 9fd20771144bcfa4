/**
 * What a job reports while it runs: lines `[keyword]value` in its feedback file.
 * The last value wins, `[keyword]` clears one, `[]` clears all; `#` begins a
 * comment. Nothing of it changes what the Monitor does.
 */

/** No spaces, does not begin with a digit. */
const LINE = /^\[(?:([^\s[\]\d][^\s[\]]*))?\](.*)$/;

export class Feedback {
	readonly #values = new Map<string, string>();
	#ignored = 0;

	/** One line, without its newline. */
	read(line: string): void {
		const text = line.trim();
		if (text === "" || text.startsWith("#")) return;
		const [all, keyword, rest = ""] = LINE.exec(text) ?? [];
		const value = rest.trim();
		if (all === undefined || (keyword === undefined && value !== ""))
			this.#ignored += 1;
		else if (keyword === undefined) this.#values.clear();
		else if (value === "") this.#values.delete(keyword);
		else this.#values.set(keyword, value);
	}

	/** By keyword, in the order in which each was given first. */
	get values(): ReadonlyMap<string, string> {
		return this.#values;
	}

	/** Lines that were neither. */
	get ignored(): number {
		return this.#ignored;
	}
}

/** The values of a whole text. */
export function readFeedback(text: string): Feedback {
	const feedback = new Feedback();
	for (const line of text.split("\n")) feedback.read(line);
	return feedback;
}

/** `progress` as a number from 0 to 100, where it is one. */
export function progressOf(
	values: ReadonlyMap<string, string>,
): number | undefined {
	const text = values.get("progress")?.trim().replace(/%$/, "") ?? "";
	const progress = /^\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
	return progress >= 0 && progress <= 100 ? progress : undefined;
}
