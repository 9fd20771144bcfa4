/**
 * Runs in lanes in which no two overlap. The history does not say on which slot
 * a run was, so they are packed, from now backwards: what runs lies in the lane of
 * its slot, all else in the first that is free.
 */
import type { Instant } from "../text/instant.ts";

export interface Span {
	readonly from: Instant;
	readonly to: Instant;
	/** From 1, where it is known. */
	readonly slot?: number;
}

export interface Lanes<S extends Span> {
	readonly placed: readonly { readonly span: S; readonly lane: number }[];
	/** How many there are; the first is 0. */
	readonly count: number;
	/** Runs for which no lane was left. */
	readonly left: number;
}

/** As few as can be, other than that slots have their own. */
export function lanesOf<S extends Span>(
	spans: readonly S[],
	most: number,
): Lanes<S> {
	/** The beginning of what was put into each lane last. */
	const begins: Instant[] = [];
	const placed: { span: S; lane: number }[] = [];
	let left = 0;
	const put = (span: S, lane: number) => {
		if (lane >= most) {
			left += 1;
			return;
		}
		while (begins.length <= lane) begins.push(Number.POSITIVE_INFINITY);
		begins[lane] = span.from;
		placed.push({ span, lane });
	};
	for (const span of spans)
		if (span.slot !== undefined) put(span, span.slot - 1);
	const packed = spans.filter(({ slot }) => slot === undefined);
	// Of two that end together the one that began last: it leaves more room.
	packed.sort((a, b) => b.to - a.to || b.from - a.from);
	for (const span of packed) {
		const free = begins.findIndex((begin) => span.to <= begin);
		put(span, free < 0 ? begins.length : free);
	}
	return { placed, count: begins.length, left };
}
