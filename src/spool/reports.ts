/** What jobs report, read for the requests that are answered with it and for no others. */
import type { Known } from "../core/naming.ts";
import { type Reporter, reporterOf, reportKey } from "../core/obey-feedback.ts";
import type { Run } from "../core/snapshot.ts";
import type { Paths } from "../disk/paths.ts";
import type { Config } from "../text/config.ts";
import type { Request } from "../text/requests.ts";
import { feedbackPath, type Values, valuesOf } from "./feedback-file.ts";
import { lastReport } from "./final-section.ts";

/** Bytes of each file where all are read. */
const GLANCE = 64 * 1024;

/** By reportKey; none where nothing was promised. */
export function reportsOf(
	paths: Paths,
	config: Config,
	requests: readonly Request[],
	known: Known,
): ReadonlyMap<string, Values> {
	const reports = new Map<string, Values>();
	const note = (reporter: Reporter, values: Values | undefined) => {
		if (values !== undefined) reports.set(reportKey(reporter), values);
	};
	const isForAll = requests.some(
		({ keyword }) => keyword === "LIST" || keyword === "STATUS",
	);
	if (isForAll)
		for (const run of known.runs)
			note({ kind: "run", run }, runningReport(paths, run, GLANCE));
	const names = requests.flatMap(({ keyword, name }) =>
		keyword === "FEEDBACK" ? [name] : [],
	);
	for (const name of new Set(names)) {
		const reporter = reporterOf(name, known);
		if (typeof reporter === "string") continue;
		note(
			reporter,
			reporter.kind === "run"
				? runningReport(paths, reporter.run)
				: lastReport(paths, reporter, config),
		);
	}
	return reports;
}

function runningReport(
	paths: Paths,
	{ ticket }: Run,
	most?: number,
): Values | undefined {
	return (
		ticket.feedback &&
		(valuesOf(feedbackPath(paths, ticket), most) ?? new Map())
	);
}
