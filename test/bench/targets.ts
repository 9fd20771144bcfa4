/** What the figures are held against. */

export interface Target {
	readonly what: string;
	readonly unit: "×" | "ms" | "s" | "MB" | "calls" | "files" | "a minute";
	readonly least: number;
	readonly aim: number;
	readonly better: "more" | "less";
}

const more = (what: string, least: number, aim: number): Target => ({
	what,
	unit: "×",
	least,
	aim,
	better: "more",
});

const less = (
	what: string,
	unit: Target["unit"],
	least: number,
	aim: number,
): Target => ({ what, unit, least, aim, better: "less" });

/** In the order in which they are printed; bash jobs where nothing else is said. */
export const TARGETS = {
	"drain 1 tsp": more("drain, 1 slot / tsp", 0.45, 0.7),
	"drain 4 tsp": more("drain, 4 slots / tsp", 0.45, 0.7),
	"drain 1 loop": more("drain, 1 slot / loop with tee", 1.2, 1.6),
	"durable 1": more("durable / no fsync, 1 slot", 0.8, 0.95),
	"durable 4": more("durable / no fsync, 4 slots", 0.8, 0.95),
	"fsync 4": less("fsync calls per job, 4 slots", "calls", 3, 1.75),
	"start p50": less("drop to start, p50 / tsp", "×", 2, 1.5),
	"start p95": less("drop to start, p95 / tsp", "×", 2.5, 1.7),
	output: more("jobs printing 100 KB / loop", 1, 1.2),
	"waiting drain": more("drain, 100,000 waiting / 1,000", 0.9, 1),
	"waiting drop": less("urgent drop, 100,000 waiting / 1,000", "×", 1.3, 1.1),
	"waiting memory": less("RSS more, 100,000 waiting / 1,000", "MB", 25, 15),
	"waiting start": less("start to first job, 100,000 waiting", "s", 0.5, 0.25),
	lag: less("event-loop lag p95, 4 slots", "ms", 10, 3),
	biglog: less("Monitor's part of the end, 100 MB log", "ms", 5, 0.5),
	"burst lost": less("burst of 40,000: lost", "files", 0, 0),
	"burst found": less("burst of 40,000: last one found", "s", 15, 1),
	"idle cpu": less("idle CPU a minute, 100,000 waiting", "ms", 15, 4),
	"idle wakeups": less("idle wake-ups, 100,000 waiting", "a minute", 24, 8),
	"submit shell": less("catq-add / nq", "×", 3, 2),
	"submit node": less("catq add / bare Node", "×", 1.25, 1.1),
} as const satisfies Readonly<Record<string, Target>>;

export type TargetName = keyof typeof TARGETS;
