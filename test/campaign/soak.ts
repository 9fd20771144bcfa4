/** The soak: many kills in a row, at any moment and in any way, with jobs of all kinds and a person at work beside. */
import { live } from "./arenas.ts";
import type { Fire, Order } from "./fire.ts";
import type { Options, Outcome, Part } from "./part.ts";
import { Person } from "./person.ts";
import { type Random, randomOf } from "./random.ts";
import { comeToRest } from "./rest.ts";
import {
	type Build,
	each,
	endTrial,
	enoughOf,
	liveAsProcess,
	newTrial,
	PRESENT,
} from "./trial.ts";

const KILLS = { full: 10_000, short: 500 };
/** One of so many lives is a process of its own, and its kill a SIGKILL; the others die in an arena. */
const REAL = { full: 10, short: 40 };
const CONFIG = "slots :: 3\nsettle seconds :: 0\n";

export const soak: Part = {
	name: "soak",
	about: "random kills in a row, with jobs of all kinds and a person at work",
	run: (options) =>
		soakBuild(PRESENT, options, options.short ? KILLS.short : KILLS.full),
};

export async function soakBuild(
	build: Build,
	options: Options,
	wanted: number,
): Promise<Outcome> {
	const { seed, say } = options;
	const violations: string[] = [];
	const isEnough = enoughOf({ enough: options.enough ?? 20 }, violations);
	const begun = performance.now();
	const real = options.short ? REAL.short : REAL.full;
	let kills = 0;
	let rounds = 0;
	let spoken = 0;
	const worker = async () => {
		while (kills < wanted && !isEnough()) {
			rounds += 1;
			const round = seed * 1_000_000 + rounds;
			const result = await play(build, real, randomOf(round));
			kills += result.kills;
			violations.push(
				...result.violations.map((text) => `round ${round}: ${text}`),
			);
			if (kills - spoken < 1000) continue;
			spoken = kills;
			say(
				`${kills} kills in ${rounds} rounds, ${violations.length} violations`,
			);
		}
	};
	await each([1, 2, 3], worker);
	const rate = kills / ((performance.now() - begun) / 1000);
	return {
		points: kills,
		violations,
		figures: [`${kills} kills in ${rounds} rounds, ${rate.toFixed(1)} kills/s`],
	};
}

/** One root: kills with a person at work, then to the end twice. */
async function play(
	build: Build,
	real: number,
	random: Random,
): Promise<{ kills: number; violations: string[] }> {
	const trial = await newTrial(CONFIG);
	const person = new Person(trial, random);
	for (let i = 0; i < 4; i += 1) person.drop();
	const order = (fire: Fire): Order => ({
		root: trial.root,
		looks: false,
		fire,
	});
	const harmed = random.below(3) === 0;
	let kills = 0;
	for (let left = 10 + random.below(20); left > 0; left -= 1) {
		const moments = random.below(3) === 0 ? [random.below(300)] : [];
		// What is dropped and asked in the middle of a life.
		const timers = moments.map((ms) => setTimeout(() => person.act(false), ms));
		const die = random.below(real) === 0 ? liveAsProcess : live;
		const ended = await die(build, order(killOf(random, harmed)));
		for (const timer of timers) clearTimeout(timer);
		if (ended.signal === "SIGKILL") kills += 1;
		if (random.below(2) === 0) person.act(true);
	}
	const violations = await comeToRest(trial, person.expectations(harmed), () =>
		live(build, order({ kind: "none" })),
	);
	endTrial(trial);
	return { kills, violations };
}

function killOf(random: Random, harmed: boolean): Fire {
	const ways = ["before", "after", "torn", "later"] as const;
	return {
		kind: "kill",
		// Mostly early: what an earlier kill left is taken up there.
		at: 1 + random.below(random.pick([15, 30, 60, 150])),
		when: harmed && random.below(3) === 0 ? "both" : random.pick(ways),
		milliseconds: random.below(100),
	};
}
