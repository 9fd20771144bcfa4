/** The World of a Monitor that has just taken its root. */
import fs from "node:fs";
import type { Paths } from "../disk/paths.ts";
import { History } from "../history/history.ts";
import { Ages } from "../jobs/census.ts";
import { Cgroups } from "../jobs/cgroup.ts";
import { Launcher } from "../jobs/launcher.ts";
import { bootId, uptime, writersOf } from "../jobs/proc.ts";
import { ReadyCheck } from "../jobs/readiness.ts";
import { Mailbox } from "../mail/mailbox.ts";
import { Beats } from "../spool/beats.ts";
import { Flushes } from "../spool/flushes.ts";
import { Ledger, Reservations } from "../spool/ledger.ts";
import { Locator } from "../spool/locator.ts";
import type { RunFolder } from "../spool/run-folder.ts";
import { RunSurvey } from "../spool/run-survey.ts";
import { Survey } from "../spool/survey.ts";
import { highestId } from "../spool/whereabouts.ts";
import { PulseNotices } from "./pulse-notices.ts";
import type { World } from "./world.ts";

/** `ring`: whoever works beside the loop calls it when something has come of that. */
export function makeWorld(
	paths: Paths,
	runs: RunFolder,
	{
		config,
		echo,
		ring,
	}: Pick<World, "config" | "echo"> & { readonly ring: () => void },
): World {
	const reservations = new Reservations(paths);
	const ledger = new Ledger(paths, () =>
		Math.max(highestId(paths), ...reservations.list().map(({ id }) => id)),
	);
	const history = new History(paths, runs.keys());
	const mailbox = new Mailbox(paths, writersOf, uptime());
	const locator = new Locator(paths);
	const beats = new Beats(paths, runs, locator);
	const stats = fs.statSync(paths.root);
	const rootMark = `${stats.dev}-${stats.ino}`;
	const cgroups = new Cgroups(rootMark);
	cgroups.sweep(runs.keys());
	const seen = new RunSurvey(runs, locator, ledger, beats);
	return {
		paths,
		rootMark,
		boot: bootId(),
		ledger,
		history,
		runs,
		reservations,
		locator,
		beats,
		pulses: new PulseNotices(),
		mailbox,
		survey: new Survey(paths, ledger, history, seen, mailbox, reservations),
		launcher: new Launcher(ring),
		cgroups,
		flushes: new Flushes(ring),
		ages: new Ages(),
		readyCheck: new ReadyCheck(ring),
		stopSent: new Set(),
		killSent: new Map(),
		complained: new Set(),
		echo,
		config,
		watchFault: undefined,
		stopping: undefined,
	};
}
