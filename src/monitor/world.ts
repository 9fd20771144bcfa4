/** What the Monitor acts with: one root, its records, its children and its configuration in force. */

import { isForbidden } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import type { History } from "../history/history.ts";
import type { Ages } from "../jobs/census.ts";
import type { Cgroups } from "../jobs/cgroup.ts";
import type { Launcher } from "../jobs/launcher.ts";
import { UserUnknown } from "../jobs/owner.ts";
import type { ReadyCheck } from "../jobs/readiness.ts";
import { locksLimitOf, type Traces } from "../jobs/traces.ts";
import type { Mailbox } from "../mail/mailbox.ts";
import { say } from "../mail/says.ts";
import type { Beats } from "../spool/beats.ts";
import type { Flushes } from "../spool/flushes.ts";
import type { Ledger, Reservations } from "../spool/ledger.ts";
import type { Locator } from "../spool/locator.ts";
import type { RunFolder } from "../spool/run-folder.ts";
import type { Survey } from "../spool/survey.ts";
import type { Config } from "../text/config.ts";
import type { Instant, Uptime } from "../text/instant.ts";
import type { Fence } from "../text/records.ts";
import type { PulseNotices } from "./pulse-notices.ts";

export interface World {
	readonly paths: Paths;
	/** `device-inode` of the root: part of the mark that a run's processes carry. */
	readonly rootMark: string;
	readonly boot: string;
	readonly ledger: Ledger;
	readonly history: History;
	readonly runs: RunFolder;
	readonly reservations: Reservations;
	readonly locator: Locator;
	/** Signs of life of the jobs that promised them. */
	readonly beats: Beats;
	/** What was said of how they go. */
	readonly pulses: PulseNotices;
	readonly mailbox: Mailbox;
	readonly survey: Survey;
	readonly launcher: Launcher;
	readonly cgroups: Cgroups;
	readonly flushes: Flushes;
	readonly ages: Ages;
	readonly readyCheck: ReadyCheck;
	/** Runs whose stop signal this Monitor has sent; after a restart it is sent once more. */
	readonly stopSent: Set<string>;
	/** When it first sent KILL to what belongs to a run. */
	readonly killSent: Map<string, Uptime>;
	/** What is said once: what somebody's rights forbid, whom a kill ended. */
	readonly complained: Set<string>;
	/** Notices go to standard output too. */
	readonly echo: (notice: string) => void;
	/** Replaced by RELOAD. */
	config: Config;
	/** Why there are no nudges, until it was said. */
	watchFault: string | undefined;
	/** Why the Monitor ends, once it shall. */
	stopping: string | undefined;
}

/** The clock reading of one turn. */
export interface Now {
	readonly at: Instant;
	readonly uptime: Uptime;
}

/** The variable and value that everything of a run carries. */
export function markValue(world: Pick<World, "rootMark">, key: string): string {
	return `${world.rootMark}.${key}`;
}

/** What the processes of a run are known by. */
export function tracesOf(
	world: Pick<World, "rootMark" | "cgroups">,
	{ key, fence }: { readonly key: string; readonly fence: Fence | undefined },
): Traces {
	return {
		keeper: fence?.kind === "taken" ? fence.keeper : undefined,
		mark: markValue(world, key),
		locksLimit: locksLimitOf(key),
		cgroup: world.cgroups.folderOf(key),
	};
}

/** A notice for people: to monitor_says, and to standard output for the journal. */
export function announce(world: World, now: Now, text: string): void {
	say(world.paths, world.config, text, now.at);
	world.echo(text);
}

/** A notice that would else be repeated at each look; `what` tells it from others. */
export function announceOnce(
	world: World,
	now: Now,
	what: string,
	text: string,
): void {
	if (world.complained.has(what)) return;
	world.complained.add(what);
	announce(world, now, text);
}

/** What one file's rights forbid, or nobody answers just now, is said once and hinders no other; other errors are thrown on. */
export function complain(
	world: World,
	now: Now,
	what: string,
	error: unknown,
): void {
	if (!isForbidden(error) && !(error instanceof UserUnknown)) throw error;
	const why = error instanceof Error ? error.message : String(error);
	announceOnce(world, now, what, `cannot ${what}: ${why}`);
}

/** Whether a run has not been brought to its end yet. */
export function awaitsEnd({ runs, locator }: World, key: string): boolean {
	return runs.hasTicket(key) && !locator.hasBrought(key);
}
