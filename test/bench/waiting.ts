/** Whether it matters how much lies there: the same measures with few and with many UOWs waiting or settled, in turns. */
import { owning } from "../helpers/owner.ts";
import { Contest, type Turn } from "./contest.ts";
import { median, short, spread, table } from "./figures.ts";
import {
	each,
	type Part,
	ratios,
	type Samples,
	type Trial,
	takeTurns,
} from "./part.ts";
import { INTO_CATQ } from "./submit.ts";

type Turns = ReadonlyMap<string, readonly Turn[]>;

function figuresOf(turns: Turns): ReadonlyMap<string, Samples> {
	const submits = INTO_CATQ.map(
		(way) =>
			[
				`${way}, ms`,
				each(turns, (turn) => median(turn.submits.get(way) ?? [])),
			] as const,
	);
	return new Map([
		["start to first job, s", each(turns, ({ start }) => start)],
		["drain, jobs/s", each(turns, ({ rate }) => rate)],
		["urgent drop to start, ms", each(turns, ({ drops }) => median(drops))],
		["RSS, MB", each(turns, ({ memory }) => memory)],
		...submits,
	]);
}

function report(turns: Turns, [few, many]: readonly string[], trial: Trial) {
	const figures = figuresOf(turns);
	const rows = [...figures].flatMap(([what, samples]) => [
		[what, ...[...samples.values()].map(spread)],
		[
			`× ${few}`,
			...[...samples.keys()].map((name) =>
				short(median(ratios(samples, name, few ?? ""))),
			),
		],
	]);
	const head = ["waiting + settled", ...turns.keys()];
	for (const line of table(head, rows)) trial.say(line);
	const of = (what: string) => figures.get(what) ?? new Map();
	const middle = (what: string, name = "") => median(of(what).get(name) ?? []);
	const ratio = (what: string) =>
		median(ratios(of(what), many ?? "", few ?? ""));
	trial.found("waiting start", middle("start to first job, s", many));
	trial.found("waiting drain", ratio("drain, jobs/s"));
	trial.found("waiting drop", ratio("urgent drop to start, ms"));
	trial.found(
		"waiting memory",
		middle("RSS, MB", many) - middle("RSS, MB", few),
	);
}

export const waiting: Part = {
	name: "waiting",
	about: "the same with 1,000, 10,000 and 100,000 waiting, and 100,000 settled",
	async run(trial) {
		const [few, many] = trial.small ? [100, 300] : [1000, 100_000];
		const sizes = trial.small
			? { every: 10, drops: 2, submits: 1 }
			: { every: 100, drops: 12, submits: 3 };
		const scales: (readonly [number, number])[] = [
			[few, 0],
			...(trial.small ? [] : [[10_000, 0] as const]),
			[many, 0],
			[few, many],
		];
		await owning(async (t) => {
			const entrants = [];
			for (const scale of scales) {
				const contest = await Contest.make(t, scale, sizes);
				const measure = () => owning((turn) => contest.turn(turn));
				entrants.push({ name: scale.join(" + "), measure });
			}
			const turns = await takeTurns(entrants, trial.rounds);
			report(turns, [`${few} + 0`, `${many} + 0`], trial);
		});
	},
};
