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
const HELD_OPEN = `RANDOM=$5; exec 4>>"$2"; for ((n = 0; n < $4; n++)); do if ((n % 300 == 0)); then t=$EPOCHREALTIME; exec 3>>"$1"; echo "opened $(stat -Lc %i /dev/fd/3) $t" >&4; fi; t=$EPOCHREALTIME; echo "HOLD no-such-$3-$n-end" >&3; ${NOTE}; ${PAUSE}; done`;

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
	const monitor = new Killed(place.root, random, options.short ? 0.3 : 4);
	const begun = performance.now();
	let paused = 0;
	try {
		await monitor.started;
		for (let round = 0; round < rounds; round += 1) {
			await write(place, random, total / rounds, round);
			options.say(`${(total / rounds) * (round + 1)} requests written`);
			// Every other time all is answered and tidied before the next come.
			if (round % 2 === 1) paused += await rest(place, monitor);
		}
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

/** Waits until nothing but comments is left, in one file; returns the milliseconds. Quiet takes longer than a life may last. */
async function rest(place: Place, monitor: Killed): Promise<number> {
	const since = performance.now();
	monitor.isSpared = true;
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
	monitor.isSpared = false;
	return performance.now() - since;
}

/** The Monitor, killed at random and started again. */
class Killed {
	kills = 0;
	/** Not killed just now. */
	isSpared = false;
	readonly #root: string;
	readonly #random: Random;
	readonly #every: number;
	#child: ChildProcess | undefined;
	#isOver = false;
	readonly #loop: Promise<void>;
	#isStarted: () => void = () => {};
	/** Its first start. */
	readonly started = new Promise<void>((resolve) => {
		this.#isStarted = resolve;
	});

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
		this.#isStarted();
		await Promise.race([this.#span(), ended]);
		if (!this.#isOver && child.exitCode === null) this.kills += 1;
		child.kill("SIGKILL");
		await ended;
	}

	/** How long it may live. */
	async #span(): Promise<void> {
		await pause(this.#every * (0.2 + 1.6 * this.#random()));
		while (this.isSpared && !this.#isOver) await pause(0.05);
	}
}

function pause(seconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

interface Wrote {
	/** Microseconds. */
	readonly from: number;
	readonly to: number;
	/** Of the file that its writer held open, and since when. */
	readonly inode: string | undefined;
	readonly openSince: number;
}

interface Log {
	readonly wrote: ReadonlyMap<string, Wrote>;
	/** When an editor replaced a file that the Monitor had not seen: who holds it open writes to nobody. */
	readonly replaced: readonly { readonly inode: string; readonly at: number }[];
	readonly destroyed: ReadonlySet<string>;
	/** When an editor was destroying what it had not read. */
	readonly during: readonly (readonly [number, number])[];
}

function readLogs(place: Place): Log {
	const wrote = new Map<string, Wrote>();
	const replaced: { inode: string; at: number }[] = [];
	const destroyed = new Set<string>();
	const during: [number, number][] = [];
	const at = (text = "") => Number(text.replace(/[.,]/, ""));
	for (const file of fs.readdirSync(place.logs)) {
		let open: { inode: string | undefined; openSince: number } = {
			inode: undefined,
			openSince: 0,
		};
		for (const line of fs
			.readFileSync(path.join(place.logs, file), "utf8")
			.split("\n")) {
			const [kind, first = "", second, third] = line.split(" ");
			if (kind === "wrote")
				wrote.set(`HOLD no-such-${first}-end`, {
					from: at(second),
					to: at(third),
					...open,
				});
			else if (kind === "opened")
				open = { inode: first, openSince: at(second) };
			else if (kind === "replaced")
				replaced.push({ inode: first, at: at(second) });
			else if (kind === "destroyed") destroyed.add(line.slice(10));
			else if (kind === "during") during.push([at(first), at(second)]);
		}
	}
	return { wrote, replaced, destroyed, during };
}

/** Microseconds by which the clocks of two logs may differ. */
const SKEW = 1000;

/** Whether an editor destroyed it. */
function isExcused(log: Log, request: string, wrote: Wrote): boolean {
	return (
		log.destroyed.has(request) ||
		log.during.some(
			([begun, ended]) => wrote.from < ended + SKEW && wrote.to > begun - SKEW,
		) ||
		log.replaced.some(
			({ inode, at }) =>
				inode === wrote.inode &&
				wrote.openSince < at + SKEW &&
				wrote.to > at - SKEW,
		)
	);
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
	const log = readLogs(place);
	const { wrote, destroyed, during } = log;
	const { answers, interrupted, others } = readAnswers(place);
	const silent = [...wrote].filter(([request]) => !answers.has(request));
	const excused = silent.filter((entry) => isExcused(log, ...entry));
	const lost = silent.filter((entry) => !isExcused(log, ...entry));
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
			`${during.length} savings that destroyed what came meanwhile: ${destroyed.size} lines they saw standing there; ${excused.length} lines gone before the Monitor had read them`,
			`${log.replaced.length} of these savings replaced a file that no Monitor had seen`,
			`${others.length} notices about anything else`,
			...figures,
		],
	};
}
