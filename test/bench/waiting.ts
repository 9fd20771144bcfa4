/** Whether it matters how much lies there: the same measures with few and with many UOWs waiting or settled. */
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { CLI, killJobsOf, startMonitor } from "../helpers/daemon.ts";
import { type Owner, owning } from "../helpers/owner.ts";
import type { TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";
import { short, table } from "./figures.ts";
import type { Part } from "./part.ts";
import { folderOf, textOf } from "./queues.ts";
import { makeLarge, memoryOf, pause, usageOf } from "./scale.ts";

/** Jobs whose drain is measured. */
const JOBS = 200;
const DROPS = 20;

const at = async (file: string) => {
	await until(file, () => fs.existsSync(file), Boolean, 600);
	return Number(fs.readFileSync(file, "utf8"));
};
const writesTime = (file: string) =>
	`echo $EPOCHREALTIME > ${file}.new; mv ${file}.new ${file}`;

async function measure(waiting: number, settled: number): Promise<number[]> {
	return await owning(async (t) => {
		const folder = folderOf(t);
		const [first, last] = [`${folder}/first`, `${folder}/last`];
		const root = await makeLarge(t, {
			waiting,
			settled,
			commands: new Map([
				[1, writesTime(first)],
				[JOBS + 1, writesTime(last)],
			]),
		});
		const begun = Date.now() / 1000;
		const child = spawn(
			process.execPath,
			[CLI, "--root", root.root, "monitor"],
			{ stdio: "ignore" },
		);
		t.teardown(() => killJobsOf(root));
		t.teardown(() => void child.kill("SIGKILL"));
		const started = await at(first);
		const rate = JOBS / ((await at(last)) - started);
		const drop = await dropToStart(t, root);
		return [started - begun, rate, drop * 1000, memoryOf(child.pid ?? 0)];
	});
}

/** Seconds from a drop into priority-q, while wait-q drains, to its start. */
async function dropToStart(t: Owner, root: TestRoot): Promise<number> {
	const folder = folderOf(t);
	const seconds: number[] = [];
	for (let i = 0; i < DROPS; i += 1) {
		const file = path.join(folder, String(i));
		const begun = Date.now() / 1000;
		root.drop("priority-q", `now-${i}`, textOf({ shell: writesTime(file) }));
		seconds.push((await at(file)) - begun);
		await pause(0.1);
	}
	return seconds.sort((a, b) => a - b)[DROPS / 2] ?? Number.NaN;
}

export const waiting: Part = {
	name: "waiting",
	about: "the same with 1,000, 10,000 and 100,000 waiting, and 100,000 settled",
	async run({ small, say }) {
		const sizes = small
			? [[1000, 0]]
			: [
					[1000, 0],
					[10_000, 0],
					[100_000, 0],
					[1000, 100_000],
				];
		const rows: string[][] = [];
		for (const [many = 0, settled = 0] of sizes) {
			const figures = await measure(many, settled);
			rows.push([String(many), String(settled), ...figures.map(short)]);
			// Long before the others are known.
			say(`${many} waiting, ${settled} settled: measured`);
		}
		const head = [
			"waiting",
			"settled",
			"start to first job, s",
			"drain, jobs/s",
			"priority drop to start, ms",
			"RSS, MB",
		];
		for (const line of table(head, rows)) say(line);
	},
};

export const idle: Part = {
	name: "idle",
	about: "CPU and wake-ups a minute, memory, with nothing to do",
	async run({ small, say }) {
		const seconds = small ? 2 : 60;
		const rows: string[][] = [];
		for (const many of small ? [0] : [0, 100_000])
			rows.push(
				await owning(async (t) => {
					const root = await makeLarge(t, { waiting: many, settled: 0 });
					fs.writeFileSync(path.join(root.folder("run"), "mode"), "paused\n");
					const { child } = await startMonitor(t, root);
					await pause(small ? 1 : 30);
					const before = usageOf(child.pid ?? 0);
					await pause(seconds);
					const after = usageOf(child.pid ?? 0);
					const minute = 60 / seconds;
					return [
						String(many),
						short((after.cpu - before.cpu) * 1000 * minute),
						short((after.wakeups - before.wakeups) * minute),
						short(memoryOf(child.pid ?? 0)),
					];
				}),
			);
		const head = ["waiting", "CPU, ms/min", "wake-ups/min", "RSS, MB"];
		for (const line of table(head, rows)) say(line);
	},
};
