/**
 * Requests under three kinds of writers at once, while the Monitor is killed now
 * and then: each is answered exactly once, but for lines that an editor's own
 * saving destroyed before the Monitor could read them.
 */
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createRoot } from "../../src/spool/create.ts";
import { until } from "../helpers/until.ts";
import type { Options, Outcome, Part } from "./part.ts";
import { type Random, randomOf } from "./random.ts";

const CLI = fileURLToPath(new URL("../../src/cli.js", import.meta.url));
const EDITOR = fileURLToPath(
	new URL("../fixtures/request-editor.js", import.meta.url),
);

const PAUSE = 'if ((RANDOM % 40 == 0)); then sleep "0.00$((RANDOM % 10))"; fi';
const NOTE = 'echo "wrote $3-$n $t $EPOCHREALTIME" >&4';
/** READS LOG NAME COUNT SEED; bash says the time as SECONDS.MICROSECONDS. */
const ECHO = `RANDOM=$5; for ((n = 0; n < $4; n++)); do t=$EPOCHREALTIME; echo "HOLD no-such-$3-$n-end" >>"$1"; ${NOTE}; ${PAUSE}; done 4>>"$2"`;
const HELD_OPEN = `RANDOM=$5; exec 4>>"$2"; for ((n = 0; n < $4; n++)); do if ((n % 300 == 0)); then exec 3>>"$1"; fi; t=$EPOCHREALTIME; echo "HOLD no-such-$3-$n-end" >&3; ${NOTE}; ${PAUSE}; done`;

interface Place {
	readonly root: string;
	readonly reads: string;
	readonly logs: string;
	readonly lock: string;
}

/** A writer's share of all requests. */
interface Kind {
	readonly name: string;
	readonly share: number;
	readonly start: (place: Place, args: readonly string[]) => ChildProcess;
}

const bash = (script: string) => (place: Place, args: readonly string[]) =>
	spawn("bash", ["-c", script, "writer", place.reads, ...args], {
		stdio: ["ignore", "ignore", "inherit"],
	});
const editor = (how: string) => (place: Place, args: readonly string[]) =>
	spawn(process.execPath, [EDITOR, place.reads, ...args, how, place.lock], {
		stdio: ["ignore", "ignore", "inherit"],
	});

const KINDS: readonly Kind[] = [
	{ name: "echo-a", share: 0.2, start: bash(ECHO) },
	{ name: "echo-b", share: 0.2, start: bash(ECHO) },
	{ name: "open-a", share: 0.2, start: bash(HELD_OPEN) },
	{ name: "open-b", share: 0.2, start: bash(HELD_OPEN) },
	{ name: "rename-a", share: 0.08, start: editor("rename") },
	{ name: "rename-b", share: 0.04, start: editor("rename") },
	{ name: "in-place-a", share: 0.05, start: editor("in-place") },
	{ name: "in-place-b", share: 0.03, start: editor("in-place") },
];

export const requests: Part = {
	name: "requests",
	about: "three kinds of writers, the Monitor killed now and then",
	run: async (options) => {
		const base = fs.mkdtempSync(path.join(os.tmpdir(), "catq-requests-"));
		try {
			return await campaign(base, options);
		} finally {
			fs.rmSync(base, { recursive: true, force: true });
		}
	},
};

async function campaign(base: string, options: Options): Promise<Outcome> {
	const place = await makePlace(base);
	const random = randomOf(options.seed);
	const total = options.short ? 600 : 100_000;
	const rounds = options.short ? 2 : 20;
	const monitor = new Killed(place.root, random, options.short ? 0.6 : 4);
	const begun = performance.now();
	let paused = 0;
	try {
		for (let round = 0; round < rounds; round += 1) {
			await write(place, random, total / rounds, round);
			options.say(`${(total / rounds) * (round + 1)} requests written`);
			// Every other time all is answered and tidied before the next come.
			if (round % 2 === 1) {
				const since = performance.now();
				await rest(place);
				paused += performance.now() - since;
			}
		}
		await rest(place);
	} finally {
		await monitor.stop();
	}
	const seconds = (performance.now() - begun) / 1000;
	return judge(place, total, [
		`${monitor.kills} kills of the Monitor, ${seconds.toFixed(0)} s, ${(total / seconds).toFixed(0)} requests/s over all, ${(total / (seconds - paused / 1000)).toFixed(0)} without waiting for quiet`,
	]);
}

async function makePlace(base: string): Promise<Place> {
	const root = path.join(base, "root");
	await createRoot(root);
	fs.writeFileSync(
		path.join(root, "monitor.config.txt"),
		"says size :: 4M\nsays keep :: 100\n",
		{ mode: 0o640 },
	);
	const logs = path.join(base, "logs");
	fs.mkdirSync(logs);
	const reads = path.join(root, "monitor_reads");
	return { root, reads, logs, lock: path.join(base, "editing") };
}

async function write(
	place: Place,
	random: Random,
	count: number,
	round: number,
): Promise<void> {
	const writers = KINDS.map((kind) => {
		const name = `${kind.name}-${round}`;
		const share = Math.round(kind.share * count);
		return kind.start(place, [
			path.join(place.logs, name),
			name,
			String(share),
			String(random.below(30_000)),
		]);
	});
	const codes = await Promise.all(
		writers.map(
			(child) => new Promise((resolve) => child.on("close", resolve)),
		),
	);
	if (codes.some((code) => code !== 0))
		throw new Error(`writers ended with ${codes.join(" ")}`);
}

