/** What all answers of one server share: the root, and what was seen of it lately. */

import type { OpenRoot } from "../cli/root.ts";
import type { Paths } from "../disk/paths.ts";
import type { Live } from "../page/frame.ts";
import type { TimelineDrawer } from "../post/timeline-drawer.ts";
import type { Looks } from "./looks.ts";

export interface Site {
	readonly paths: Paths;
	/** Of catq. */
	readonly version: string;
	readonly looks: Looks;
	/** What the forms of our pages hold; undefined: this server only shows. */
	readonly formKey: string | undefined;
	readonly timeline: TimelineDrawer;
	/** Scripts that each page loads, of the room `page`. */
	readonly scripts: readonly string[];
}

export function liveOf({ looks, scripts, formKey }: Site): Live {
	const control = formKey === undefined ? undefined : { key: formKey };
	return { scripts, monitorRuns: looks.monitorRuns(), control };
}

/** As the verbs have it. */
export function rootOf({ paths, looks }: Site): OpenRoot {
	return { paths, config: looks.config() };
}
