/** Which queue root is meant: --root, $CATQ_ROOT, the nearest above here, or ./queue-root. */
import path from "node:path";
import { isRoot } from "../spool/is-root.ts";

export function findRoot(
	given: string | undefined,
	variable: string | undefined,
	here: string,
): string {
	const named = given ?? (variable === "" ? undefined : variable);
	if (named !== undefined) return path.resolve(here, named);
	for (let folder = path.resolve(here); ; folder = path.dirname(folder)) {
		if (isRoot(folder)) return folder;
		if (folder === path.dirname(folder)) return path.join(here, "queue-root");
	}
}
