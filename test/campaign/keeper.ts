/** The keeper's own steps: it dies before each, alone or with its group, in the middle of its records, or is slow there. */
import { KEEPER } from "../../src/jobs/keeper.ts";
import { live } from "./arenas.ts";
import {
	changedBuild,
	KEEPER_VARIABLE,
	OTHER_KEEPER,
	removeBuild,
} from "./builds.ts";
import type { Fire, Order } from "./fire.ts";
import { newLife } from "./life.ts";
import type { Options, Outcome, Part } from "./part.ts";
import { type Random, randomOf } from "./random.ts";
import { comeToRest } from "./rest.ts";
import {
	type Build,
	each,
	endTrial,
	enoughOf,
	liveAsProcess,
	someOf,
} from "./trial.ts";

interface Point {
	readonly what: string;
	readonly keeper: string;
	/** False: it is only slow, and no job may be lost. */
	readonly harmed: boolean;
	readonly fire: Fire;
}

export const keeper: Part = {
	name: "keeper",
	about:
		"the keeper is killed or slow at each of its steps, its records are torn",
	run: async (options) => {
		const build = changedBuild([OTHER_KEEPER]);
		try {
			return await sweepKeeper(build, KEEPER, options);
		} finally {
			removeBuild(build);
		}
	},
};

/** Points of the short version. */
const SHORT = 5;
const ALONE = "/bin/sh -c 'kill -KILL $PPID'";
const GROUP = "kill -KILL 0";
/** Keeps the exit code of the line before. */
const slowly = (seconds: number) => `was=$?; sleep ${seconds}; (exit $was)`;

/** `text`: the keeper's, as it is or changed on purpose; the build takes it from the environment. */
export async function sweepKeeper(
	build: Build,
	text: string,
	options: Options,
): Promise<Outcome> {
	const random = randomOf(options.seed);
	const steps = stepsOf(text);
	const all = [...deaths(steps), ...tears(text), ...slow(steps, random)];
	const points = [
		untouched(text),
		...random.shuffled(options.short ? someOf(all, SHORT, random) : all),
	];
	const violations: string[] = [];
	const work = async (point: Point) => {
		const found = await tryPoint(build, point);
		violations.push(...found.map((what) => `${point.what}: ${what}`));
	};
	const done = await each(points, work, enoughOf(options, violations));
	return {
		points: done,
		violations,
		figures: [`${steps.length} steps of the keeper`],
	};
}

interface KeeperStep {
	readonly line: string;
	/** The keeper with another line before this one. */
	readonly after: (other: string) => string;
}

/** Lines before which another may stand: not inside the heredoc. */
function stepsOf(text: string): KeeperStep[] {
	const lines = text.split("\n");
	return lines.flatMap((line, i) => {
		if (i === 0 || line === "FIELDS" || line.startsWith("${stat")) return [];
		const after = (other: string) =>
			[...lines.slice(0, i), other, ...lines.slice(i)].join("\n");
		return [{ line: line.trim(), after }];
	});
}

/** Where nothing happens to it: what is wrong with its text alone is seen here. */
function untouched(keeper: string): Point {
	return {
		what: "untouched",
		keeper,
		harmed: false,
		fire: { kind: "none" },
	};
}

function deaths(steps: readonly KeeperStep[]): Point[] {
	return steps.flatMap(({ line, after }) =>
		[ALONE, GROUP].map((kill) => ({
			what: `${kill === ALONE ? "killed" : "its group killed"} before "${line}"`,
			keeper: after(kill),
			harmed: true,
			fire: { kind: "none" },
		})),
	);
}

/** Half of a record, and then nothing. */
function tears(text: string): Point[] {
	const records = text
		.split("\n")
		.filter((line) => /echo "(taken|exit|end) /.test(line));
	return records.map((line) => ({
		what: `torn in "${line.trim()}"`,
		keeper: text.replace(line, () =>
			line
				.replace(/echo "(\S+) .*?"/, "printf '$1 '")
				.replace(/( \|\| .*)?$/, `; ${GROUP}`),
		),
		harmed: true,
		fire: { kind: "none" },
	}));
}

/**
 * Slow before a step, while the Monitor is killed and the next one looks. Before
 * the fence that is to happen just after a launch, so that the next one launches
 * anew while the first keeper sleeps.
 */
function slow(steps: readonly KeeperStep[], random: Random): Point[] {
	const fence = steps.findIndex(({ line }) => line.includes(".fence"));
	return steps.flatMap(({ line, after }, i) => {
		const [tries, first, last, seconds] =
			i <= fence ? [4, 105, 145, 2] : [2, 100, 250, 1];
		return Array.from({ length: tries }, (): Point => {
			const at = first + random.below(last - first);
			const milliseconds = random.below(100);
			return {
				what: `slow before "${line}", the Monitor killed ${milliseconds} ms after operation ${at}`,
				keeper: after(slowly(seconds)),
				harmed: false,
				fire: { kind: "kill", at, when: "later", milliseconds },
			};
		});
	});
}

async function tryPoint(build: Build, point: Point): Promise<string[]> {
	const life = await newLife(point.harmed);
	const { root } = life.trial;
	const order = (fire: Fire): Order => ({ root, looks: false, fire });
	const env = { ...process.env, [KEEPER_VARIABLE]: point.keeper };
	await liveAsProcess(build, order(point.fire), env);
	const violations = await comeToRest(
		life.trial,
		life.expected,
		() => live(build, order({ kind: "none" })),
		[2],
	);
	endTrial(life.trial);
	return violations;
}
