/** One Monitor per root: flock on the root folder itself, and a note of who holds it. */

import { readText } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { replaceWhole } from "../disk/steps.ts";
import { flockFolder } from "../jobs/flock.ts";
import type { Instant } from "../text/instant.ts";
import { isoOf } from "../text/instant.ts";

export type Lock =
	| { readonly held: true }
	| { readonly held: false; readonly why: string };

/** Held until this process ends. */
export function lockRoot(paths: Paths, now: Instant): Lock {
	const flock = flockFolder(paths.root);
	switch (flock.kind) {
		case "taken":
			return {
				held: false,
				why: `another Monitor holds ${paths.root}: ${holderText(paths)}`,
			};
		case "failed":
			return {
				held: false,
				why: `${paths.root} cannot be locked: ${flock.why}`,
			};
		case "held":
			replaceWhole(
				paths.own("monitor"),
				`pid ${process.pid} since ${isoOf(now)}\n`,
				false,
			);
			return { held: true };
	}
}

function holderText(paths: Paths): string {
	return readText(paths.own("monitor"))?.trim() ?? "it left no note of itself";
}
