/** What the Monitor does at the end of a job with a large log: beside that of a small one, and with every fsync left out. */
import fs from "node:fs";
import path from "node:path";
import { type Owner, owning } from "../helpers/owner.ts";
import { until } from "../helpers/until.ts";
import { median, short, spread, table } from "./figures.ts";
import { each, type Part, type Samples, takeTurns } from "./part.ts";
import { textOf } from "./queue.ts";
import {
	type CatqQueue,
	NO_FSYNC,
	openCatq,
	present,
	WITHOUT_FSYNC,
} from "./queues.ts";

/** Milliseconds from the keeper's last record until the UOW lies in done-q, both as inotify tells them. */
async function endOf({ root }: CatqQueue, bytes: number): Promise<number> {
	const name = `log-${process.hrtime.bigint()}`;
	const settled = path.join(root.folder("done-q"), name);
	let recorded = Number.NaN;
	let moved = Number.NaN;
	const records = fs.watch(root.folder("run"), (_, file) => {
		if (Number.isNaN(moved) && /\.(exit|end)$/.test(file ?? ""))
			recorded = performance.now();
	});
	const moves = fs.watch(root.folder("done-q"), (_, file) => {
		// What is empty holds the place for the move.
		if (file === name && Number.isNaN(moved) && fs.statSync(settled).size > 0)
			moved = performance.now();
	});
	const shell = `head -c ${bytes} /dev/zero | tr '\\\\0' x`;
	root.drop("wait-q", name, textOf({ shell }));
	await until(name, () => !Number.isNaN(moved), Boolean, 120);
	records.close();
	moves.close();
	fs.rmSync(settled);
	return moved - recorded;
}

/** Four that take turns: a small and a large log, with fsync and without. */
async function ends(
	t: Owner,
	sizes: readonly number[],
	rounds: number,
	say: (line: string) => void,
): Promise<Samples> {
	const entrants = [];
	for (const kind of present(["catq", NO_FSYNC], say)) {
		const without = kind === NO_FSYNC ? WITHOUT_FSYNC : {};
		const queue = await openCatq(t, { slots: 1, ...without });
		for (const [i, size] of sizes.entries())
			entrants.push({
				name: `${kind}, ${i === 0 ? "small" : "large"}`,
				measure: () => endOf(queue, size),
			});
	}
	return each(await takeTurns(entrants, rounds), (ms) => ms);
}

export const biglog: Part = {
	name: "biglog",
	about: "ms from the keeper's last record to the move, log of 100 B, 100 MB",
	async run({ rounds, small, say, found }) {
		const sizes = [100, small ? 1_000_000 : 100_000_000];
		await owning(async (t) => {
			// A difference of some milliseconds needs many: three a round.
			const turns = small ? rounds : rounds * 3;
			const samples = await ends(t, sizes, turns, say);
			const more = (kind: string) =>
				(samples.get(`${kind}, large`) ?? []).map(
					(ms, i) => ms - (samples.get(`${kind}, small`)?.[i] ?? Number.NaN),
				);
			const rows = [...samples].map(([name, all]) => [name, spread(all)]);
			for (const line of table(["log", "ms"], rows)) say(line);
			const [shipped, own] = [more("catq"), more(NO_FSYNC)];
			say(`more for the large log, as shipped: ${spread(shipped)} ms`);
			say(`more for the large log, the Monitor's own part: ${spread(own)} ms`);
			say(`so its fsync: ${short(median(shipped) - median(own))} ms`);
			found("biglog", median(own));
		});
	},
};
