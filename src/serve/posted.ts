/** The digest as the files say it, with what only the Monitor knows, from what it has posted. */
import type { Digest } from "../core/digest.ts";

type Counts = Digest["counts"];
type RunningLine = Digest["running"][number];

/** `posted`: undefined where none runs, or nothing is there; what stands in it is looked at before it is believed. */
export function withPosted(
	posted: object | undefined,
	composed: (counts: Counts) => Digest,
	counted: () => Counts,
): Digest {
	const said = (posted ?? {}) as Partial<Readonly<Record<string, unknown>>>;
	const counts = countsIn(said.counts);
	const digest = composed(counts ?? counted());
	const { reserved } = said as Partial<Digest>;
	const running = Array.isArray(said.running)
		? (said.running as RunningLine[])
		: [];
	return {
		...digest,
		// What runs and waits is seen here, and newer.
		counts: {
			...digest.counts,
			"currently-executing": digest.running.length,
		},
		readiness:
			typeof said.readiness === "string" ? said.readiness : digest.readiness,
		reserved: Array.isArray(reserved?.ids) ? reserved : digest.reserved,
		notYet: Array.isArray(said.notYet)
			? (said.notYet as Digest["notYet"])
			: digest.notYet,
		unfinished:
			typeof said.unfinished === "number" ? said.unfinished : digest.unfinished,
		running: digest.running.map((line) => ({
			...line,
			slow: slowOf(running.find(({ id }) => id === line.id)),
		})),
	};
}

function slowOf(line: RunningLine | undefined): string | null {
	return typeof line?.slow === "string" ? line.slow : null;
}

function countsIn(value: unknown): Counts | undefined {
	if (typeof value !== "object" || value === null) return undefined;
	const pairs = Object.entries(value).filter(
		(pair): pair is [string, number] => typeof pair[1] === "number",
	);
	return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}
