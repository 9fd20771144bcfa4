/** After a death: Monitors run to their end, twice, and the promises are held against what they left. */
import { type Expectations, violationsOf } from "./promises.ts";
import type { Ended, Trial } from "./trial.ts";

/**
 * The second restart must find nothing to do, and change nothing. `checked`:
 * after which of them all must be right; a keeper that is late may leave a fence
 * after the first.
 */
export async function comeToRest(
	trial: Trial,
	expected: Expectations,
	restart: () => Promise<Ended>,
	checked: readonly number[] = [1, 2],
): Promise<string[]> {
	const violations: string[] = [];
	for (const number of [1, 2]) {
		const ended = await restart();
		if (ended.code !== 0)
			violations.push(
				`restart ${number}: ${ended.signal ?? ended.code}: ${ended.out.slice(-300)}`,
			);
		if (checked.includes(number))
			violations.push(...violationsOf(trial, expected));
		if (violations.length > 0) break;
	}
	return violations;
}
