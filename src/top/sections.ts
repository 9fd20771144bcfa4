/** How the lines of a screen are shared out among its sections. */

export interface Wish {
	/** Lines that it could fill, its title among them. */
	readonly wants: number;
	/** Lines a round. */
	readonly weight: number;
}

/** A title and a line below it. */
const LEAST = 2;

/**
 * First each gets its least, in their order; then they take turns until nobody
 * wants more. `first`: the one that must be seen. 0: it is not shown.
 */
export function share(
	height: number,
	wishes: readonly Wish[],
	first: number,
): number[] {
	const given = wishes.map(() => 0);
	let left = height;
	const give = (at: number, lines: number) => {
		const wants = (wishes[at]?.wants ?? 0) - (given[at] ?? 0);
		const taken = Math.max(0, Math.min(lines, wants, left));
		given[at] = (given[at] ?? 0) + taken;
		left -= taken;
		return taken;
	};
	const others = wishes.map((_, at) => at).filter((at) => at !== first);
	for (const at of [first, ...others])
		if (left >= LEAST || at === first) give(at, LEAST);
	for (let isOver = false; !isOver; ) {
		const taken = wishes.map(({ weight }, at) =>
			given[at] === 0 ? 0 : give(at, weight),
		);
		isOver = taken.every((lines) => lines === 0);
	}
	return given;
}

/** The first line of a window of `height` lines that has the chosen one in its middle, as far as there are lines. */
export function windowStart(
	count: number,
	height: number,
	chosen: number,
): number {
	const middle = chosen - Math.floor((height - 1) / 2);
	return Math.max(0, Math.min(middle, count - height));
}
