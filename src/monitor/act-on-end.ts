/** The end of a run: settle, rescue, reap. Every step may be repeated after a crash; see docs/internals.md. */
import type { Ending } from "../core/ending.ts";
import type { Run } from "../core/snapshot.ts";
import { statusOf, syncFolder } from "../disk/files.ts";
import { portable } from "../disk/names.ts";
import { moveFree } from "../disk/steps.ts";
import { markStatus } from "../disk/uow-file.ts";
import { removeFeedback } from "../spool/feedback-file.ts";
import {
	appendSection,
	missingSection,
	type Settling,
} from "../spool/final-section.ts";
import type { Launch } from "../spool/ledger.ts";
import { cutUnwritten } from "../spool/unwritten.ts";
import { rescueUow } from "../spool/whole-uow.ts";
import { whoText } from "../text/left.ts";
import { QUEUES } from "../text/places.ts";
import { visible } from "../text/visible.ts";
import type { Effect } from "./act.ts";
import { remember } from "./remember.ts";
import { announce, type Now, type World } from "./world.ts";

/** Begun here, it rings when it is done. */
export function flush(world: World, { key }: Run): Effect {
	const fd = world.locator.openFileOf(key);
	if (fd === undefined) return "overtaken";
	world.flushes.begin(key, fd);
	return "resting";
}

/** The last feedback values, STATUS in place (durable, with the log), then the move, which the reap makes durable. Every step may be repeated. */
export function settle(
	world: World,
	now: Now,
	run: Run,
	ending: Ending,
): Effect {
	if (run.uow === undefined) return "overtaken";
	const path = world.paths.at(run.uow.place, run.uow.name);
	if (run.ticket.boot !== world.boot) cutUnwritten(path, run.uow.inode);
	if (hasSection(run, ending))
		appendSection(settling(world, now, run, ending), path, run.uow.inode);
	markStatus(path, run.uow.inode, ending.status, true);
	if (run.uow.place === ending.to) return "acted";
	const from = { ...run.uow, as: portable(run.ticket.name) };
	const name = moveFree(world.paths, from, ending.to, false);
	world.locator.note(run.key, { place: ending.to, name });
	for (const queue of QUEUES) {
		if (ending.to === queue) world.survey.queues[queue].touch(name);
		if (run.uow.place === queue) world.survey.queues[queue].touch(run.uow.name);
	}
	return "acted";
}

function hasSection({ ticket }: Run, ending: Ending): boolean {
	return ending.kind === "settle" && ticket.feedback !== undefined;
}

function settling(
	world: World,
	now: Now,
	{ key, ticket }: Run,
	{ launched }: Ending,
): Settling {
	const onHidden = () => {
		if (launched)
			announce(
				world,
				now,
				`${visible(ticket.name)}: its feedback file was removed or replaced, or may not be read: its last values are not known`,
			);
	};
	const { paths, runs } = world;
	return { paths, runs, key, ticket, onHidden };
}

/** Its name is gone, its bytes are not: they are saved as what it would have become. */
export function rescue(
	world: World,
	now: Now,
	run: Run,
	ending: Ending,
): Effect {
	const fd = world.locator.openFileOf(run.key);
	if (fd === undefined) return "overtaken";
	const saved = trySaving(world, now, run, ending, fd);
	if (saved === undefined) return "resting";
	announce(
		world,
		now,
		`${visible(run.ticket.name)}: its file was removed or replaced while it ran; what it held was saved`,
	);
	for (const queue of QUEUES)
		if (ending.to === queue) world.survey.queues[queue].touch(saved.name);
	const uow = { ...saved, place: ending.to, status: undefined };
	return reap(world, now, [{ run: { ...run, uow }, ending }]);
}

/**
 * Its bytes are only where this Monitor has them open: whatever keeps them from
 * being written must not end it. It is tried again at the next look.
 */
function trySaving(
	world: World,
	now: Now,
	run: Run,
	ending: Ending,
	fd: number,
) {
	try {
		const end = statusOf(fd).size;
		const section = hasSection(run, ending)
			? missingSection(settling(world, now, run, ending), fd, end)
			: Buffer.alloc(0);
		return rescueUow(world.paths, run.key, fd, {
			name: portable(run.ticket.name),
			to: ending.to,
			status: ending.status,
			end,
			section,
		});
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		const what = `${run.ticket.name}, which was removed while it ran, cannot be saved yet: ${why}`;
		if (!world.complained.has(what)) world.echo(visible(what));
		world.complained.add(what);
		return undefined;
	}
}

export interface End {
	readonly run: Run;
	readonly ending: Ending;
}

/**
 * For all of them together: folders, notices, history, ledger (all durable but
 * the notices), then the records. A crash between repeats a notice, never a line
 * or a run. What the ledger has was said before.
 */
export function reap(world: World, now: Now, ends: readonly End[]): Effect {
	const fresh = ends.filter(({ run }) => !run.recorded);
	syncPlaces(world, fresh);
	for (const end of fresh) sayEnd(world, now, end);
	rememberAll(world, now, fresh);
	world.ledger.record(fresh.flatMap(launchOf));
	for (const { run } of ends) forget(world, run);
	return "acted";
}

/** Where they were brought, and where they lie now: a person may have been as fast. */
function syncPlaces(world: World, ends: readonly End[]): void {
	const places = ends.flatMap(({ run, ending }) =>
		run.uow === undefined ? [] : [ending.to, run.uow.place],
	);
	for (const place of new Set(places)) syncFolder(world.paths.folder(place));
}

function sayEnd(world: World, now: Now, { run, ending }: End): void {
	const { name } = run.ticket;
	const where =
		run.uow === undefined
			? "its file is gone, and its log with it"
			: `${run.uow.place}/${visible(run.uow.name)}`;
	if (run.left.length > 0)
		announce(
			world,
			now,
			`${visible(name)}: KILL does not help against ${whoText(run.left)}`,
		);
	announce(
		world,
		now,
		`${visible(name)}: ${visible(ending.status)} (${where})`,
	);
}

function rememberAll(world: World, now: Now, ends: readonly End[]): void {
	remember(
		world,
		now,
		ends.flatMap(({ run, ending }) =>
			ending.kind === "settle" ? [{ run, end: ending.end }] : [],
		),
	);
}

function launchOf({ run, ending }: End): Launch[] {
	const { id, attempt } = run.ticket;
	const inode = run.uow?.inode ?? run.ticket.inode;
	return ending.launched ? [{ id, attempt, inode }] : [];
}

/** Its records, and what else is known of it. */
function forget(world: World, run: Run): void {
	// While its ticket is there this is repeated: nothing is left behind.
	if (run.ticket.feedback !== undefined)
		removeFeedback(world.paths, run.ticket);
	world.runs.reap(run.key);
	world.history.forget(run.key);
	world.locator.forget(run.key);
	world.launcher.forget(run.key);
	world.flushes.forget(run.key);
	world.cgroups.remove(run.key);
	world.stopSent.delete(run.key);
	world.killSent.delete(run.key);
	for (const said of [...world.complained])
		if (said.startsWith(`${run.key} `)) world.complained.delete(said);
	if (run.uow?.place === "wait-q" || run.uow?.place === "priority-q")
		world.survey.queues[run.uow.place].touch(run.uow.name);
}
