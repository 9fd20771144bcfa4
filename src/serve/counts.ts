/** How many UOWs lie in each folder, where no Monitor says so: counted again only where a folder has changed. */
import { COUNTED, countIn } from "../client/digest.ts";
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";

export class Counts {
	readonly #paths: Paths;
	readonly #seen = new Map<string, { time: number; count: number }>();

	constructor(paths: Paths) {
		this.#paths = paths;
	}

	look(): Readonly<Record<string, number>> {
		return Object.fromEntries(
			COUNTED.map((place) => [place, this.#count(place)]),
		);
	}

	#count(place: (typeof COUNTED)[number]): number {
		const time = files.look(this.#paths.folder(place))?.mtimeMs ?? 0;
		const seen = this.#seen.get(place);
		if (seen?.time === time) return seen.count;
		const count = countIn(this.#paths, place);
		this.#seen.set(place, { time, count });
		return count;
	}
}
