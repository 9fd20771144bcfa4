/** Files that lie where no file of their kind belongs. */

import type { Located, Run } from "../core/snapshot.ts";
import * as files from "../disk/files.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { isReadme, PLACES } from "../text/places.ts";

/** In currently-executing, and no run's. */
export function straysBeside(paths: Paths, runs: readonly Run[]): Located[] {
	const own = new Set(
		runs.map((run) =>
			run.uow?.place === "currently-executing" ? run.uow.name : undefined,
		),
	);
	return namesIn(paths.folder("currently-executing"))
		.filter(
			(name) => !own.has(name) && !isReadme(name) && !name.startsWith("."),
		)
		.map((name) => ({ place: "currently-executing", name }));
}

/** READMEs beside a newer one, in every folder that holds UOWs. */
export function surplusReadmes(paths: Paths): Located[] {
	return PLACES.flatMap((place) => {
		const found = ["README", "README.md", "README.txt"].flatMap((name) => {
			const stats = files.look(paths.at(place, name));
			return stats?.isFile() ? [{ place, name, time: stats.mtimeMs }] : [];
		});
		return found
			.sort((a, b) => b.time - a.time)
			.slice(1)
			.map(({ name }) => ({ place, name }));
	});
}
