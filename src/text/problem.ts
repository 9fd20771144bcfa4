/**
 * What is wrong with a text somebody wrote, as a value: where, and what would
 * have been right. Never thrown; readers collect problems and go on reading.
 */
export interface Problem {
	/** 1-based line in the file; 0 when the whole file is meant. */
	readonly line: number;
	readonly text: string;
}

/** One problem as people see it: `line 4: expected NAME :: CONTENT, found "…"`. */
export function problemText(problem: Problem): string {
	return problem.line > 0
		? `line ${problem.line}: ${problem.text}`
		: problem.text;
}

/** Either a value or the reason, in words, why there is none. */
export type Read<T> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly wrong: string };

export function right<T>(value: T): Read<T> {
	return { ok: true, value };
}

export function wrong(text: string): Read<never> {
	return { ok: false, wrong: text };
}

/** Ends an exhaustive switch: the compiler names the case that was forgotten. */
export function impossible(value: never): never {
	throw new Error(`impossible: ${JSON.stringify(value)}`);
}
