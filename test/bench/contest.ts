/** One of the roots that are compared by how much lies in them. */
import fs from "node:fs";
import path from "node:path";
import { startMonitor } from "../helpers/daemon.ts";
import type { Owner } from "../helpers/owner.ts";
import type { TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";
import type { Samples } from "./part.ts";
import { folderOf, textOf } from "./queue.ts";
import {
	type CommandOf,
	commandOfFirst,
	fill,
	makeLarge,
	memoryOf,
	pause,
	quiet,
} from "./scale.ts";
import { INTO_CATQ, submitting } from "./submit.ts";

/** What one turn on one root gives. */
export interface Turn {
	readonly start: number;
	readonly rate: number;
	readonly drops: readonly number[];
	readonly memory: number;
	readonly submits: Samples;
}

export interface Sizes {
	/** Each so-manieth UOW that waits tells when it starts. */
	readonly every: number;
	readonly drops: number;
	readonly submits: number;
}

const writesTime = (file: string) =>
	`echo $EPOCHREALTIME > ${file}.new; mv ${file}.new ${file}`;

async function timeIn(file: string): Promise<number> {
	await until(file, () => fs.existsSync(file), Boolean, 600);
	return Number(fs.readFileSync(file, "utf8"));
}

/** A root that lives for the whole part, and a Monitor for each turn. */
export class Contest {
	readonly #root: TestRoot;
	readonly #waiting: number;
	readonly #sizes: Sizes;
	readonly #folder: string;

	private constructor(
		root: TestRoot,
		waiting: number,
		sizes: Sizes,
		folder: string,
	) {
		this.#root = root;
		this.#waiting = waiting;
		this.#sizes = sizes;
		this.#folder = folder;
	}

	static async make(
		t: Owner,
		[waiting, settled]: readonly [number, number],
		sizes: Sizes,
	): Promise<Contest> {
		const folder = folderOf(t);
		const command = commandIn(folder, sizes);
		const root = await makeLarge(t, { waiting, settled, command });
		return new Contest(root, waiting, sizes, folder);
	}

	async turn(t: Owner): Promise<Turn> {
		const [root, sizes] = [this.#root, this.#sizes];
		fill(root, this.#waiting, commandIn(this.#folder, sizes));
		const first = path.join(folderOf(t), "first");
		commandOfFirst(root, writesTime(first));
		fs.rmSync(root.own("mode"), { force: true });
		const begun = Date.now() / 1000;
		const monitor = await startMonitor(t, root, { seconds: 600 });
		const start = (await timeIn(first)) - begun;
		const pid = monitor.child.pid ?? 0;
		root.ask("PAUSE");
		await quiet(pid);
		root.ask("RESUME");
		const rate = await this.#drain();
		const drops = await this.#drops(t);
		root.ask("PAUSE");
		await quiet(pid);
		const memory = memoryOf(pid);
		const submits = await submitting(t, root.root, INTO_CATQ, sizes.submits);
		await monitor.end();
		return { start, rate, drops, memory, submits };
	}

	/** From the first UOW that tells its start to the second one after it. */
	async #drain(): Promise<number> {
		const marks = () =>
			fs.readdirSync(this.#folder).filter((name) => /^mark-\d+$/.test(name));
		for (const name of marks()) fs.rmSync(path.join(this.#folder, name));
		const seen = await until("marks", marks, ({ length }) => length >= 3, 600);
		const times = seen
			.map((name) => Number(fs.readFileSync(path.join(this.#folder, name))))
			.sort((a, b) => a - b);
		const [begun = Number.NaN, , ended = Number.NaN] = times;
		return (2 * this.#sizes.every) / (ended - begun);
	}

	/** Milliseconds from drops into priority-q, while wait-q drains, to the start of each. */
	async #drops(t: Owner): Promise<number[]> {
		const folder = folderOf(t);
		const times: number[] = [];
		for (let i = 0; i < this.#sizes.drops; i += 1) {
			const file = path.join(folder, String(i));
			const text = textOf({ shell: writesTime(file) });
			const begun = Date.now();
			this.#root.drop("priority-q", `now-${process.hrtime.bigint()}`, text);
			times.push((await timeIn(file)) * 1000 - begun);
			await pause(0.05);
		}
		return times;
	}
}

function commandIn(folder: string, { every }: Sizes): CommandOf {
	return (id) =>
		id % every === 0 ? writesTime(`${folder}/mark-${id}`) : "/bin/true";
}
