#!/usr/bin/env node
/** catq: looks up a verb, runs it, sets the exit code. */
import { createRequire } from "node:module";
import { Command } from "commander";
import { impliedWords, VERBS } from "./cli/verbs.ts";

const program = new Command("catq")
	.description("a job queue you can ls, mv and cat")
	.version(version(), "-V, --version")
	.option(
		"--root <dir>",
		"the queue root (default: $CATQ_ROOT, the nearest above here, or ./queue-root)",
	)
	.showHelpAfterError()
	.exitOverride();

for (const verb of VERBS) verb(program);

try {
	await program.parseAsync(impliedWords(process.argv.slice(2)), {
		from: "user",
	});
} catch (error) {
	process.exitCode = exitCodeOf(error);
}

/** commander has said what was wrong; what is ours to say is said here. */
function exitCodeOf(error: unknown): number {
	if (
		error instanceof Error &&
		"exitCode" in error &&
		typeof error.exitCode === "number"
	)
		return error.exitCode === 0 ? 0 : 64;
	process.stderr.write(
		`catq: ${error instanceof Error ? error.message : error}\n`,
	);
	return 75;
}

/** package.json lies above dist/src in a checkout and in an installed package alike. */
function version(): string {
	const { version } = createRequire(import.meta.url)("../../package.json") as {
		version: string;
	};
	return version;
}
