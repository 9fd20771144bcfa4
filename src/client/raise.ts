/** Moves a waiting UOW from wait-q to priority-q, as mv -n would do it. */
import { isMoved, look } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { moveFree } from "../disk/steps.ts";
import { visible } from "../text/visible.ts";

export interface Raised {
	readonly isDone: boolean;
	/** What became of it, for people. */
	readonly text: string;
}

export function raise(paths: Paths, name: string): Raised {
	const shown = visible(name);
	const no = (text: string): Raised => ({ isDone: false, text });
	// Under another name it would be another UOW to those that wait for it.
	if (look(paths.at("priority-q", name)) !== undefined)
		return no(
			`${shown} stays in wait-q: priority-q has another one of that name`,
		);
	try {
		const got = moveFree(paths, { place: "wait-q", name }, "priority-q");
		const as = got === name ? "" : ` as ${visible(got)}`;
		return { isDone: true, text: `${shown} moved to priority-q${as}` };
	} catch (error) {
		if (!isMoved(error)) throw error;
		return no(
			`${shown} does not lie in wait-q any more: it was started, or somebody moved it`,
		);
	}
}
