/** The root for one self, while what needs that is done to it. */
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { replaceWhole } from "../disk/steps.ts";
import { flockFolder, release } from "../jobs/flock.ts";
import { type Instant, isoOf } from "../text/instant.ts";

type Hold =
	| { readonly held: true; readonly release: () => void }
	| { readonly held: false; readonly why: string };

/** Takes the root as a Monitor would, for the command `what`; says in words why it cannot be had. */
export function holdRoot(paths: Paths, what: string, now: Instant): Hold {
	const owner = files.look(paths.root)?.uid;
	// What another user wrote here, the Monitor could not read.
	if (owner !== process.geteuid?.())
		return refused(
			`only the user whose root it is can do this: run it as user ${owner}`,
		);
	const flock = flockFolder(paths.root);
	switch (flock.kind) {
		case "taken":
			return refused(
				`a Monitor holds ${paths.root} (${files.readText(paths.own("monitor"))?.trim() ?? "it left no note"}): stop it first, its jobs run on`,
			);
		case "failed":
			return refused(`${paths.root} cannot be locked: ${flock.why}`);
		case "held":
			leaveNote(paths, what, now);
			return { held: true, release: () => release(flock.fd) };
	}
}

function refused(why: string): Hold {
	return { held: false, why };
}

/** A Monitor that starts meanwhile says who holds the root. */
function leaveNote(paths: Paths, what: string, now: Instant): void {
	if (files.look(paths.folder("run"))?.isDirectory())
		replaceWhole(
			paths.own("monitor"),
			`pid ${process.pid} since ${isoOf(now)} (${what})\n`,
			false,
		);
}
