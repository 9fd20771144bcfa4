/** The corpus of hostile drops as a part of the campaign: every case of test/corpus, group by group. */
import { readCorpus } from "./corpus/cases.ts";
import { type CaseResult, type GroupResult, runGroup } from "./corpus/run.ts";
import type { Options, Outcome, Part } from "./part.ts";

export const CORPUS_PART: Part = {
	name: "corpus",
	about: "hostile drops, a good UOW beside each (all of test/corpus)",
	run,
};

async function run({ say }: Options): Promise<Outcome> {
	const results: GroupResult[] = [];
	for (const group of readCorpus()) {
		const result = await runGroup(group);
		results.push(result);
		say(
			`${group.name}: ${result.cases.length} cases (${group.about}), at rest ${(result.cpu * 100).toFixed(1)} % of a processor`,
		);
	}
	const cases = results.flatMap((result) => result.cases);
	const skipped = cases.filter((one) => one.skipped !== undefined);
	return {
		points: cases.length - skipped.length,
		violations: results.flatMap(violationsOf),
		figures: [
			`${cases.length} cases in ${results.length} groups, ${skipped.length} skipped`,
			goodText(cases),
		],
		...(skipped.length === 0
			? {}
			: { skipped: skipped.map(skippedText).join("; ") }),
	};
}

function violationsOf({ group, cases, violations }: GroupResult): string[] {
	return [
		...violations.map((text) => `${group.name}: ${text}`),
		...cases.flatMap((one) =>
			one.violations.map((text) => `${group.name}/${one.case.name}: ${text}`),
		),
	];
}

function skippedText(one: CaseResult): string {
	return `${one.case.group}/${one.case.name}: ${one.skipped}`;
}

function goodText(cases: readonly CaseResult[]): string {
	const sorted = cases
		.filter((one) => one.good !== undefined)
		.sort((a, b) => (a.good ?? 0) - (b.good ?? 0));
	const at = (part: number) =>
		sorted[Math.floor((sorted.length - 1) * part)]?.good?.toFixed(2);
	return `a good UOW beside each was done after ${at(0.5)} s (median), ${at(0.99)} s (99 %), ${at(1)} s (longest, beside ${sorted.at(-1)?.case.name})`;
}
