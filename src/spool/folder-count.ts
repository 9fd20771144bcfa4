/** How many UOWs lie in a folder, counted again only when it changed, and never for long. */

import * as files from "../disk/files.ts";
import { namesIn } from "../disk/names.ts";
import type { Uptime } from "../text/instant.ts";
import { isReadme } from "../text/places.ts";

/** The part of the Monitor's time that counting may take. */
const SHARE = 0.01;

export class FolderCount {
	readonly #folder: string;
	#time = -1;
	#count = 0;
	#again: Uptime = 0;

	constructor(folder: string) {
		this.#folder = folder;
	}

	count(uptime: Uptime): number {
		const time = files.look(this.#folder)?.mtimeMs ?? 0;
		if (time === this.#time || uptime < this.#again) return this.#count;
		const begun = performance.now();
		this.#time = time;
		this.#count = namesIn(this.#folder).filter(
			(name) =>
				!isReadme(name) && !name.startsWith(".") && !name.endsWith(".why"),
		).length;
		this.#again = uptime + (performance.now() - begun) / 1000 / SHARE;
		return this.#count;
	}
}
