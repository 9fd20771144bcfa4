/** How often the Monitor asks the disk to write now: counted by strace, so that no disk makes a difference. */
import fs from "node:fs";
import path from "node:path";
import { owning } from "../helpers/owner.ts";
import { drainRate } from "./drain.ts";
import { short, table } from "./figures.ts";
import type { Part } from "./part.ts";
import { folderOf, hasProgram } from "./queue.ts";
import { openCatq } from "./queues.ts";

/** While UOWs come in, and while they run. */
async function callsPerJob(slots: number, jobs: number): Promise<number[]> {
	return await owning(async (t) => {
		const log = path.join(folderOf(t), "calls");
		const count = () =>
			fs.readFileSync(log, "utf8").match(/sync(fs)?\(/g)?.length ?? 0;
		const before = [
			"strace",
			"-f",
			"--seccomp-bpf",
			"-e",
			"trace=fsync,fdatasync,syncfs,sync",
			"-o",
			log,
		];
		const queue = await openCatq(t, { slots, before });
		const marks: number[] = [count()];
		const load = { slots, jobs, work: { shell: "/bin/true" } };
		await drainRate(t, queue, load, () => marks.push(count()));
		// A kill would meet strace alone.
		queue.root.ask("SHUTDOWN");
		await queue.monitor.ended();
		const [start = 0, begun = 0, ended = 0] = marks;
		return [(begun - start) / jobs, (ended - begun) / jobs];
	});
}

export const fsync: Part = {
	name: "fsync",
	about: "fsync calls per job",
	async run({ small, say, found }) {
		if (!hasProgram("strace")) return say("SKIPPED there is no strace");
		const jobs = small ? 10 : 200;
		const rows: string[][] = [];
		for (const slots of [1, 4]) {
			const [accepted = 0, run = 0] = await callsPerJob(slots, jobs);
			if (slots === 4) found("fsync 4", run);
			rows.push([String(slots), short(accepted), short(run)]);
		}
		for (const line of table(["slots", "to accept it", "to run it"], rows))
			say(line);
	},
};
