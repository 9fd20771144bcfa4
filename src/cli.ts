#!/usr/bin/env node
/** catq: runs a verb, sets the exit code. */
import { createRequire } from "node:module";
import { runWords } from "./cli/command-line.ts";
import { complain, EXIT } from "./cli/exit.ts";
import { VERBS } from "./cli/verbs.ts";
import { CONTROL_VERBS } from "./control/verbs.ts";
import { MANUAL_VERBS } from "./manual/verbs.ts";
import { SERVE_VERBS } from "./serve/verbs.ts";
import { UOW_VERBS } from "./uows/verbs.ts";

// Nobody reads any more (`| head`): the end of it, as a shell says it of others.
process.stdout.on("error", (error) => {
	if (!("code" in error) || error.code !== "EPIPE") throw error;
	process.exit(141);
});

runWords(process.argv.slice(2), version, [
	...UOW_VERBS,
	...VERBS,
	...CONTROL_VERBS,
	...SERVE_VERBS,
	...MANUAL_VERBS,
]).then(
	(code) => {
		process.exitCode = code;
	},
	(error) => {
		process.exitCode = complain(
			error instanceof Error ? error.message : String(error),
			EXIT.tempFail,
		);
	},
);

/** package.json lies above dist/src in a checkout and in an installed package alike. */
function version(): string {
	const { version } = createRequire(import.meta.url)("../../package.json") as {
		version: string;
	};
	return version;
}
