/** What all answers of one server share: the root, and what was seen of it lately. */

import type { Paths } from "../disk/paths.ts";
import type { Live } from "../page/frame.ts";
import type { Looks } from "./looks.ts";

export interface Site {
	readonly paths: Paths;
	/** Of catq. */
	readonly version: string;
	readonly looks: Looks;
	/** Scripts that each page loads, of the room `page`. */
	readonly scripts: readonly string[];
}

export function liveOf({ looks, scripts }: Site): Live {
	return { scripts, monitorRuns: looks.monitorRuns() };
}
