/**
 * The look: folders, records and requests to a Snapshot. Reads only. What it
 * remembers between two looks makes it faster and nothing else; what it must
 * know of processes and of the machine it is handed.
 */

import { mostAsked } from "../core/history-text.ts";
import { idToLookUp, type Present } from "../core/naming.ts";
import { MOST_REQUESTS } from "../core/obey.ts";
import { refusalOf, termsUnder } from "../core/plan.ts";
import type { Located, Lookup, Mode, Snapshot } from "../core/snapshot.ts";
import type { Paths } from "../disk/paths.ts";
import type { History } from "../history/history.ts";
import type { Mailbox } from "../mail/mailbox.ts";
import { Queues } from "../queue/queues.ts";
import type { Config } from "../text/config.ts";
import type { Instant, Uptime } from "../text/instant.ts";
import type { Request } from "../text/requests.ts";
import type { Stamp } from "../text/stamp.ts";
import type { Headed } from "../text/uow-text.ts";
import { FolderCount } from "./folder-count.ts";
import type { Ledger, Reservations } from "./ledger.ts";
import type { Machine } from "./machine.ts";
import { readMode } from "./mode.ts";

import { reportsOf } from "./reports.ts";

import type { RunSurvey } from "./run-survey.ts";
import { straysBeside, surplusReadmes } from "./strays.ts";
import {
	Lookups,
	settledInodes,
	whereabouts as whereaboutsOf,
} from "./whereabouts.ts";

const NOWHERE: Lookup = { kind: "nowhere" };

export class Survey {
	readonly #paths: Paths;
	readonly #ledger: Ledger;
	readonly #history: History;
	readonly #runs: RunSurvey;
	readonly #mailbox: Mailbox;
	readonly #reservations: Reservations;
	readonly #lookups: Lookups;
	readonly #queues: Queues;
	readonly #counts: Readonly<Record<keyof Snapshot["settled"], FolderCount>>;
	#surplus: readonly Located[] = [];
	/** The last timestamp this Monitor gave. */
	lastStamp: Omit<Stamp, "id"> = { seconds: 0, ordinal: 0 };

	constructor(
		paths: Paths,
		ledger: Ledger,
		history: History,
		runs: RunSurvey,
		mailbox: Mailbox,
		reservations: Reservations,
	) {
		this.#paths = paths;
		this.#ledger = ledger;
		this.#history = history;
		this.#runs = runs;
		this.#mailbox = mailbox;
		this.#reservations = reservations;
		this.#lookups = new Lookups(paths);
		this.#queues = new Queues(paths, (id) => ledger.attemptsOf(id));
		const count = (place: keyof Snapshot["settled"]) =>
			new FolderCount(paths.folder(place));
		this.#counts = {
			"done-q": count("done-q"),
			"error-q": count("error-q"),
			"fail-q": count("fail-q"),
			trash: count("trash"),
		};
	}

	/** `asked`: something is new in the queues, and nobody knows which names. */
	look(machine: Machine, config: Config, asked: boolean): Snapshot {
		const reservations = this.#reservations
			.list()
			.filter(({ id }) => this.#ledger.hasGiven(id));
		this.#lookAtQueues(machine, config, asked);
		const runs = this.#runs.look(machine);
		const queued = this.#queues.found(
			machine.uptime,
			machine.takenAt,
			runs.map((run) => run.ticket.id),
		);
		const { waiting, attention, arrivals } = queued;
		const requests = this.#mailbox.pending(machine.uptime);
		const mentioned = [
			...attention.flatMap((uow) => uow.after),
			...requests.map((request) => request.name),
		];
		const whereabouts = whereaboutsOf(this.#paths, mentioned);
		const present = { whereabouts, waiting, arrivals, runs, reservations };
		const lookedUp =
			queued.foreseen === undefined
				? this.#lookUp(requests, present, machine.takenAt)
				: new Map<number, Lookup>();
		return {
			takenAt: machine.takenAt,
			uptime: machine.uptime,
			boot: machine.boot,
			mode: this.mode(),
			...queued,
			runs,
			strays: straysBeside(this.#paths, runs),
			surplusReadmes: this.#surplus,
			settled: {
				"done-q": this.#counts["done-q"].count(machine.uptime),
				"error-q": this.#counts["error-q"].count(machine.uptime),
				"fail-q": this.#counts["fail-q"].count(machine.uptime),
				trash: this.#counts.trash.count(machine.uptime),
			},
			whereabouts,
			reservations,
			lookedUp,
			lastStamp: this.lastStamp,
			attemptsOf: (id) => this.#ledger.attemptsOf(id),
			history: this.#history.latest(mostAsked(requests)),
			usual: (taskName) => this.#history.usualOf(taskName),
			readiness: machine.readiness,
			requests,
			reports: reportsOf(this.#paths, config, requests, {
				...present,
				lookedUp,
			}),
		};
	}

	/** One search in a look, for the first request that needs it; what is known without one comes along. */
	#lookUp(
		requests: readonly Request[],
		present: Present,
		now: Instant,
	): ReadonlyMap<number, Lookup> {
		const found = new Map<number, Lookup>();
		for (const request of requests.slice(0, MOST_REQUESTS)) {
			const id = idToLookUp(request, present);
			if (id === undefined || found.has(id)) continue;
			const known = this.#ledger.hasGiven(id)
				? this.#lookups.recall(id)
				: NOWHERE;
			found.set(id, known ?? this.#lookups.search(id, now));
			if (known === undefined) break;
		}
		return found;
	}

	mode(): Mode {
		return readMode(this.#paths);
	}

	get queues(): Queues["of"] {
		return this.#queues.of;
	}

	/** Seconds until more of the queues is to be looked at. */
	listingIn(uptime: Uptime): number {
		return this.#queues.dueIn(uptime);
	}

	/** The timer went off. */
	tick(): void {
		this.#queues.tick();
	}

	/** After the configuration changed. */
	forget(): void {
		this.#queues.forget();
	}

	/** The Monitor ends. */
	close(): void {
		this.#queues.keepFront();
	}

	#lookAtQueues(machine: Machine, config: Config, asked: boolean): void {
		let settled: ReadonlyMap<number, readonly string[]> | undefined;
		this.#ledger.forgetInodes();
		const help = {
			hasGivenId: (id: number) =>
				this.#ledger.hasGiven(id) && !this.#reservations.isOpen(id),
			termsOf: (head: Headed) => termsUnder(head, config),
			refusalOf: (head: Headed) => refusalOf(head, config),
			isCopy: (id: number, inode: string) => {
				if (this.#ledger.inodeOf(id) === inode) return false;
				settled ??= settledInodes(this.#paths);
				return (settled.get(id) ?? []).some((other) => other !== inode);
			},
		};
		if (asked) this.#queues.doubt();
		const isListed = this.#queues.look(machine.uptime, help, (folder) =>
			folder.arrivals.noteWriters(
				config.settleSeconds,
				machine.uptime,
				machine.writersOf,
			),
		);
		if (isListed || this.#surplus.length > 0)
			this.#surplus = surplusReadmes(this.#paths);
	}
}
