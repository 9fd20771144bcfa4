/** Requests: take them, answer them, and what they do to the Monitor itself. */

import type { Action } from "../core/action.ts";
import type { Mode } from "../core/snapshot.ts";
import { isAboutOneFile, look } from "../disk/files.ts";
import { loadConfig } from "../spool/config-file.ts";
import { writeMode } from "../spool/mode.ts";
import { distrustConfig } from "../spool/trust.ts";
import { changedFixedKeys } from "../text/config.ts";
import { isoOf } from "../text/instant.ts";
import { problemText } from "../text/problem.ts";
import { type Request, shownRequest } from "../text/requests.ts";
import { visible } from "../text/visible.ts";
import type { Effect } from "./act.ts";
import { announce, type Now, type World } from "./world.ts";

export function take(world: World, request: Request): Effect {
	world.mailbox.take(request);
	return "acted";
}

export function answer(
	world: World,
	now: Now,
	request: Request,
	text: string,
): Effect {
	announce(world, now, `${shownRequest(request)}: ${text}`);
	world.mailbox.answered();
	return "acted";
}

/** Reads the configuration anew; one that is wrong is refused whole, the old one stays. */
export function reload(world: World, now: Now, request: Request): Effect {
	if (look(world.paths.config) === undefined)
		return answer(
			world,
			now,
			request,
			`${world.paths.config} is not there, the old configuration stays`,
		);
	const complaints = distrustConfig(world.paths.config);
	if (complaints.length > 0)
		return answer(
			world,
			now,
			request,
			`the old configuration stays: ${complaints.join("; ")}`,
		);
	const read = loadConfig(world.paths.config);
	if (!read.ok) {
		const problems = read.problems
			.map((problem) => problemText(problem))
			.join("\n");
		return answer(
			world,
			now,
			request,
			`${world.paths.config} is wrong, the old configuration stays:\n${problems}`,
		);
	}
	const fixed = changedFixedKeys(world.config, read.config);
	if (fixed.length > 0)
		return answer(
			world,
			now,
			request,
			`the old configuration stays: a new ${fixed.join(", ")} takes effect only when the Monitor is started anew (FINISH, then start it)`,
		);
	world.config = read.config;
	world.survey.forget();
	return answer(
		world,
		now,
		request,
		"the configuration was read again and is in force (CONFIG shows it)",
	);
}

/** Nothing of it is lost: it gets another name. */
export function clearHistory(world: World, now: Now, request: Request): Effect {
	try {
		const name = world.history.clear(now.at);
		const done =
			name === undefined
				? "there is no history.jsonl yet"
				: `history.jsonl is called ${name} now; a new one begins with the next UOW that settles`;
		return answer(world, now, request, done);
	} catch (error) {
		if (!isAboutOneFile(error)) throw error;
		const why = error instanceof Error ? error.message : String(error);
		return answer(world, now, request, `not done: ${why}`);
	}
}

/** An id for a UOW that is still to come; its record is durable before anybody is told. */
export function reserve(
	world: World,
	now: Now,
	{ request, taskName, until }: Extract<Action, { kind: "reserve" }>,
): Effect {
	const id = world.ledger.nextId();
	world.reservations.write({ id, taskName, until, usedBy: undefined });
	return answer(
		world,
		now,
		request,
		`${id} is reserved until ${isoOf(until)}: drop a UOW with the line ID :: ${id}`,
	);
}

export function unreserve(
	world: World,
	now: Now,
	{ reservation, expired }: Extract<Action, { kind: "unreserve" }>,
): Effect {
	const { id, taskName } = reservation;
	const whose = taskName === undefined ? "" : ` for ${visible(taskName)}`;
	world.reservations.remove(id);
	if (expired)
		announce(world, now, `the reservation of id ${id}${whose} has expired`);
	return "acted";
}

export function setMode(world: World, mode: Mode): Effect {
	writeMode(world.paths, mode);
	return "acted";
}

export function stop(world: World, why: string): Effect {
	world.stopping = why;
	return "acted";
}
