/** What it costs to have nothing to do: all at once, since who rests disturbs nobody. */
import fs from "node:fs";
import { startMonitor } from "../helpers/daemon.ts";
import { type Owner, owning } from "../helpers/owner.ts";
import { until } from "../helpers/until.ts";
import { short, table } from "./figures.ts";
import type { Part } from "./part.ts";
import { open, openCatq, present } from "./queues.ts";
import { makeLarge, memoryOf, pause, quiet, usageOf } from "./scale.ts";

interface Idler {
	readonly name: string;
	readonly pid: number;
}

/** Waiting ones of a paused Monitor: there is no other rest for them. */
async function monitor(
	t: Owner,
	[waiting, settled]: readonly [number, number],
): Promise<Idler> {
	const root = await makeLarge(t, { waiting, settled });
	if (waiting > 0) fs.writeFileSync(root.own("mode"), "paused\n");
	const { child } = await startMonitor(t, root, { seconds: 600 });
	const name = `catq, ${waiting} waiting, ${settled} settled`;
	return { name, pid: child.pid ?? 0 };
}

/** As many sleeping jobs as there are slots. */
async function running(t: Owner, slots: number): Promise<Idler> {
	const { root, pid = 0, put } = await openCatq(t, { slots });
	put(Array.from({ length: slots }, () => ({ shell: "sleep 600" })));
	const run = () => root.names("currently-executing").length;
	await until("all run", run, (seen) => seen === slots, 120);
	return { name: `catq, ${slots} running`, pid };
}

export const idle: Part = {
	name: "idle",
	about: "CPU and wake-ups a minute, memory, with nothing to do",
	async run({ small, say, found }) {
		const seconds = small ? 2 : 60;
		const many = small ? 100 : 100_000;
		await owning(async (t) => {
			const idlers: Idler[] = [];
			for (const scale of [
				[0, 0],
				[many, 0],
				[0, many],
			] as const)
				idlers.push(await monitor(t, scale));
			idlers.push(await running(t, small ? 2 : 50));
			for (const kind of present(["tsp"], say)) {
				const { pid } = await open(t, kind, { slots: 1 });
				if (pid !== undefined) idlers.push({ name: kind, pid });
			}
			for (const { pid } of idlers) await quiet(pid);
			// What the start has left in memory goes after a while: it is no part of the rest.
			await pause(small ? 1 : 90);
			const before = idlers.map(({ pid }) => usageOf(pid));
			await pause(seconds);
			const rows = idlers.map(({ name, pid }, i) => {
				const after = usageOf(pid);
				const minute = 60 / seconds;
				const cpu = (after.cpu - (before[i]?.cpu ?? 0)) * 1000 * minute;
				const wakeups = (after.wakeups - (before[i]?.wakeups ?? 0)) * minute;
				if (i === 1) {
					found("idle cpu", cpu);
					found("idle wakeups", wakeups);
				}
				return [name, ...[cpu, wakeups, memoryOf(pid)].map(short)];
			});
			const none = ["nq (no process)", "0", "0", "0"];
			const head = ["", "CPU, ms/min", "wake-ups/min", "RSS, MB"];
			for (const line of table(head, [...rows, none])) say(line);
		});
	},
};
