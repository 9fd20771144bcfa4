/** What jobs report, read for the requests that are answered with it and for no others. */
import type { Run } from "../core/snapshot.ts";
import type { Paths } from "../disk/paths.ts";
import type { Request } from "../text/requests.ts";
import { feedbackPath, type Values, valuesOf } from "./feedback-file.ts";

/** Bytes of each file where all are read. */
const GLANCE = 64 * 1024;

/** By the key of the run. */
export function reportsOf(
	paths: Paths,
	requests: readonly Request[],
	runs: readonly Run[],
): ReadonlyMap<string, Values> {
	const isAsked = requests.some(
		({ keyword }) => keyword === "LIST" || keyword === "STATUS",
	);
	const promised = isAsked
		? runs.filter(({ ticket }) => ticket.feedback !== undefined)
		: [];
	return new Map(
		promised.map(({ key, ticket }) => [
			key,
			valuesOf(feedbackPath(paths, ticket.id), GLANCE) ?? new Map(),
		]),
	);
}
