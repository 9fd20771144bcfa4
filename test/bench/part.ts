/** What a part of the bench is given, and how contestants take turns. */
import { paired, quantile, short, spread, table } from "./figures.ts";
import type { TargetName } from "./targets.ts";

export interface Trial {
	/** Rounds in which all contestants take turns. */
	readonly rounds: number;
	/** Divides the numbers of jobs and files, to try the bench itself. */
	readonly small: boolean;
	readonly say: (line: string) => void;
	/** A figure that is held against a target. */
	readonly found: (name: TargetName, value: number) => void;
}

export interface Part {
	readonly name: string;
	readonly about: string;
	/** Runs only where it is named. */
	readonly onRequest?: boolean;
	run(trial: Trial): Promise<void>;
}

export interface Entrant<T> {
	readonly name: string;
	/** What one turn gives. */
	measure(): Promise<T>;
}

export type Samples = ReadonlyMap<string, readonly number[]>;

/** What each turn of each entrant gave: one turn each, round by round, the first of a round in turn. */
export async function takeTurns<T>(
	entrants: readonly Entrant<T>[],
	rounds: number,
): Promise<ReadonlyMap<string, readonly T[]>> {
	const turns = new Map<string, T[]>(entrants.map(({ name }) => [name, []]));
	for (let round = 0; round < rounds; round += 1)
		for (let i = 0; i < entrants.length; i += 1) {
			const entrant = entrants[(i + round) % entrants.length];
			if (entrant !== undefined)
				turns.get(entrant.name)?.push(await entrant.measure());
		}
	return turns;
}

/** One figure of each turn. */
export function each<T>(
	turns: ReadonlyMap<string, readonly T[]>,
	figure: (turn: T) => number,
): Samples {
	return new Map([...turns].map(([name, all]) => [name, all.map(figure)]));
}

/** How many times that of `reference` each sample is that was taken in the same round. */
export function ratios(
	samples: Samples,
	name: string,
	reference: string,
): number[] {
	return paired(samples.get(name) ?? [], samples.get(reference) ?? []);
}

/** Median, spread, 95th percentile, the ratios to each of `references`, round by round, and what else was measured. */
export function compared(
	unit: string,
	samples: Samples,
	references: readonly string[],
	others: readonly (readonly [string, Samples])[] = [],
): string[] {
	const present = references.filter((name) => samples.has(name));
	const head = [
		"",
		unit,
		"p95",
		...present.map((name) => `× ${name}`),
		...others.map(([what]) => what),
	];
	return table(
		head,
		[...samples].map(([name, values]) => [
			name,
			spread(values),
			short(quantile(values, 0.95)),
			...present.map((reference) => spread(ratios(samples, name, reference))),
			...others.map(([, other]) => spread(other.get(name) ?? [])),
		]),
	);
}
