/** What the Monitor acts with: one root, its records, its children and its configuration in force. */

import type { Launcher } from "../jobs/launcher.ts";
import type { ReadyCheck } from "../jobs/readiness.ts";
import { isForbidden } from "../spool/files.ts";
import type { Ledger } from "../spool/ledger.ts";
import type { Locator } from "../spool/locator.ts";
import type { Mailbox } from "../spool/mailbox.ts";
import type { Paths } from "../spool/paths.ts";
import type { RunFolder } from "../spool/run-folder.ts";
import { say } from "../spool/says.ts";
import type { Survey } from "../spool/survey.ts";
import type { Config } from "../text/config.ts";
import type { Instant, Uptime } from "../text/instant.ts";

export interface World {
	readonly paths: Paths;
	/** `device-inode` of the root: part of the mark that a run's processes carry. */
	readonly rootMark: string;
	readonly boot: string;
	readonly ledger: Ledger;
	readonly runs: RunFolder;
	readonly locator: Locator;
	readonly mailbox: Mailbox;
	readonly survey: Survey;
	readonly launcher: Launcher;
	readonly readyCheck: ReadyCheck;
	/** Runs whose stop signal this Monitor has sent; after a restart it is sent once more. */
	readonly stopSent: Set<string>;
	/** What somebody's rights forbid, and was said already. */
	readonly complained: Set<string>;
	/** Notices go to standard output too. */
	readonly echo: (notice: string) => void;
	/** Replaced by RELOAD. */
	config: Config;
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

/** A notice for people: to monitor_says, and to standard output for the journal. */
export function announce(world: World, now: Now, text: string): void {
	say(world.paths, world.config, text, now.at);
	world.echo(text);
}

/** What one file's rights forbid is said once, and hinders no other; other errors are thrown on. */
export function complain(
	world: World,
	now: Now,
	what: string,
	error: unknown,
): void {
	if (!isForbidden(error)) throw error;
	if (world.complained.has(what)) return;
	world.complained.add(what);
	const why = error instanceof Error ? error.message : String(error);
	announce(world, now, `cannot ${what}: ${why}`);
}
