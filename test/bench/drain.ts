/** How fast a full queue empties: from a gate's opening to the start of the last job. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { type Owner, owning } from "../helpers/owner.ts";
import { until } from "../helpers/until.ts";
import { median } from "./figures.ts";
import {
	compared,
	type Entrant,
	each,
	type Part,
	ratios,
	type Samples,
	type Trial,
	takeTurns,
} from "./part.ts";
import { folderOf, type Queue, type Work } from "./queue.ts";
import { type Kind, NO_FSYNC, type Opening, open, present } from "./queues.ts";
import { usageOf } from "./scale.ts";

export interface Load extends Opening {
	readonly jobs: number;
	readonly work: Work;
}

/** Jobs a second. `around` is told, and waited for, when the first and the last of them start. */
export async function drainRate(
	t: Owner,
	queue: Queue,
	{ slots, jobs, work }: Load,
	around: (moment: "begun" | "ended") => unknown = () => {},
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
	await around("begun");
	const begun = Date.now() / 1000;
	fs.closeSync(fs.openSync(gate, "w"));
	await until("the last job", () => fs.existsSync(end), Boolean, 600);
	await around("ended");
	return jobs / (Number(fs.readFileSync(end, "utf8")) - begun);
}

/** What a turn of draining gives. */
export interface Drained {
	readonly rate: number;
	/** Milliseconds, user and system, of the Monitor or of the peer's server for each job. */
	readonly cpu: number;
}

async function drained(t: Owner, kind: Kind, load: Load): Promise<Drained> {
	const queue = await open(t, kind, load);
	const { pid } = queue;
	const marks: number[] = [];
	const rate = await drainRate(t, queue, load, () =>
		marks.push(pid === undefined ? Number.NaN : usageOf(pid).cpu),
	);
	const [begun = Number.NaN, ended = Number.NaN] = marks;
	return { rate, cpu: ((ended - begun) * 1000) / load.jobs };
}

/** What a shell does without any queue: the pipeline that catq keeps its promises around. */
function loopRate(t: Owner, jobs: number, command: string): number {
	const folder = folderOf(t);
	const script = `for ((i = 0; i < ${jobs}; i++)); do bash -c '${command} 2>&1 | tee -a ${folder}/'$i >/dev/null; done`;
	const begun = performance.now();
	// Where its input is a socket, as a pipe of Node is, bash reads its profile.
	spawnSync("bash", ["-c", script], { stdio: "ignore" });
	return jobs / ((performance.now() - begun) / 1000);
}

export function entrantsOf(
	load: Load,
	kinds: readonly Kind[],
): Entrant<Drained>[] {
	const command = load.work.shell ?? load.work.program ?? "";
	const queues = kinds
		.filter((kind) => kind !== "nq" || load.slots === 1)
		.map(
			(kind): Entrant<Drained> => ({
				name: kind,
				measure: () => owning((t) => drained(t, kind, load)),
			}),
		);
	if (load.slots > 1) return queues;
	const loop: Entrant<Drained> = {
		name: "loop",
		measure: () =>
			owning(async (t) => ({
				rate: loopRate(t, load.jobs, command),
				cpu: Number.NaN,
			})),
	};
	return [...queues, loop];
}

/** Says rates, their ratios and the CPU. */
async function compareDrains(
	load: Load,
	kinds: readonly Kind[],
	{ rounds, say }: Trial,
): Promise<Samples> {
	const turns = await takeTurns(entrantsOf(load, kinds), rounds);
	const rates = each(turns, ({ rate }) => rate);
	const cpu = each(turns, (turn) => turn.cpu);
	const references = ["tsp", "loop", NO_FSYNC];
	for (const line of compared("jobs/s", rates, references, [
		["CPU of Monitor or server, ms/job", cpu],
	]))
		say(line);
	return rates;
}

const SHELL: Work = { shell: "/bin/true" };
const WORKS = [
	["bash -c /bin/true", SHELL],
	["/bin/true, no shell", { program: "/bin/true" }],
] as const;

export const drain: Part = {
	name: "drain",
	about: "no-op jobs a second, 1 and 4 slots, by bash and without a shell",
	async run(trial) {
		const { small, say, found } = trial;
		const jobs = small ? 10 : 200;
		const kinds = present(["catq", NO_FSYNC, "tsp", "nq"], say);
		for (const [what, work] of WORKS)
			for (const slots of [1, 4] as const) {
				say(`${what}, slots: ${slots}, jobs: ${jobs}`);
				const rates = await compareDrains({ slots, jobs, work }, kinds, trial);
				if (work !== SHELL) continue;
				const ratio = (to: string) => median(ratios(rates, "catq", to));
				found(`drain ${slots} tsp`, ratio("tsp"));
				if (slots === 1) found("drain 1 loop", ratio("loop"));
				found(`durable ${slots}`, ratio(NO_FSYNC));
			}
	},
};

export const output: Part = {
	name: "output",
	about: "jobs a second that print 100 KB each, 1 slot",
	async run(trial) {
		const { small, say, found } = trial;
		const jobs = small ? 5 : 100;
		const kinds = present(["catq", "tsp", "nq"], say);
		await owning(async (t) => {
			const file = path.join(folderOf(t), "100k");
			fs.writeFileSync(file, `${"x".repeat(99)}\n`.repeat(1000));
			const load = { slots: 1, jobs, work: { shell: `cat ${file}` } };
			const rates = await compareDrains(load, kinds, trial);
			found("output", median(ratios(rates, "catq", "loop")));
		});
	},
};
