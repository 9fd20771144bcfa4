/** catq status: the digest, as the Monitor posts it, or composed from the files where none runs. */
import { type Paint, paintFor } from "../cli/colour.ts";
import { complain, EXIT, type ExitCode } from "../cli/exit.ts";
import { type OpenRoot, onRoot } from "../cli/root.ts";
import type { Given } from "../cli/verb.ts";
import { composedDigest, postedDigest } from "../client/digest.ts";
import { monitorRuns } from "../client/monitor-runs.ts";
import { digestText } from "../core/digest.ts";
import { visible, visibleJson } from "../text/visible.ts";

export function act(given: Given): ExitCode | Promise<ExitCode> {
	const paint = paintFor(given);
	if (typeof paint === "string") return complain(paint, EXIT.usage);
	return onRoot(given.root, (open) =>
		run(open, given.options.json === true, paint),
	);
}

function run(
	{ paths, config }: OpenRoot,
	asJson: boolean,
	paint: Paint,
): ExitCode {
	const monitor = monitorRuns(paths);
	const { text, digest } =
		(monitor ? postedDigest(paths) : undefined) ??
		composed({ paths, config }, monitor);
	const lines = text
		.trimEnd()
		.split("\n")
		.map((line) => painted(visible(line), paint));
	process.stdout.write(
		asJson
			? `${visibleJson({ ...digest, monitor }, 2)}\n`
			: `${lines.join("\n")}\n`,
	);
	if (!monitor)
		process.stderr.write(
			`catq: no Monitor runs on ${paths.root}: this is how its files stand; start it with catq monitor\n`,
		);
	return EXIT.ok;
}

/** The state behind a UOW's id, or how silent it is. */
function painted(line: string, paint: Paint): string {
	return line.replace(
		/( \(id \d+\) )([A-Za-z]+)|(, )(silent|stalled)(?=: last sign)/g,
		(_, before = "", state = "", comma = "", pulse = "") =>
			`${before}${comma}${paint(`${state}${pulse}`)}`,
	);
}

function composed({ paths, config }: OpenRoot, monitor: boolean) {
	const digest = composedDigest(paths, config, Date.now());
	const mode = monitor
		? digest.mode
		: `no Monitor runs (mode when it starts: ${digest.mode})`;
	const text = digestText({ ...digest, mode });
	return { text: `${digest.takenAt}\n${text}`, digest };
}