/** Waits until nothing but comments is left, in one file. */
async function rest(place: Place): Promise<void> {
	await until(
		"all answered and tidied",
		() => [
			/^HOLD.*/m.exec(
				fs.existsSync(place.reads) ? fs.readFileSync(place.reads, "utf8") : "",
			)?.[0],
			...fs
				.readdirSync(path.join(place.root, "run"))
				.filter((name) => name.startsWith("reads-")),
		],
		(seen) => seen[0] === undefined && seen.length === 2,
		300,
	);
}

/** The Monitor, killed at random and started again. */
class Killed {
	kills = 0;
	readonly #root: string;
	readonly #random: Random;
	readonly #every: number;
	#child: ChildProcess | undefined;
	#isOver = false;
	readonly #loop: Promise<void>;

	constructor(root: string, random: Random, every: number) {
		this.#root = root;
		this.#random = randomOf(random.below(2 ** 31));
		this.#every = every;
		this.#loop = this.#run();
	}

	async stop(): Promise<void> {
		this.#isOver = true;
		this.#child?.kill("SIGKILL");
		await this.#loop;
	}

	async #run(): Promise<void> {
		while (!this.#isOver) {
			await this.#live();
			await pause(this.#random() * 0.3);
		}
	}

	/** One life: from its start to a kill. */
	async #live(): Promise<void> {
		const child = spawn(
			process.execPath,
			[CLI, "--root", this.#root, "monitor"],
			{ stdio: ["ignore", "pipe", "inherit"] },
		);
		this.#child = child;
		const ended = new Promise<void>((resolve) =>
			child.on("close", () => resolve()),
		);
		await Promise.race([
			new Promise((resolve) => child.stdout.once("data", resolve)),
			ended,
		]);
		child.stdout.resume();
		await Promise.race([
			pause(this.#every * (0.2 + 1.6 * this.#random())),
			ended,
		]);
		if (!this.#isOver && child.exitCode === null) this.kills += 1;
		child.kill("SIGKILL");
		await ended;
	}
}

function pause(seconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

interface Log {
	/** Each request, and from when to when it was being written, in microseconds. */
	readonly wrote: ReadonlyMap<string, readonly [number, number]>;
	readonly destroyed: ReadonlySet<string>;
	/** When an editor was destroying what it had not read. */
	readonly during: readonly (readonly [number, number])[];
}

function readLogs(place: Place): Log {
	const wrote = new Map<string, [number, number]>();
	const destroyed = new Set<string>();
	const during: [number, number][] = [];
	const at = (text = "") => Number(text.replace(/[.,]/, ""));
	for (const file of fs.readdirSync(place.logs))
		for (const line of fs
			.readFileSync(path.join(place.logs, file), "utf8")
			.split("\n")) {
			const [kind, first, second, third] = line.split(" ");
			if (kind === "wrote" && first !== undefined)
				wrote.set(`HOLD no-such-${first}-end`, [at(second), at(third)]);
			else if (kind === "destroyed") destroyed.add(line.slice(10));
			else if (kind === "during") during.push([at(first), at(second)]);
		}
	return { wrote, destroyed, during };
}

/** How often each request was answered, and how many of them as interrupted. */
function readAnswers(place: Place): {
	answers: ReadonlyMap<string, number>;
	interrupted: number;
	others: readonly string[];
} {
	const answers = new Map<string, number>();
	const others: string[] = [];
	let interrupted = 0;
	for (const file of fs.readdirSync(place.root))
		if (file.startsWith("monitor_says"))
			for (const [, request = "", text = ""] of fs
				.readFileSync(path.join(place.root, file), "utf8")
				.matchAll(/^\S+Z (.+?): (.*)$/gm)) {
				if (!/^HOLD no-such-\S+-end$/.test(request)) others.push(request);
				answers.set(request, (answers.get(request) ?? 0) + 1);
				if (text.includes("stopped while it acted")) interrupted += 1;
			}
	return { answers, interrupted, others };
}

function judge(
	place: Place,
	total: number,
	figures: readonly string[],
): Outcome {
	const { wrote, destroyed, during } = readLogs(place);
	const { answers, interrupted, others } = readAnswers(place);
	const isExcused = (request: string, [from, to]: readonly [number, number]) =>
		destroyed.has(request) ||
		// A millisecond more: the two clocks of the logs are not read the same way.
		during.some(([begun, ended]) => from < ended + 1000 && to > begun - 1000);
	const silent = [...wrote].filter(([request]) => !answers.has(request));
	const excused = silent.filter((entry) => isExcused(...entry));
	const lost = silent.filter((entry) => !isExcused(...entry));
	const doubled = [...answers].filter(
		([request, count]) => wrote.has(request) && count > 1,
	);
	const wrong =
		wrote.size === total ? [] : [`${wrote.size} of ${total} written`];
	return {
		points: wrote.size,
		violations: [
			...wrong,
			...lost.map(([request]) => `lost: ${request}`),
			...doubled.map(([request, count]) => `${count} times: ${request}`),
		],
		figures: [
			`requests lost or doubled, three kinds of writer: ${lost.length + doubled.length} of ${wrote.size}`,
			`${[...answers.keys()].filter((one) => wrote.has(one)).length} answered, ${interrupted} of them as interrupted by a kill`,
			`${during.length} savings that destroyed what came meanwhile: ${destroyed.size} lines, ${excused.length} of them before the Monitor had read them`,
			`${others.length} notices about anything else`,
			...figures,
		],
	};
}
