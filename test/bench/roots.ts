/** Whether several roots, each with its own Monitor, get more done than one. */
import { owning } from "../helpers/owner.ts";
import { drainRate } from "./drain.ts";
import { compared, type Entrant, type Part, takeTurns } from "./part.ts";
import { openCatq } from "./queues.ts";

/** Jobs a second of all roots together, from when all are ready. */
async function together(roots: number, jobs: number): Promise<number> {
	let open = (_: unknown) => {};
	const all = new Promise((resolve) => {
		open = resolve;
	});
	let ready = 0;
	let begun = 0;
	const drains = Array.from({ length: roots }, () =>
		owning(async (t) => {
			const load = { slots: 1, jobs, work: { shell: "/bin/true" } };
			const queue = await openCatq(t, { slots: 1 });
			await drainRate(t, queue, load, async (moment) => {
				if (moment === "ended") return;
				ready += 1;
				if (ready === roots) {
					begun = performance.now();
					open(undefined);
				}
				await all;
			});
			return performance.now();
		}),
	);
	const ended = Math.max(...(await Promise.all(drains)));
	return (roots * jobs * 1000) / (ended - begun);
}

export const roots: Part = {
	name: "roots",
	about: "no-op jobs a second, 1 slot each, of one root and of two at once",
	onRequest: true,
	async run({ rounds, small, say }) {
		const jobs = small ? 10 : 200;
		const entrants = [1, 2].map(
			(count): Entrant<number> => ({
				name: count === 1 ? "one root" : `${count} roots`,
				measure: () => together(count, jobs),
			}),
		);
		const rates = await takeTurns(entrants, rounds);
		for (const line of compared("jobs/s", rates, ["one root"])) say(line);
	},
};
