/** catq monitor: the Monitor in the foreground. */
import path from "node:path";
import { closeInherited } from "../jobs/inherited.ts";
import { runMonitor } from "../monitor/monitor.ts";
import { isRoot } from "../spool/is-root.ts";
import { isoOf } from "../text/instant.ts";
import { complain, EXIT } from "./exit.ts";
import { noRootText } from "./no-root.ts";
import { chosenRoot } from "./root.ts";
import type { Given } from "./verb.ts";

export async function act({ root: given, options }: Given): Promise<never> {
	closeInherited();
	const root = chosenRoot(given);
	// Not waiting for what idle timers of packages are left.
	process.exit(
		isRoot(root)
			? await run(root, options)
			: complain(noRootText(root), EXIT.config),
	);
}

function run(root: string, options: Given["options"]): Promise<number> {
	return runMonitor(root, {
		once: options.once === true,
		out: (line) => void process.stdout.write(`${isoOf(Date.now())} ${line}\n`),
		started: ({ paths }) => {
			if (options.hints === true)
				process.stdout.write(
					hints(
						paths.folder("wait-q"),
						paths.folder("done-q"),
						paths.says,
						paths.reads,
					),
				);
		},
	});
}

/** Three lines for a first visit. */
function hints(
	waitQ: string,
	doneQ: string,
	says: string,
	reads: string,
): string {
	const at = (file: string) => path.relative(process.cwd(), file);
	return [
		"",
		`  Drop a job:     printf '==== UNIT OF WORK\\nCOMMAND :: echo hello\\n' > ${at(waitQ)}/hello`,
		`  Look there:     tail ${at(says)}; cat ${at(doneQ)}/hello`,
		`  Stop:           Ctrl-C here (jobs that run go on), or echo SHUTDOWN >> ${at(reads)}`,
		"",
		"",
	].join("\n");
}
