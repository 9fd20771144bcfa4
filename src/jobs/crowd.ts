/**
 * The runs that are signalled in one turn. Whom a run has is looked for among
 * all processes; a crowd looks once for all its runs, so that ending a thousand
 * jobs costs what ending one does.
 */
import { isIn } from "./cgroup.ts";
import {
	holdersOf,
	insideOf,
	mayBeSignalled,
	ownAmong,
	type Seen,
	see,
} from "./members.ts";
import { Holders } from "./output.ts";
import { factsOf, type ProcessFacts, processIds } from "./proc.ts";
import type { Traces } from "./traces.ts";

interface Member {
	readonly traces: Traces;
	/** Keeper, shell around the job, tee. */
	readonly own: readonly ProcessFacts[];
}

type Inside = ReadonlyMap<number, readonly Member[]>;

export class Crowd {
	readonly #members: readonly Member[];
	readonly #byMark = new Map<string, Member>();
	readonly #byLimit = new Map<string, Member>();
	/** While a leader lives its pid is nobody else's, and so are its group and session. */
	readonly #byLeader = new Map<number, Member>();

	constructor(runs: readonly Traces[]) {
		const all = processIds().flatMap((pid) => factsOf(pid) ?? []);
		this.#members = runs.map((traces) => ({
			traces,
			own: ownAmong(all, traces.keeper),
		}));
		for (const member of this.#members) {
			this.#byMark.set(member.traces.mark, member);
			this.#byLimit.set(member.traces.locksLimit, member);
			const leader = member.own[0]?.pid;
			if (leader !== undefined) this.#byLeader.set(leader, member);
		}
	}

	/**
	 * The jobs and what they started, one by one and the newest first: each as
	 * soon as it is found, so that a signal can reach what lives for a moment only.
	 */
	*jobProcesses(): Generator<{
		readonly traces: Traces;
		readonly one: ProcessFacts;
	}> {
		const inside = this.#insideOfAll();
		const alone = new Set(this.#members);
		for (const pid of new Set([...inside.keys(), ...processIds()])) {
			const seen = see(pid);
			if (seen === undefined) continue;
			for (const member of this.#whose(seen, inside)) {
				alone.delete(member);
				yield { traces: member.traces, one: seen };
			}
		}
		const holders = new Holders();
		for (const { traces, own } of alone)
			for (const one of holdersOf(own, holders)) yield { traces, one };
	}

	#insideOfAll(): Inside {
		const inside = new Map<number, Member[]>();
		for (const member of this.#members)
			for (const pid of insideOf(member.traces))
				inside.set(pid, [...(inside.get(pid) ?? []), member]);
		return inside;
	}

	/** A job that started a Monitor has the cgroups of that one's jobs within its own. */
	#whose(seen: Seen, inside: Inside): Member[] {
		const { pid, mark, locksLimit, group, session } = seen;
		const within = inside.get(pid) ?? [];
		const near = new Set([
			...within,
			this.#byMark.get(mark ?? ""),
			this.#byLimit.get(locksLimit ?? ""),
			this.#byLeader.get(group),
			this.#byLeader.get(session),
		]);
		return [...near].flatMap((member) => {
			if (member === undefined || !mayBeSignalled(seen, member.own)) return [];
			// The list is older than the process that was seen: its number may have been given again.
			const isStale =
				within.includes(member) && !isIn(pid, member.traces.cgroup);
			return isStale ? [] : [member];
		});
	}
}
