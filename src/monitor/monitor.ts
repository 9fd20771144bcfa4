/** Puts the Monitor together: configuration, trust, lock, repair, loop, end. */
import { setFlagsFromString } from "node:v8";
import { codeOf, look } from "../disk/files.ts";
import { pathsOf } from "../disk/paths.ts";
import { append } from "../disk/steps.ts";
import { Pages } from "../post/pages.ts";
import { loadConfig } from "../spool/config-file.ts";
import { completeFolders } from "../spool/create.ts";
import { sweepFeedback } from "../spool/feedback-file.ts";
import { RunFolder } from "../spool/run-folder.ts";
import { StatusPost } from "../spool/status-post.ts";
import { sweepPlaceholders } from "../spool/sweep.ts";
import { distrust, distrustRoot, spanOf } from "../spool/trust.ts";
import { watchRoot } from "../spool/watch.ts";
import { DEFAULT_CONFIG } from "../text/config-text.ts";
import { QUEUES } from "../text/places.ts";
import { problemText } from "../text/problem.ts";
import { visible } from "../text/visible.ts";
import { lockRoot } from "./lock.ts";
import { loop } from "./loop.ts";
import { makeWorld } from "./make-world.ts";
import { SystemdNotify } from "./notify.ts";
import { Nudge } from "./nudge.ts";
import { announce, awaitsEnd, type World } from "./world.ts";

export interface MonitorOptions {
	/** Empty the queue, then end. */
	readonly once: boolean;
	readonly out: (line: string) => void;
	/** Runs once the root is held, before the first turn. */
	readonly started?: (world: World) => void;
}

/** Exit codes of sysexits(3): what systemd restarts (75) and what it does not (78). */
export const EXIT = { ok: 0, tempFail: 75, config: 78 } as const;

/** Returns the exit code; what went wrong has been said. */
export async function runMonitor(
	root: string,
	options: MonitorOptions,
): Promise<number> {
	// The room for what is new would grow to 32 MB where many wait, and never shrink again.
	setFlagsFromString("--semi-space-growth-factor=1");
	try {
		return await startMonitor(root, options);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		const isClosed = isForbidden(error);
		const whose = isClosed ? "; it runs as the owner of its root" : "";
		options.out(visible(`the Monitor ends: ${why}${whose}`));
		return isClosed ? EXIT.config : EXIT.tempFail;
	}
}

/** Rights do not come back by themselves: no use in trying again. */
function isForbidden(error: unknown): boolean {
	return codeOf(error) === "EACCES" || codeOf(error) === "EPERM";
}

async function startMonitor(
	root: string,
	options: MonitorOptions,
): Promise<number> {
	const { config } = pathsOf(root, DEFAULT_CONFIG);
	const early = distrustRoot(root, config);
	if (early.length > 0) return refused(options, early);
	const read = loadConfig(config);
	if (!read.ok)
		return refused(
			options,
			read.problems.map((problem) => `${config}: ${problemText(problem)}`),
		);
	const paths = pathsOf(root, read.config);
	// Before anything is made or changed there.
	const complaints = distrust(paths);
	if (complaints.length > 0) return refused(options, complaints);
	const made = completeFolders(paths);
	const spans = spanOf(paths);
	if (spans.length > 0) return refused(options, spans);
	const lock = lockRoot(paths, Date.now());
	if (!lock.held) {
		options.out(lock.why);
		return EXIT.tempFail;
	}
	const nudge = new Nudge();
	const runs = new RunFolder(paths);
	runs.sweep();
	sweepPlaceholders(paths, runs);
	sweepFeedback(paths, runs);
	const world = makeWorld(paths, runs, {
		config: read.config,
		echo: options.out,
		ring: nudge.ring,
	});
	return await watchAndLoop(world, nudge, made, options);
}

function refused(options: MonitorOptions, complaints: string[]): number {
	for (const complaint of complaints) options.out(complaint);
	return EXIT.config;
}

async function watchAndLoop(
	world: World,
	nudge: Nudge,
	made: readonly string[],
	options: MonitorOptions,
): Promise<number> {
	const now = { at: Date.now(), uptime: 0 };
	const systemd = new SystemdNotify();
	const watcher = watchRoot(world.paths, {
		ring: nudge.ring,
		inQueue: (queue, name) => {
			if (world.survey.queues[queue].hear(name)) nudge.ring();
		},
		awaits: (key) => awaitsEnd(world, key),
		failed: (why) => {
			world.watchFault = why;
			nudge.ring();
		},
	});
	const release = onSignals(world, nudge);
	try {
		announce(
			world,
			now,
			`the Monitor starts on ${world.paths.root}${made.length > 0 ? `, made ${made.join(", ")}` : ""}${takenOver(world)}`,
		);
		options.started?.(world);
		void systemd.tell("--ready");
		const pages = new Pages(world.paths);
		const why = await loop(world, {
			once: options.once,
			nudge,
			watcher,
			status: new StatusPost(world.paths),
			pages,
			systemd,
		});
		await world.launcher.begun();
		const running = world.runs
			.keys()
			.filter((key) => !world.locator.hasBrought(key)).length;
		const waiting = QUEUES.reduce(
			(sum, queue) => sum + world.survey.queues[queue].count,
			0,
		);
		await systemd.tell("STOPPING=1");
		announce(
			world,
			{ ...now, at: Date.now() },
			`the Monitor stops: ${why}${running > 0 ? `; ${running} running on, taken over by the next Monitor` : ""}${waiting > 0 ? `; ${waiting} waiting` : ""}`,
		);
		pages.farewell(why);
		world.ledger.close();
		world.survey.close();
		return EXIT.ok;
	} finally {
		release();
		world.launcher.close();
		await watcher.close();
	}
}

/** `; takes over a, b`: the runs of an earlier Monitor. */
function takenOver({ runs }: World): string {
	const names = runs
		.keys()
		.flatMap((key) => runs.ticketOf(key)?.name ?? [])
		.map(visible);
	return names.length === 0 ? "" : `; takes over ${names.join(", ")}`;
}

/** A request like any other; where monitor_reads is no file, nobody could have made it. */
function askReload(world: World): void {
	try {
		if (look(world.paths.reads)?.isFile())
			append(world.paths.reads, "RELOAD\n", false);
		else world.echo("HUP: there is no monitor_reads to ask for RELOAD in");
	} catch (error) {
		world.echo(
			`HUP: RELOAD could not be asked for: ${error instanceof Error ? error.message : error}`,
		);
	}
}

/** INT and TERM end the Monitor, never its jobs; HUP means RELOAD, or the end where a terminal went away. */
function onSignals(world: World, nudge: Nudge): () => void {
	const stop = (signal: NodeJS.Signals) => {
		world.stopping ??= signal;
		nudge.ring();
	};
	const reload = (signal: NodeJS.Signals) => {
		if (process.stdout.isTTY) return stop(signal);
		askReload(world);
		nudge.ring();
	};
	process.on("SIGINT", stop).on("SIGTERM", stop).on("SIGHUP", reload);
	return () => {
		process.off("SIGINT", stop).off("SIGTERM", stop).off("SIGHUP", reload);
	};
}
