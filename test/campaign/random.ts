/** Chance that can be repeated: mulberry32, public domain by Tommy Ettinger. */

export interface Random {
	/** 0 ≤ x < 1. */
	(): number;
	/** A whole number, 0 ≤ x < `below`. */
	below(below: number): number;
	pick<T>(from: readonly T[]): T;
	/** All of them in another order. */
	shuffled<T>(all: readonly T[]): T[];
}

export function randomOf(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
	const below = (limit: number) => Math.floor(next() * limit);
	return Object.assign(next, {
		below,
		pick: <T>(from: readonly T[]) => from[below(from.length)] as T,
		shuffled: <T>(all: readonly T[]) =>
			all
				.map((one) => [next(), one] as const)
				.sort(([a], [b]) => a - b)
				.map(([, one]) => one),
	});
}
