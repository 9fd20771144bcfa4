/** How long the Monitor's event loop keeps others waiting while it is busy. */
import fs from "node:fs";
import path from "node:path";
import { owning } from "../helpers/owner.ts";
import { until } from "../helpers/until.ts";
import { drainRate } from "./drain.ts";
import { everyMoment, median, quantile, spread, table } from "./figures.ts";
import { EVERY } from "./inside/lag.ts";
import { type Part, takeTurns } from "./part.ts";
import { folderOf } from "./queue.ts";
import { openCatq } from "./queues.ts";

interface Lag {
	readonly late: readonly number[];
	readonly rate: number;
}

/** While `jobs` no-op jobs run; the timers cost something too, so that this is no run for the rate. */
function lagOf(slots: number, jobs: number): Promise<Lag> {
	return owning(async (t) => {
		const file = path.join(folderOf(t), "late");
		const env = { BENCH_LAG: file };
		const queue = await openCatq(t, { slots, inside: "lag", env });
		const load = { slots, jobs, work: { shell: "/bin/true" } };
		const rate = await drainRate(t, queue, load, () =>
			queue.monitor.child.kill("SIGUSR2"),
		);
		await until("how late the timers came", () => fs.existsSync(file));
		return { late: JSON.parse(fs.readFileSync(file, "utf8")), rate };
	});
}

export const lag: Part = {
	name: "lag",
	about: `ms by which timers of ${EVERY} ms come late while no-op jobs run`,
	async run({ rounds, small, say, found }) {
		const jobs = small ? 10 : 400;
		const entrants = [1, 4].map((slots) => ({
			name: String(slots),
			measure: () => lagOf(slots, jobs),
		}));
		const turns = await takeTurns(entrants, rounds);
		const rows = [...turns].map(([slots, all]) => {
			const part = (share: number) =>
				all.map(({ late }) => quantile(late, share));
			const moments = all.map(({ late }) =>
				quantile(everyMoment(late, EVERY), 0.95),
			);
			if (slots === "4") found("lag", median(part(0.95)));
			return [
				slots,
				...[part(0.5), part(0.95), part(1), moments].map(spread),
				spread(all.map(({ rate }) => rate)),
			];
		});
		const head = ["slots", "p50", "p95", "most", "p95 of moments", "jobs/s"];
		for (const line of table(head, rows)) say(line);
	},
};
