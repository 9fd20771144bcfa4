/**
 * One Monitor per root: flock on the root folder itself, held by this process.
 * flock(1) sets it on the very open file it is handed, so it stays when that
 * child ends, is free the moment this process dies, and no job inherits it.
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { readText } from "../spool/files.ts";
import type { Paths } from "../spool/paths.ts";
import { replaceWhole } from "../spool/steps.ts";
import type { Instant } from "../text/instant.ts";
import { isoOf } from "../text/instant.ts";

export type Lock =
	| { readonly held: true }
	| { readonly held: false; readonly why: string };

const TAKEN = 1;

/** Held until this process ends. */
export function lockRoot(paths: Paths, now: Instant): Lock {
	const fd = fs.openSync(
		paths.root,
		fs.constants.O_RDONLY | fs.constants.O_DIRECTORY,
	);
	const flock = spawnSync("flock", ["-n", "3"], {
		stdio: ["ignore", "ignore", "ignore", fd],
	});
	if (flock.error !== undefined)
		return refused(fd, `flock (util-linux) is needed: ${flock.error.message}`);
	if (flock.status === TAKEN)
		return refused(
			fd,
			`another Monitor holds ${paths.root}: ${holderText(paths)}`,
		);
	if (flock.status !== 0)
		return refused(
			fd,
			`${paths.root} cannot be locked: flock ended with ${flock.status ?? flock.signal}`,
		);
	replaceWhole(
		paths.own("monitor"),
		`pid ${process.pid} since ${isoOf(now)}\n`,
		false,
	);
	return { held: true };
}

function refused(fd: number, why: string): Lock {
	fs.closeSync(fd);
	return { held: false, why };
}

function holderText(paths: Paths): string {
	return readText(paths.own("monitor"))?.trim() ?? "it left no note of itself";
}
