/** How many UOWs lie in each folder: as the Monitor posted it, and counted only where that is not known. */
import { look } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { FolderCount } from "../spool/folder-count.ts";
import { PLACES, type Place } from "../text/places.ts";
import type { Posted } from "./posted.ts";

const COUNTED = PLACES.filter(
	(place) => place !== "currently-executing" && place !== "archive",
);

export class Counts {
	readonly #paths: Paths;
	readonly #folders: ReadonlyMap<Place, FolderCount>;

	constructor(paths: Paths) {
		this.#paths = paths;
		this.#folders = new Map(
			COUNTED.map((place) => [place, new FolderCount(paths.folder(place))]),
		);
	}

	/** `now`: seconds of a steady clock. */
	look(
		posted: Posted | undefined,
		monitor: boolean,
		now: number,
	): readonly (readonly [Place, number])[] {
		return COUNTED.map((place) => {
			const known = posted?.counts[place];
			const isTrue =
				known !== undefined && (monitor || this.#isOld(place, posted));
			const count = isTrue
				? known
				: (this.#folders.get(place)?.count(now) ?? 0);
			return [place, count];
		});
	}

	/** Whether nothing came or went since that was posted. */
	#isOld(place: Place, posted: Posted | undefined): boolean {
		const time = look(this.#paths.folder(place))?.mtimeMs ?? 0;
		return posted !== undefined && time < posted.at;
	}
}
