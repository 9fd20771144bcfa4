/** How far two words are from each other, in letters put in, left out, changed or swapped. */

/** Longer words are not compared. */
const LONGEST = 100;

/** Undefined where they are too far from each other to have been meant: a third of the letters, three at most. */
export function nearness(asked: string, name: string): number | undefined {
	const a = asked.toLowerCase();
	const b = name.toLowerCase();
	const most = Math.min(3, Math.max(1, Math.floor(a.length / 3)));
	if (Math.max(a.length, b.length) > LONGEST) return undefined;
	if (Math.abs(a.length - b.length) > most) return undefined;
	const steps = distance(a, b);
	return steps <= most ? steps : undefined;
}

/** Optimal string alignment, row by row. */
function distance(a: string, b: string): number {
	let before: number[] = [];
	let last = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i += 1) {
		const row = [i];
		for (let j = 1; j <= b.length; j += 1) {
			const change = a[i - 1] === b[j - 1] ? 0 : 1;
			const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			row[j] = Math.min(
				(last[j] ?? 0) + 1,
				(row[j - 1] ?? 0) + 1,
				(last[j - 1] ?? 0) + change,
				...(isSwap ? [(before[j - 2] ?? 0) + 1] : []),
			);
		}
		before = last;
		last = row;
	}
	return last[b.length] ?? 0;
}
