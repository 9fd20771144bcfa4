/** What runs while the clock jumps, and what must become of it. */
import type { TestRoot } from "../helpers/root.ts";

/** Seconds for which a header-only UOW must be quiet. */
export const SETTLE = 0.5;
/** Seconds that a busy machine may take for anything. */
const PATIENCE = 30;

export interface Kind {
	readonly name: string;
	readonly command: string;
	readonly terms: (notBefore: string) => string[];
	readonly headerOnly?: true;
	readonly place: "done-q" | "fail-q";
	readonly status: RegExp;
	/** Seconds that STATUS must tell, at least and at most. */
	readonly lasts: readonly [number, number];
	readonly runs: 1 | 2;
	/** Seconds from drop to start; undefined: it waits for something. */
	readonly startsWithin?: number;
	/** Seconds between two attempts, at most. */
	readonly retriesWithin: number;
}

const DONE = {
	place: "done-q",
	status: /^DONE exit 0 after /,
	runs: 1,
	startsWithin: PATIENCE,
	retriesWithin: 0,
} as const;

export const KINDS: readonly Kind[] = [
	{
		...DONE,
		name: "patient",
		command: "sleep 2",
		terms: () => ["TIMEOUT :: 60s"],
		lasts: [1.95, 59],
	},
	{
		...DONE,
		name: "quiet",
		command: "true",
		terms: () => ["TIMEOUT :: 10m"],
		headerOnly: true,
		lasts: [0, PATIENCE],
	},
	{
		...DONE,
		name: "later",
		command: "true",
		terms: (notBefore) => [`NOT BEFORE :: ${notBefore}`],
		lasts: [0, PATIENCE],
		startsWithin: Number.POSITIVE_INFINITY,
	},
	{
		...DONE,
		name: "again",
		command: "exit $((2 - UOW_ATTEMPT))",
		terms: () => ["RETRIES :: 1 every 3s"],
		status: /^DONE exit 0 after .*, attempt 2$/,
		lasts: [0, PATIENCE],
		runs: 2,
		retriesWithin: 3 + PATIENCE,
	},
	{
		...DONE,
		name: "hangs",
		command: "sleep 300",
		terms: () => ["TIMEOUT :: 3s"],
		place: "fail-q",
		status: /^FAIL timeout 3\.00 s: signal TERM after /,
		lasts: [3, 3 + PATIENCE],
	},
	{
		...DONE,
		name: "stubborn",
		command: "trap '' TERM; while :; do sleep 1; done",
		terms: () => ["TIMEOUT :: 2s", "GRACE :: 2s"],
		place: "fail-q",
		status: /^FAIL timeout 2\.00 s: signal KILL after /,
		lasts: [4, 4 + PATIENCE],
	},
	{
		...DONE,
		name: "beats",
		command: "for i in $(seq 12); do touch $UOW_FEEDBACK; sleep 0.5; done",
		terms: () => ["FEEDBACK :: 5s"],
		lasts: [5.9, 6 + PATIENCE],
	},
	{
		...DONE,
		name: "prints",
		command: "for i in $(seq 12); do echo $i; sleep 0.5; done",
		terms: () => ["FEEDBACK :: 5s", "FEEDBACK FROM :: output"],
		lasts: [5.9, 6 + PATIENCE],
	},
	{
		...DONE,
		name: "mute",
		command:
			"for i in $(seq 4); do touch $UOW_FEEDBACK; sleep 0.5; done; sleep 300",
		terms: () => ["FEEDBACK :: 3s"],
		place: "fail-q",
		status: /^FAIL no feedback for 3 s: signal TERM after /,
		lasts: [4.4, 5 + PATIENCE],
	},
];

/** A moment ten minutes after what the clock says now. */
export function releaseAt(hours: number): string {
	const at = Date.now() + hours * 3_600_000 + 600_000;
	return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}

/** How often a file that was accepted later got an earlier timestamp: it goes first, as its timestamp says. */
export function orderText(root: TestRoot): string {
	const stamps = (["done-q", "fail-q"] as const)
		.flatMap((place) => root.names(place).map((name) => root.text(place, name)))
		.map((text) => /^timestamp: (\d+)\S* .* id (\d+)$/m.exec(text ?? ""))
		.map((match) => ({ seconds: Number(match?.[1]), id: Number(match?.[2]) }))
		.sort((a, b) => a.id - b.id);
	const turned = stamps.filter(
		({ seconds }, i) => i > 0 && seconds < (stamps[i - 1]?.seconds ?? 0),
	);
	return `${turned.length} of ${stamps.length} were stamped earlier than the one accepted before them: the clock had been set back, and they go first`;
}
