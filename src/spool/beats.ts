/**
 * Looks for signs of life: the time of a feedback file, never what stands in it,
 * or the growth of a UOW that takes the job's output. Forgotten, it goes on from
 * run/KEY.pulse.
 */
import { beatAfter, offsetOf, type Sign, type Watched } from "../core/pulse.ts";
import type { Run, Snapshot } from "../core/snapshot.ts";
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import type { Ticket } from "../text/ticket.ts";
import { feedbackPath } from "./feedback-file.ts";
import type { Locator } from "./locator.ts";
import type { RunFolder } from "./run-folder.ts";

type Clocks = Pick<Snapshot, "takenAt" | "uptime">;

/** There was no file, or nobody knows. */
const NONE = "-";

export class Beats {
	readonly #paths: Paths;
	readonly #runs: RunFolder;
	readonly #locator: Locator;
	readonly #watched = new Map<string, Watched>();
	#complaint: string | undefined;
	/** Runs that were complained of: an error that stays is said once. */
	readonly #complained = new Set<string>();

	constructor(paths: Paths, runs: RunFolder, locator: Locator) {
		this.#paths = paths;
		this.#runs = runs;
		this.#locator = locator;
	}

	/** Writes down what a job that is about to start will have changed. */
	begin(key: string, ticket: Ticket, uow: string, now: Clocks): void {
		const sign = this.#signOf(key, ticket, () => files.look(uow));
		this.#runs.writePulse(key, {
			uptime: now.uptime,
			offset: offsetOf(now),
			version: sign?.version ?? NONE,
		});
	}

	/** The last sign of life; undefined where none was promised, or the job has not begun. */
	look(
		{ key, ticket, fence, uow }: Pick<Run, "key" | "ticket" | "fence" | "uow">,
		now: Clocks,
	): Watched | undefined {
		if (ticket.feedback === undefined || fence?.kind !== "taken")
			return undefined;
		if (fence.uptime === undefined) return undefined;
		const sign = this.#signOf(key, ticket, () => this.#statsOf(key, uow));
		const before =
			this.#watched.get(key) ?? this.#recalled(key, ticket, fence.uptime);
		const beat = beatAfter(before, sign, now, ticket.feedback.seconds);
		this.#watched.set(key, beat);
		return beat;
	}

	/** Why a file could not be looked at, once. */
	complaint(): string | undefined {
		const complaint = this.#complaint;
		this.#complaint = undefined;
		return complaint;
	}

	/** Forgets all other runs. */
	keep(keys: readonly string[]): void {
		const kept = new Set(keys);
		for (const key of this.#watched.keys())
			if (!kept.has(key)) this.#watched.delete(key);
		for (const key of this.#complained)
			if (!kept.has(key)) this.#complained.delete(key);
	}

	/** Where its record is gone, the launch is all that is known: of then, too, both clocks are. */
	#recalled(key: string, ticket: Ticket, launched: number): Watched {
		const beat = this.#runs.pulseOf(key) ?? {
			uptime: launched,
			offset: ticket.launchedAt / 1000 - launched,
			version: NONE,
		};
		return { ...beat, lookedAt: beat.uptime, stalledAt: undefined };
	}

	/** `output`: the Monitor marks STATUS in the same file, so that only its size counts. */
	#signOf(
		key: string,
		ticket: Ticket,
		output: () => Stats | undefined,
	): Sign | undefined {
		const isOutput = ticket.feedback?.from === "output";
		const stats = this.#tried(
			key,
			isOutput ? output : () => files.look(feedbackPath(this.#paths, ticket)),
		);
		if (!stats?.isFile()) return undefined;
		const { ino, size, mtimeMs } = stats;
		const version = isOutput ? String(size) : `${ino}:${size}:${mtimeMs}`;
		return { version, at: mtimeMs };
	}

	/** What keeps one file from being looked at is no sign of life, and no other job's matter. */
	#tried(key: string, look: () => Stats | undefined): Stats | undefined {
		try {
			return look();
		} catch (error) {
			if (!(error instanceof Error) || files.codeOf(error) === undefined)
				throw error;
			if (!this.#complained.has(key))
				this.#complaint = `cannot look for signs of life: ${error.message}`;
			this.#complained.add(key);
			return undefined;
		}
	}

	#statsOf(key: string, uow: Run["uow"]): Stats | undefined {
		const fd = this.#locator.openFileOf(key);
		if (fd !== undefined) return files.statusOf(fd);
		return uow && files.look(this.#paths.at(uow.place, uow.name));
	}
}

type Stats = ReturnType<typeof files.statusOf>;
