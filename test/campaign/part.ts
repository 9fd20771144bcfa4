/** A part of the campaign: tries one promise at many points and reports figures. */

export interface Options {
	/** The same seed tries the same points. */
	readonly seed: number;
	/** Less than a minute for all parts together: the version in the suite. */
	readonly short: boolean;
	/** Stop after so many violations: one is enough to know a mutant. */
	readonly enough?: number;
	/** A line for whoever watches. */
	readonly say: (line: string) => void;
}

export interface Outcome {
	/** How many points were tried: kills, faults, requests, lines… */
	readonly points: number;
	/** Each with what is needed to see it again. */
	readonly violations: readonly string[];
	/** Lines for people. */
	readonly figures: readonly string[];
	/** Why the part, or some of it, could not be tried here. */
	readonly skipped?: string;
}

export interface Part {
	readonly name: string;
	/** What it tries, as one line of the help. */
	readonly about: string;
	readonly run: (options: Options) => Promise<Outcome>;
}
