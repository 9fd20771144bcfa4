/** How fast a full queue empties: from a gate's opening to the start of the last job. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { type Owner, owning } from "../helpers/owner.ts";
import { until } from "../helpers/until.ts";
import { compared, type Entrant, type Part, takeTurns } from "./part.ts";
import {
	folderOf,
	hasProgram,
	type Kind,
	type Opening,
	open,
	type Queue,
	type Work,
} from "./queues.ts";

export interface Load extends Opening {
	readonly jobs: number;
	readonly work: Work;
}

/** Jobs a second. `around` is told when the first and the last of them start. */
export async function drainRate(
	t: Owner,
	queue: Queue,
	{ slots, jobs, work }: Load,
	around: (moment: "begun" | "ended") => void = () => {},
): Promise<number> {
	const folder = folderOf(t);
	const gate = path.join(folder, "gate");
	const end = path.join(folder, "end");
	spawnSync("mkfifo", [gate]);
	const gates = Array.from({ length: slots }, (_, i) => ({
		shell: `: > ${folder}/at-gate-${i}; read x < ${gate}`,
	}));
	queue.put(gates);
	await until(
		"all slots taken",
		() => fs.readdirSync(folder).filter((name) => name.startsWith("at-gate")),
		(seen) => seen.length === slots,
	);
	queue.put([
		...Array.from({ length: jobs }, () => work),
		{ shell: `echo $EPOCHREALTIME > ${end}.new; mv ${end}.new ${end}` },
	]);
	await queue.waiting(jobs + 1);
	around("begun");
	const begun = Date.now() / 1000;
	fs.closeSync(fs.openSync(gate, "w"));
	await until("the last job", () => fs.existsSync(end), Boolean, 600);
	around("ended");
	return jobs / (Number(fs.readFileSync(end, "utf8")) - begun);
}

/** What a shell does without any queue: the pipeline that catq keeps its promises around. */
function loopRate(t: Owner, jobs: number, command: string): number {
	const folder = folderOf(t);
	const script = `for ((i = 0; i < ${jobs}; i++)); do bash -c '${command} 2>&1 | tee -a ${folder}/'$i >/dev/null; done`;
	const begun = performance.now();
	spawnSync("bash", ["-c", script]);
	return jobs / ((performance.now() - begun) / 1000);
}

export function entrantsOf(load: Load, kinds: readonly Kind[]): Entrant[] {
	const command = load.work.shell ?? load.work.program ?? "";
	const queues = kinds
		.filter((kind) => kind === "catq" || hasProgram(kind))
		.filter((kind) => kind !== "nq" || load.slots === 1)
		.map(
			(kind): Entrant => ({
				name: kind,
				measure: () =>
					owning(async (t) => [
						await drainRate(t, await open(t, kind, load), load),
					]),
			}),
		);
	if (load.slots > 1) return queues;
	const loop: Entrant = {
		name: "loop",
		measure: () => owning(async (t) => [loopRate(t, load.jobs, command)]),
	};
	return [...queues, loop];
}

const ALL: readonly Kind[] = ["catq", "tsp", "nq"];

export const drain: Part = {
	name: "drain",
	about: "no-op jobs a second, 1 and 4 slots, by bash and without a shell",
	async run({ rounds, small, say }) {
		const jobs = small ? 10 : 200;
		const works = [
			["bash -c /bin/true", { shell: "/bin/true" }],
			["/bin/true, no shell", { program: "/bin/true" }],
		] as const;
		for (const [what, work] of works)
			for (const slots of [1, 4]) {
				say(`${what}, ${slots} slots, ${jobs} jobs`);
				const samples = await takeTurns(
					entrantsOf({ slots, jobs, work }, ALL),
					rounds,
				);
				for (const line of compared("jobs/s", samples, ["tsp", "loop"]))
					say(line);
			}
	},
};

export const output: Part = {
	name: "output",
	about: "jobs a second that print 100 KB each, 1 slot",
	async run({ rounds, small, say }) {
		const jobs = small ? 5 : 100;
		await owning(async (t) => {
			const file = path.join(folderOf(t), "100k");
			fs.writeFileSync(file, `${"x".repeat(99)}\n`.repeat(1000));
			const work = { shell: `cat ${file}` };
			const samples = await takeTurns(
				entrantsOf({ slots: 1, jobs, work }, ALL),
				rounds,
			);
			for (const line of compared("jobs/s", samples, ["tsp", "loop"]))
				say(line);
		});
	},
};
