/** Notices of pulses: each is said, but for a job that changes all the time, whose changes are summed up. Forgotten at a restart, one may be said once more. */
import { type Heard, heardOf, summaryOf } from "../core/pulse.ts";
import type { Run } from "../core/snapshot.ts";
import { visible } from "../text/visible.ts";
import { announce, type Now, type World } from "./world.ts";

export class PulseNotices {
	readonly #heard = new Map<string, Heard>();

	say(world: World, now: Now, run: Run, notice: string): void {
		const { isSaid, heard } = heardOf(this.#heard.get(run.key), now.uptime);
		this.#heard.set(run.key, heard);
		if (isSaid) announce(world, now, `${visible(run.ticket.name)} ${notice}`);
	}

	/** Says what is due, and gives the seconds until the next is. */
	sumUp(world: World, now: Now, runs: readonly Run[]): number {
		if (this.#heard.size === 0) return Number.POSITIVE_INFINITY;
		const names = new Map(runs.map(({ key, ticket }) => [key, ticket.name]));
		let next = Number.POSITIVE_INFINITY;
		for (const [key, before] of this.#heard) {
			const name = names.get(key);
			const { notice, heard, dueIn } = summaryOf(before, now.uptime);
			if (name === undefined || heard === undefined) this.#heard.delete(key);
			else this.#heard.set(key, heard);
			if (name === undefined) continue;
			if (notice !== undefined)
				announce(world, now, `${visible(name)} ${notice}`);
			next = Math.min(next, dueIn);
		}
		return next;
	}
}
