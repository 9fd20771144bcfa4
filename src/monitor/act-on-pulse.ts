/** What the watchdog does: mark a pulse, and look at a job before it is ended. None of it decides anything. */
import type { Action } from "../core/action.ts";
import { postMortemText } from "../core/post-mortem.ts";
import { isForTime, pulseOf } from "../core/pulse.ts";
import type { Run } from "../core/snapshot.ts";
import { close, openToGoOn, write } from "../disk/files.ts";
import { markStatus, Overtaken, readOpen } from "../disk/uow-file.ts";
import type { Examiner } from "../jobs/post-mortem.ts";
import { feedbackPath, valuesOf } from "../spool/feedback-file.ts";
import { visible } from "../text/visible.ts";
import type { Effect } from "./act.ts";
import { announce, type Now, tracesOf, type World } from "./world.ts";

/** STATUS in place, the record for the next Monitor, the notice: a crash between leaves the notice out, and repeats nothing. */
export function markPulse(
	world: World,
	now: Now,
	{ run, status, notice }: Extract<Action, { kind: "pulse" }>,
): Effect {
	if (run.uow === undefined || run.beat === undefined) return "overtaken";
	const path = world.paths.at(run.uow.place, run.uow.name);
	if (!markStatus(path, run.uow.inode, status, false)) return "overtaken";
	world.runs.writePulse(run.key, run.beat);
	world.pulses.say(world, now, run, notice);
	return "acted";
}

/** The same for a run that is slow; there is no record but its STATUS. */
export function markSlow(
	world: World,
	now: Now,
	{ run, status, notice }: Extract<Action, { kind: "slow" }>,
): Effect {
	if (run.uow === undefined) return "overtaken";
	const path = world.paths.at(run.uow.place, run.uow.name);
	if (!markStatus(path, run.uow.inode, status, false)) return "overtaken";
	announce(world, now, `${visible(run.ticket.name)} ${visible(notice)}`);
	return "acted";
}

/**
 * Appends what is seen of a job whose time is up to its log. The kill is written
 * down by then and is not held up: what keeps this from being written is only
 * said. Killed between the two writes, the Monitor has it written once more.
 */
export function postMortem(
	world: World,
	now: Now,
	run: Run,
	examiner: Examiner,
): void {
	if (run.kill === undefined || run.exit !== undefined) return;
	if (run.kill.hasPostMortem === true) return;
	if (run.uow === undefined || !isForTime(run.kill.why)) return;
	try {
		appendTo(
			world.paths.at(run.uow.place, run.uow.name),
			run.uow.inode,
			postMortemText({
				at: now.at,
				why: run.kill.why,
				silentFor: pulseOf(run, now.uptime)?.age,
				values:
					run.ticket.feedback &&
					valuesOf(feedbackPath(world.paths, run.ticket)),
				...examiner.examine(tracesOf(world, run)),
			}),
		);
		world.runs.notePostMortem(run.key);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		world.echo(visible(`${run.ticket.name}: no post-mortem: ${why}`));
	}
}

/** In one write, on a line of its own; tee appends to the same file meanwhile. */
function appendTo(path: string | Buffer, inode: string, section: string): void {
	const fd = openToGoOn(path);
	try {
		const uow = readOpen(fd);
		if (uow.inode !== inode) throw new Overtaken("another file");
		write(fd, `${uow.endsInNewline ? "" : "\n"}${section}`);
	} finally {
		close(fd);
	}
}
