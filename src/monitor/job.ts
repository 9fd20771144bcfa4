/** The job of a UOW: its command line, folder and environment, or in words why it cannot be started. */
import fs from "node:fs";
import path from "node:path";
import type { Plan } from "../core/plan.ts";
import type { Waiting } from "../core/snapshot.ts";
import type { Job } from "../jobs/launcher.ts";
import { ownerOf, type Rights } from "../jobs/owner.ts";
import { programPath } from "../jobs/program-path.ts";
import { MARK } from "../jobs/traces.ts";
import type { Config } from "../text/config.ts";
import { visible } from "../text/visible.ts";
import { markValue, type World } from "./world.ts";

const STANDARD_PATH =
	"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

interface Order {
	readonly key: string;
	readonly waiting: Waiting;
	readonly slot: number;
	readonly plan: Plan;
	readonly rights: Rights;
}

/** Everything but the place and bound of the UOW, which are known once it is claimed, and its cgroup. */
export function jobOf(
	world: World,
	{ key, waiting, slot, plan, rights }: Order,
): Omit<Job, "uow" | "mostBlocks" | "cgroup"> | string {
	const directory = plan.terms.directory ?? path.dirname(world.paths.root);
	if (!isFolder(directory))
		return `DIRECTORY ${visible(directory)} is no folder`;
	const owner = ownerOf(rights);
	if (typeof owner === "string") return owner;
	const environment: Record<string, string> = {
		...baseEnvironment(world.config),
		...owner.variables,
		...Object.fromEntries(plan.variables),
		UOW_NAME: waiting.name,
		UOW_ID: String(waiting.id),
		UOW_ROOT: world.paths.root,
		UOW_ATTEMPT: String(waiting.status.attempt),
		UOW_SLOT: String(slot),
		[MARK]: markValue(world, key),
	};
	const [first = "", ...rest] = plan.words;
	const program = programPath(
		first,
		environment.PATH ?? STANDARD_PATH,
		directory,
	);
	if (program === undefined)
		return `there is no program ${visible(first)} in ${environment.PATH}`;
	return {
		records: world.paths.own(key),
		...owner.command(directory, [program, ...rest]),
		environment,
	};
}

/** The Monitor's own variables that the configuration lets through; PATH always. */
export function baseEnvironment(config: Config): Record<string, string> {
	const passed = config.environment.flatMap((name): [string, string][] => {
		const value = process.env[name];
		return value === undefined ? [] : [[name, value]];
	});
	return { PATH: STANDARD_PATH, ...Object.fromEntries(passed) };
}

function isFolder(directory: string): boolean {
	try {
		return fs.statSync(directory).isDirectory();
	} catch {
		return false;
	}
}
