/**
 * Log lines against STATUS changes: jobs print numbered lines while the STATUS
 * of their UOWs is changed without a pause, a person moves the files away, and
 * the Monitor is killed and started again. Every line must be there once, in
 * order, and the head must be the dropped one.
 */
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { STATUS_WIDTH } from "../../src/text/status-line.ts";
import { type Daemon, startMonitor } from "../helpers/daemon.ts";
import { type Owner, owning } from "../helpers/owner.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";
import type { Options, Outcome, Part } from "./part.ts";
import { type Random, randomOf } from "./random.ts";

const CHANGER = fileURLToPath(
	new URL("../fixtures/status-changer.js", import.meta.url),
);
const SLOTS = 4;

/** Two lines of three to stdout, one to stderr; short rests leave room for changes. */
const SCRIPT = `COMMAND ::
    for ((i = 1; i <= LINES_WANTED; i++)); do
        if ((i % 3 == 0)); then echo "$UOW_NAME line $i" >&2; else echo "$UOW_NAME line $i"; fi
        if ((i % 500 == 0)); then sleep 0.02; fi
    done`;

export const logs: Part = {
	name: "logs",
	about: "log lines while STATUS changes, files are moved, the Monitor dies",
	run: (options) => owning((owner) => run(owner, options)),
};

async function run(owner: Owner, options: Options): Promise<Outcome> {
	const jobs = options.short ? 8 : 40;
	const lines = options.short ? 2_500 : 25_000;
	const root = await makeRoot(owner, `slots :: ${SLOTS}\nsleep seconds :: 1\n`);
	const names = Array.from({ length: jobs }, (_, i) => `talker${i + 1}`);
	const header = `INFO 1 :: grüße ${"x".repeat(300)}\n${SCRIPT.replace("LINES_WANTED", String(lines))}`;
	for (const name of names)
		root.drop(
			"wait-q",
			name,
			`==== UNIT OF WORK\n${header}\n\n==== STATUS\n\n==== JOB LOG\n`,
		);
	const changer = startChanger(owner, root);
	const disturbed = await disturb(owner, root, names, options);
	const changes = await changer();
	return {
		points: jobs * lines,
		violations: [
			...names.flatMap((name) => complaints(root, name, header, lines)),
			...(changes < jobs ? [`STATUS was changed only ${changes} times`] : []),
		],
		figures: [
			`${jobs * lines} lines of ${jobs} jobs, ${SLOTS} at a time`,
			`${changes} changes of STATUS, ${disturbed.moves} files moved away, ${disturbed.kills} Monitors killed`,
		],
	};
}

/** Returns how to end it and learn how often it changed a STATUS. */
function startChanger(owner: Owner, root: TestRoot): () => Promise<number> {
	const child = spawn(process.execPath, [CHANGER, root.root], {
		stdio: ["pipe", "pipe", "inherit"],
	});
	let out = "";
	child.stdout.on("data", (data) => (out += data));
	owner.teardown(() => void child.kill("SIGKILL"));
	return async () => {
		child.stdin.end();
		return Number(await until("the changer's count", () => out.trim()));
	};
}

/** Kills Monitors and moves files until every job has ended. */
async function disturb(
	owner: Owner,
	root: TestRoot,
	names: readonly string[],
	{ seed, say }: Options,
): Promise<{ moves: number; kills: number }> {
	const random = randomOf(seed);
	const done = { moves: 0, kills: 0 };
	let monitor: Daemon = await startMonitor(owner, root);
	const end = performance.now() + 300_000;
	for (let told = 0; performance.now() < end; ) {
		const ended = root.names("done-q").length;
		if (ended + root.names("error-q").length >= names.length) break;
		if (ended >= told + 10) {
			told = ended;
			say(`${ended} of ${names.length} jobs have ended`);
		}
		await pause(random.below(60));
		if (random.below(8) === 0) {
			await monitor.end("SIGKILL");
			await pause(random.below(300));
			monitor = await startMonitor(owner, root);
			done.kills += 1;
		} else if (moveAway(root, random, done.moves)) done.moves += 1;
	}
	await until(
		"the records are gone",
		() =>
			!fs.readdirSync(root.folder("run")).some((one) => /ticket$/.test(one)),
	);
	await monitor.end("SIGKILL");
	return done;
}

/** As a person would, who has the folders confused: only what has begun to talk. */
function moveAway(root: TestRoot, random: Random, count: number): boolean {
	const name = random.pick([...root.names("currently-executing"), ""]);
	if (name === "" || !root.log("currently-executing", name)) return false;
	const to = random.pick(["wait-q", "priority-q"] as const);
	try {
		fs.renameSync(
			path.join(root.folder("currently-executing"), name),
			path.join(root.folder(to), `moved${count}`),
		);
		return true;
	} catch {
		return false;
	}
}

function complaints(
	root: TestRoot,
	name: string,
	header: string,
	lines: number,
): string[] {
	const text = root.text("done-q", name);
	if (text === undefined) return [`${name} is not in done-q`];
	const [head = "", log = ""] = split(text, "\n==== JOB LOG\n");
	const shape = new RegExp(
		`^timestamp: \\d+(-\\d+)? enqueued \\S+ id \\d+\n\n==== UNIT OF WORK\n([\\s\\S]*)\n\n==== STATUS\n[^\n]{${STATUS_WIDTH}}\n$`,
	);
	const kept = shape.exec(head)?.[2];
	const wanted = Buffer.from(header).toString("latin1");
	return [
		...(kept === wanted ? [] : [`${name}: the head was changed`]),
		...logComplaint(name, log, lines),
	];
}

function logComplaint(name: string, log: string, lines: number): string[] {
	const found = log.split("\n");
	const last = found.pop();
	const wrong = found.findIndex((line, i) => line !== `${name} line ${i + 1}`);
	if (wrong < 0 && found.length === lines && last === "") return [];
	return [
		`${name}: ${found.length} lines of ${lines}, the first wrong one is ${wrong + 1}: ${found[wrong] ?? last}`,
	];
}

function split(text: string, at: string): [string, string] {
	const place = text.indexOf(at);
	return [text.slice(0, place), text.slice(place + at.length)];
}
