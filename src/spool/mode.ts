/** Whether the Monitor starts jobs: one word in run/mode; no file means that it does. */
import type { Mode } from "../core/snapshot.ts";
import { readText } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { removeIfThere, replaceWhole } from "../disk/steps.ts";

export function readMode(paths: Paths): Mode {
	const word = readText(paths.own("mode"))?.trim();
	return word === "paused" || word === "finishing" ? word : "running";
}

export function writeMode(paths: Paths, mode: Mode): void {
	if (mode === "running") removeIfThere(paths.own("mode"));
	else replaceWhole(paths.own("mode"), `${mode}\n`, true);
}
