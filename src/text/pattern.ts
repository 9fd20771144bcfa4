/**
 * Patterns that a job type sets for values. The only home of re2js, whose
 * matching time is linear, so that no dropped value can make the Monitor hang.
 */
import { RE2JS } from "re2js";
import { type Read, right, wrong } from "./problem.ts";

/** Whether a whole value fits. */
export type Pattern = (value: string) => boolean;

export function readPattern(text: string): Read<Pattern> {
	try {
		const compiled = RE2JS.compile(text);
		return right((value) => compiled.matches(value));
	} catch (error) {
		return wrong(
			`expected a regular expression (RE2 syntax), found "${text}": ${error instanceof Error ? error.message : error}`,
		);
	}
}
