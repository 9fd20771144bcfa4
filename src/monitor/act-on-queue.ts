/** UOWs and other files in the queues: stamp, mark, readmit, bring back, discard. */
import type { Action, Stamping } from "../core/action.ts";
import { headerUsing } from "../core/reservation.ts";
import type { Arrival, Located, Waiting } from "../core/snapshot.ts";
import { codeOf, isForbidden, syncFolder } from "../disk/files.ts";
import { moveFree } from "../disk/steps.ts";
import { markStatus, Overtaken } from "../disk/uow-file.ts";
import { discard } from "../spool/trash.ts";
import { stampUow } from "../spool/whole-uow.ts";
import { QUEUES } from "../text/places.ts";
import { pendingText } from "../text/status-line.ts";
import { visible } from "../text/visible.ts";
import type { Effect } from "./act.ts";
import { announce, complain, type Now, type World } from "./world.ts";

/** Stamps each, then makes all their names durable at once. */
export function stamp(
	world: World,
	now: Now,
	stampings: readonly Stamping[],
): Effect {
	const done = stampings.filter((stamping) => stampOne(world, now, stamping));
	for (const queue of QUEUES)
		if (done.some(({ arrival }) => arrival.place === queue))
			syncFolder(world.paths.folder(queue));
	// Only now is it sure that the UOW which uses it is there.
	for (const { reservation } of done)
		if (reservation !== undefined) world.reservations.remove(reservation.id);
	return done.length > 0 ? "acted" : "resting";
}

function stampOne(world: World, now: Now, stamping: Stamping): boolean {
	const { arrival, seconds, ordinal, status, reservation } = stamping;
	const queue = world.survey.queues[arrival.place];
	const id = stamping.id ?? reservation?.id ?? world.ledger.nextId();
	const { header } = arrival.head;
	queue.touch(arrival.name);
	// From here on no other drop can have its id, wherever this one is brought.
	if (reservation !== undefined)
		world.reservations.write({ ...reservation, usedBy: arrival.version });
	try {
		stampUow(
			world.paths,
			arrival,
			{ seconds, ordinal, id },
			{
				header:
					reservation === undefined ? header : headerUsing(header, reservation),
				keepLog: !arrival.isCopy,
				status,
			},
		);
	} catch (error) {
		if (reservation !== undefined) world.reservations.write(reservation);
		if (error instanceof Overtaken || codeOf(error) === "ENOENT") return false;
		const where = `${arrival.place}/${visible(arrival.name)}`;
		complain(world, now, `stamp ${where}`, error);
		queue.leaveAlone(arrival.name);
		return false;
	}
	if (Math.floor(now.at / 1000) === seconds)
		world.survey.lastStamp = { seconds, ordinal };
	const notice =
		stamping.id === undefined
			? `accepted, id ${id}${reservation === undefined ? "" : ", which was reserved"}`
			: `accepted again, id ${id}: ${status}`;
	announce(world, now, `${arrival.place}/${visible(arrival.name)} ${notice}`);
	return true;
}

export function mark(
	world: World,
	waiting: Waiting,
	status: string,
	durable: boolean,
): Effect {
	world.survey.queues[waiting.place].touch(waiting.name);
	markStatus(
		world.paths.at(waiting.place, waiting.name),
		waiting.inode,
		status,
		durable,
	);
	return "acted";
}

/** A settled UOW that was moved to a queue: from here on it waits. */
export function readmit(
	world: World,
	now: Now,
	arrival: Arrival,
	attempt: number,
): Effect {
	world.survey.queues[arrival.place].touch(arrival.name);
	const status = pendingText({ state: "WAITING", attempt });
	markStatus(
		world.paths.at(arrival.place, arrival.name),
		arrival.inode,
		status,
		true,
	);
	announce(
		world,
		now,
		`${arrival.place}/${visible(arrival.name)} waits for attempt ${attempt}`,
	);
	return "acted";
}

export function bringBack(world: World, located: Located): Effect {
	const name = moveFree(world.paths, located, "wait-q");
	world.survey.queues["wait-q"].touch(name);
	return "acted";
}

export function expel(world: World, now: Now, stray: Located): Effect {
	const name = moveFree(world.paths, stray, "wait-q");
	world.survey.queues["wait-q"].touch(name);
	announce(
		world,
		now,
		`${stray.place}/${visible(stray.name)} moved to wait-q/${visible(name)}: only the Monitor puts files into ${stray.place}`,
	);
	return "acted";
}

export function discardFile(
	world: World,
	now: Now,
	{ place, name, version, reasons }: Extract<Action, { kind: "discard" }>,
): Effect {
	const queue =
		place === "wait-q" || place === "priority-q"
			? world.survey.queues[place]
			: undefined;
	let trashed: string;
	try {
		trashed = discard(world.paths, { place, name, version }, reasons, now.at);
	} catch (error) {
		if (isForbidden(error)) queue?.leaveAlone(name);
		throw error;
	}
	queue?.touch(name);
	const lines = reasons.map((reason) => `\n${visible(reason)}`).join("");
	announce(
		world,
		now,
		`${place}/${visible(name)} moved to trash/${visible(trashed)}:${lines}`,
	);
	return "acted";
}
