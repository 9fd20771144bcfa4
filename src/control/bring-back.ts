/** catq retry of what lies in trash or archive: it moves to wait-q, as mv -n would do it; no Monitor is needed. */
import { EXIT, type Outcome, refused } from "../cli/exit.ts";
import type { OpenRoot } from "../cli/root.ts";
import { type Located, problemsOf } from "../client/explanation.ts";
import { uowAt } from "../client/uows.ts";
import { isMoved } from "../disk/files.ts";
import { moveFree } from "../disk/steps.ts";
import { removeNote } from "../spool/trash.ts";
import { visible } from "../text/visible.ts";

export function bringBack(
	{ paths, config }: OpenRoot,
	{ place, name }: Located,
): Outcome {
	const shown = visible(name);
	const uow = uowAt(paths, place, name);
	const [problem] = problemsOf(uow?.head, uow?.endsInNewline, config);
	if (problem !== undefined)
		return refused(
			`${shown} stays in ${place}, since it will not run as it is: ${visible(problem)}; mend it first`,
			EXIT.data,
		);
	try {
		const got = moveFree(paths, { place, name }, "wait-q");
		if (place === "trash") removeNote(paths, name);
		const as = got === name ? "" : ` as ${visible(got)}`;
		const text = `${shown} moved from ${place} to wait-q${as}`;
		return { code: EXIT.ok, text };
	} catch (error) {
		if (!isMoved(error)) throw error;
		return refused(`${shown} does not lie in ${place} any more`, EXIT.unknown);
	}
}
