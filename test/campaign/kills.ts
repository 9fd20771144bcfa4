/** The kill sweep: the Monitor dies at every one of its file operations, in every way, and is started again. */
import { live } from "./arenas.ts";
import type { Fire, Order } from "./fire.ts";
import { newLife } from "./life.ts";
import type { Options, Outcome, Part } from "./part.ts";
import { violationsOf } from "./promises.ts";
import { randomOf } from "./random.ts";
import { comeToRest } from "./rest.ts";
import {
	type Build,
	each,
	endTrial,
	enoughOf,
	liveAsProcess,
	PRESENT,
	someOf,
} from "./trial.ts";

type When = Extract<Fire, { kind: "kill" }>["when"];
export type Kill = Extract<Fire, { kind: "kill" }>;

/** Points of the short version. */
const SHORT = 8;
const WAYS: readonly When[] = ["before", "after", "torn", "later", "both"];

export const kills: Part = {
	name: "kills",
	about: "the Monitor is killed at every file operation, in five ways",
	run: (options) => sweep(PRESENT, options),
};

/** Every point, or with `short` a few of each way. */
export async function sweep(
	build: Build,
	options: Options,
	only: (kill: Kill) => boolean = () => true,
): Promise<Outcome> {
	const operations = await operationsOf(build);
	const random = randomOf(options.seed);
	const all = WAYS.flatMap((when) =>
		operations.flatMap((name, i): Kill[] => {
			if (when === "torn" && name !== "write") return [];
			const milliseconds = random.below(60);
			return [{ kind: "kill", at: i + 1, when, milliseconds }];
		}),
	).filter(only);
	const points = random.shuffled(
		options.short ? someOf(all, SHORT, random) : all,
	);
	const violations: string[] = [];
	const fired = new Map<When, number>();
	const work = async (kill: Kill) => {
		const result = await killOnce(build, kill);
		if (result.fired) fired.set(kill.when, (fired.get(kill.when) ?? 0) + 1);
		violations.push(...result.violations);
	};
	const done = await each(points, work, enoughOf(options, violations));
	return {
		points: done,
		violations,
		figures: [
			`${operations.length} operations in a life; of ${done} kills fired: ${[...fired].map(([when, count]) => `${count} ${when}`).join(", ")}; the others came after the end of a shorter life`,
		],
	};
}

/** The names of the changes in a life that meets nothing. */
async function operationsOf(build: Build): Promise<readonly string[]> {
	const life = await newLife(false);
	const { root } = life.trial;
	const ended = await live(build, {
		root,
		looks: false,
		fire: { kind: "none" },
	});
	const bad = violationsOf(life.trial, life.expected);
	if (ended.report === undefined || bad.length > 0)
		throw new Error(`a life without a kill: ${bad.join("; ")}\n${ended.out}`);
	endTrial(life.trial);
	return ended.report.operations;
}

async function killOnce(
	build: Build,
	kill: Kill,
): Promise<{ fired: boolean; violations: string[] }> {
	const life = await newLife(kill.when === "both");
	const { root } = life.trial;
	const order = (fire: Fire): Order => ({ root, looks: false, fire });
	const died = await liveAsProcess(build, order(kill));
	const violations = await comeToRest(life.trial, life.expected, () =>
		live(build, order({ kind: "none" })),
	);
	endTrial(life.trial);
	return {
		fired: died.signal === "SIGKILL",
		violations: violations.map(
			(text) => `killed ${JSON.stringify(kill)}: ${text}`,
		),
	};
}
