/** What the Monitor does at the end of a job with a large log: beside that of a small one, and of one that lies on the disk already. */
import fs from "node:fs";
import path from "node:path";
import { type Owner, owning } from "../helpers/owner.ts";
import { until } from "../helpers/until.ts";
import { median, spread, table } from "./figures.ts";
import { each, type Part, type Samples, takeTurns } from "./part.ts";
import { textOf } from "./queue.ts";
import { type CatqQueue, openCatq } from "./queues.ts";

/** Milliseconds from the keeper's last record until the UOW lies in done-q, both as inotify tells them. */
async function endOf({ root }: CatqQueue, shell: string): Promise<number> {
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
	root.drop("wait-q", name, textOf({ shell }));
	await until(name, () => !Number.isNaN(moved), Boolean, 120);
	records.close();
	moves.close();
	fs.rmSync(settled);
	return moved - recorded;
}

const SMALL = "100 bytes";
const LARGE = "large";
const CLEAN = "large, on the disk already";

/** Three that take turns. A job can bring its log to the disk itself: all but what tee still holds. */
async function ends(t: Owner, large: number, turns: number): Promise<Samples> {
	const queue = await openCatq(t, { slots: 1 });
	const entrant = (name: string, bytes: number, then = "") => ({
		name,
		measure: () =>
			endOf(queue, `head -c ${bytes} /dev/zero | tr '\\0' x${then}`),
	});
	const entrants = [
		entrant(SMALL, 100),
		entrant(LARGE, large),
		entrant(CLEAN, large, `; sync "$UOW_ROOT"/currently-executing/log-*`),
	];
	return each(await takeTurns(entrants, turns), (ms) => ms);
}

export const biglog: Part = {
	name: "biglog",
	about: "ms from the keeper's last record to the move, log of 100 B, 100 MB",
	async run({ rounds, small, say, found }) {
		await owning(async (t) => {
			// A difference of some milliseconds needs many: three a round.
			const turns = small ? rounds : rounds * 3;
			const large = small ? 1_000_000 : 100_000_000;
			const samples = await ends(t, large, turns);
			const more = (name: string, than: string) =>
				(samples.get(name) ?? []).map(
					(ms, i) => ms - (samples.get(than)?.[i] ?? Number.NaN),
				);
			const rows = [...samples].map(([name, all]) => [name, spread(all)]);
			for (const line of table(["log", "ms"], rows)) say(line);
			const own = more(CLEAN, SMALL);
			say(`more for a large log, the Monitor's own part: ${spread(own)} ms`);
			say(`more to bring it to the disk: ${spread(more(LARGE, CLEAN))} ms`);
			found("biglog", median(own));
		});
	},
};
