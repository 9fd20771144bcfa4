/** The keeper's own steps: it dies before each, alone or with its group, in the middle of its records, or is slow there. */
import { KEEPER } from "../../src/jobs/keeper.ts";
import {
	changedBuild,
	KEEPER_VARIABLE,
	OTHER_KEEPER,
	removeBuild,
} from "./builds.ts";
import type { Fire, Order } from "./fire.ts";
import { newLife } from "./life.ts";
import type { Options, Outcome, Part } from "./part.ts";
import { violationsOf } from "./promises.ts";
import { randomOf } from "./random.ts";
import { type Build, each, endTrial, live } from "./trial.ts";

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
			return await sweepKeeper(build, options);
		} finally {
			removeBuild(build);
		}
	},
};

const LINES = KEEPER.split("\n");
/** Lines before which another may stand: not inside the heredoc. */
const STEPS = LINES.flatMap((line, i) =>
	line.startsWith("${stat") || line === "FIELDS" || i === 0 ? [] : [i],
);
const ALONE = "/bin/sh -c 'kill -KILL $PPID'";
const GROUP = "kill -KILL 0";
/** Keeps the exit code of the line before. */
const SLOWLY = "was=$?; sleep 0.4; (exit $was)";

export async function sweepKeeper(
	build: Build,
	options: Options,
): Promise<Outcome> {
	const random = randomOf(options.seed);
	const all = [...deaths(), ...tears(), ...slow(random)];
	const step = options.short ? Math.ceil(all.length / 12) : 1;
	const first = random.below(step);
	const points = all.filter((_, i) => i % step === first);
	const violations: string[] = [];
	await each(points, async (point) => {
		const found = await tryPoint(build, point);
		violations.push(...found.map((text) => `${point.what}: ${text}`));
	});
	return {
		points: points.length,
		violations,
		figures: [`${STEPS.length} steps of the keeper`],
	};
}

function before(i: number, line: string): string {
	return [...LINES.slice(0, i), line, ...LINES.slice(i)].join("\n");
}

function deaths(): Point[] {
	return STEPS.flatMap((i) =>
		[ALONE, GROUP].map((kill) => ({
			what: `${kill === ALONE ? "killed" : "its group killed"} before "${LINES[i]}"`,
			keeper: before(i, kill),
			harmed: true,
			fire: { kind: "none" },
		})),
	);
}

/** Half of a record, and then nothing. */
function tears(): Point[] {
	const records = LINES.filter((line) => /echo "(taken|exit|end) /.test(line));
	return records.map((line) => ({
		what: `torn in "${line.trim()}"`,
		keeper: KEEPER.replace(line, () =>
			line
				.replace(/echo "(\S+) .*?"/, "printf '$1 '")
				.replace(/( \|\| .*)?$/, `; ${GROUP}`),
		),
		harmed: true,
		fire: { kind: "none" },
	}));
}

/** Slow before a step, while the Monitor is killed and the next one looks. */
function slow(random: ReturnType<typeof randomOf>): Point[] {
	return STEPS.flatMap((i) =>
		[1, 2].map((): Point => {
			const at = 100 + random.below(200);
			const milliseconds = random.below(100);
			return {
				what: `slow before "${LINES[i]}", the Monitor killed ${milliseconds} ms after operation ${at}`,
				keeper: before(i, SLOWLY),
				harmed: false,
				fire: { kind: "kill", at, when: "later", milliseconds },
			};
		}),
	);
}

async function tryPoint(build: Build, point: Point): Promise<string[]> {
	const life = await newLife(point.harmed);
	const { root } = life.trial;
	const order = (fire: Fire): Order => ({ root, looks: false, fire });
	const env = { ...process.env, [KEEPER_VARIABLE]: point.keeper };
	await live(build, order(point.fire), env);
	const violations: string[] = [];
	for (const restart of [1, 2]) {
		const ended = await live(build, order({ kind: "none" }));
		if (ended.code !== 0)
			violations.push(
				`restart ${restart}: ${ended.signal ?? ended.code}: ${ended.out.slice(-300)}`,
			);
	}
	violations.push(...violationsOf(life.trial, life.expected));
	endTrial(life.trial);
	return violations;
}
