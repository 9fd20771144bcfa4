/** What a part of the bench is given, and how contestants take turns. */
import { quantile, short, spread, table } from "./figures.ts";

export interface Trial {
	/** Rounds in which all contestants take turns. */
	readonly rounds: number;
	/** Divides the numbers of jobs and files, to try the bench itself. */
	readonly small: boolean;
	readonly say: (line: string) => void;
}

export interface Part {
	readonly name: string;
	readonly about: string;
	run(trial: Trial): Promise<void>;
}

export interface Entrant {
	readonly name: string;
	/** One or more samples of one round. */
	measure(): Promise<readonly number[]>;
}

/** Samples of each entrant: one turn each, round by round, the first of a round in turn. */
export async function takeTurns(
	entrants: readonly Entrant[],
	rounds: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
	const samples = new Map<string, number[]>(
		entrants.map(({ name }) => [name, []]),
	);
	for (let round = 0; round < rounds; round += 1)
		for (let i = 0; i < entrants.length; i += 1) {
			const entrant = entrants[(i + round) % entrants.length];
			if (entrant !== undefined)
				samples.get(entrant.name)?.push(...(await entrant.measure()));
		}
	return samples;
}

/** Median, spread, 95th percentile, and how many times each of `references` its median is. */
export function compared(
	unit: string,
	samples: ReadonlyMap<string, readonly number[]>,
	references: readonly string[],
): string[] {
	const middle = (name: string) => quantile(samples.get(name) ?? [], 0.5);
	const present = references.filter((name) => samples.has(name));
	return table(
		["", unit, "p95", ...present.map((name) => `× ${name}`)],
		[...samples].map(([name, values]) => [
			name,
			spread(values),
			short(quantile(values, 0.95)),
			...present.map((reference) => short(middle(name) / middle(reference))),
		]),
	);
}
