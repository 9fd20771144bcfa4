/** The look at every run: its records, its processes, and where its UOW lies. */
import { mayBeLeftBehind, mayLiveOn } from "../core/last-of-a-job.ts";
import type { Run } from "../core/snapshot.ts";
import type { Left } from "../text/left.ts";
import type { Fence } from "../text/records.ts";
import { isSettled as isSettledState } from "../text/status-line.ts";
import type { Beats } from "./beats.ts";
import type { Ledger } from "./ledger.ts";
import type { Locator } from "./locator.ts";
import type { Machine } from "./machine.ts";
import type { RunFolder } from "./run-folder.ts";

/** Before anybody is looked for who should not live any more. */
type Seen = Omit<Run, "left" | "living">;

export class RunSurvey {
	readonly #runs: RunFolder;
	readonly #locator: Locator;
	readonly #ledger: Ledger;
	readonly #beats: Beats;
	/** Runs that have come to their end, as they were seen then: nothing of them changes but where a person takes them. */
	readonly #over = new Map<string, Run>();

	constructor(runs: RunFolder, locator: Locator, ledger: Ledger, beats: Beats) {
		this.#runs = runs;
		this.#locator = locator;
		this.#ledger = ledger;
		this.#beats = beats;
	}

	look(machine: Machine): Run[] {
		const keys = this.#runs.keys();
		this.#beats.keep(keys);
		for (const key of this.#over.keys())
			if (!keys.includes(key)) this.#over.delete(key);
		const others = keys.filter((key) => !this.#over.has(key));
		// One list of processes serves all runs: it must be newer than each end that was read.
		const looked = others
			.flatMap((key) => this.#lookAt(key, machine))
			.map((run) => ({
				...run,
				left: leftOf(run, machine),
				living: livingOf(run, machine),
			}));
		const over = [...this.#over.values()];
		for (const run of looked) if (isOver(run)) this.#over.set(run.key, run);
		return [...looked, ...over];
	}

	#lookAt(key: string, machine: Machine): Seen[] {
		const ticket = this.#runs.ticketOf(key);
		if (ticket === undefined) return [];
		const fence = this.#runs.fenceOf(key);
		const here = ticket.boot === machine.boot && fence?.kind === "taken";
		const members = () => (here ? machine.membersOf({ key, fence }) : []);
		// The process first, its exit record afterwards: a keeper writes the record
		// before it dies, so that "dead and no record" is final.
		const kept = here && isKept(key, fence, machine);
		const isAdopted = !kept && this.#runs.endOf(key) === undefined;
		const alive = kept || (isAdopted && members().length > 0);
		const exit = this.#runs.exitOf(key);
		const end = this.#runs.endOf(key);
		const kill = this.#runs.killOf(key);
		const behind = exit === undefined ? undefined : this.#runs.behindOf(key);
		const recorded = this.#ledger.attemptsOf(ticket.id) >= ticket.attempt;
		const uow = this.#locator.locate(key, ticket, {
			boot: machine.boot,
			uptime: machine.uptime,
			isAlive: alive,
			keepersFile: kept ? machine.logOf(fence) : undefined,
		});
		return [
			{
				key,
				ticket,
				// Half written when it was read above, it is whole now.
				fence: exit === undefined ? fence : this.#runs.fenceOf(key),
				alive,
				kept,
				child: machine.childOf(key),
				fault: machine.faultOf(key),
				exit,
				end,
				kill,
				beat: here
					? this.#beats.look({ key, ticket, fence, uow }, machine)
					: undefined,
				behind,
				flush: machine.flushOf(key),
				stopSent: machine.stopSent(key),
				killSent: machine.killSent(key),
				uow:
					kept && exit === undefined
						? uow
						: withoutSection(uow, this.#runs.finalOf(key)?.size),
				isOpen: this.#locator.openFileOf(key) !== undefined,
				brought: this.#locator.hasBrought(key),
				recorded,
			},
		];
	}
}

/** This Monitor has settled it, and nobody writes to it any more. */
function isOver(run: Run): boolean {
	const isSettled =
		run.uow?.status !== undefined && isSettledState(run.uow.status.state);
	return run.brought && isSettled && run.end !== undefined;
}

/** Who of the job lives, where nobody should any more. */
function leftOf(run: Seen, machine: Machine): readonly Left[] {
	const { ticket, fence, exit, kill } = run;
	if (ticket.boot !== machine.boot || fence?.kind !== "taken") return [];
	if (run.recorded) return [];
	if (kill !== undefined)
		return exit !== undefined || !run.kept ? machine.membersOf(run) : [];
	if (exit === undefined) return [];
	if (run.behind !== undefined) return machine.membersOf(run);
	// Once its UOW has been brought to its end, nobody is named any more.
	return mayBeLeftBehind(run, exit, machine.uptime) && !run.brought
		? machine.leftBehind(run, run.end === undefined)
		: [];
}

/** Who may live on, in the moment in which its UOW settles: a person wants to know whom to look after. */
function livingOf(run: Seen, machine: Machine): readonly Left[] {
	const { ticket, fence, exit, kill } = run;
	if (ticket.boot !== machine.boot || fence?.kind !== "taken") return [];
	if (exit === undefined || kill !== undefined) return [];
	return mayLiveOn(run, exit, machine.uptime) && !run.recorded && !run.brought
		? machine.leftBehind(run, run.end === undefined)
		: [];
}

/** What the Monitor itself has added is no part of the log that `max log` bounds. */
function withoutSection(
	uow: Run["uow"],
	final: number | undefined,
): Run["uow"] {
	return uow === undefined || final === undefined
		? uow
		: { ...uow, size: Math.min(uow.size, final) };
}

/** Its keeper lives. */
function isKept(
	key: string,
	fence: Extract<Fence, { kind: "taken" }>,
	machine: Machine,
): boolean {
	return (
		machine.childOf(key) === "alive" ||
		(fence.keeper !== undefined && machine.isAlive(fence.keeper))
	);
}
