/**
 * What a job reports while it runs: lines `[keyword]value` in its feedback file.
 * The last value wins, `[keyword]` clears one, `[]` clears all; `#` begins a
 * comment. Nothing of it changes what the Monitor does.
 */

import { shorten } from "./visible.ts";

/** No spaces, does not begin with a digit; in a value only the newline ends a line. */
const LINE = /^\[(?:([^\s[\]\d][^\s[\]]*))?\](.*)$/s;

/** What is kept of it: a job may write anything. */
export interface FeedbackLimits {
	readonly keywords: number;
	/** Bytes of a keyword, and of a value, which is cut. */
	readonly bytes: number;
}

export class Feedback {
	readonly #values = new Map<string, string>();
	readonly #limits: FeedbackLimits;
	#ignored = 0;

	constructor(limits: FeedbackLimits) {
		this.#limits = limits;
	}

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
		else this.#set(keyword, value);
	}

	#set(keyword: string, value: string): void {
		const { keywords, bytes } = this.#limits;
		const isNew = !this.#values.has(keyword);
		if (isNew && (this.#values.size >= keywords || keyword.length > bytes))
			this.#ignored += 1;
		else this.#values.set(keyword, shorten(value, bytes));
	}

	/** By keyword, in the order in which each was given first. */
	get values(): ReadonlyMap<string, string> {
		return this.#values;
	}

	/** Lines that were none of them, or too much. */
	get ignored(): number {
		return this.#ignored;
	}
}

/** What catq keeps of the feedback of a job: for a person's screen and a line of the history. */
export const JOB_LIMITS: FeedbackLimits = { keywords: 200, bytes: 500 };

/** The values of a whole text. */
export function readFeedback(text: string, limits = JOB_LIMITS): Feedback {
	const feedback = new Feedback(limits);
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
