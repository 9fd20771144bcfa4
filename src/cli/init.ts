/** catq init [DIR]: a new queue root from the template. */
import path from "node:path";
import type { Command } from "commander";
import { EXIT } from "../monitor/monitor.ts";
import { createRoot } from "../spool/create.ts";

export function init(program: Command): void {
	program
		.command("init")
		.argument(
			"[dir]",
			"where to make it (default: --root, $CATQ_ROOT, or ./queue-root)",
		)
		.description("make a queue root; one that is there stays as it is")
		.action(async (dir: string | undefined) => {
			const root = path.resolve(
				dir ??
					program.opts<{ root?: string }>().root ??
					(process.env.CATQ_ROOT || "queue-root"),
			);
			const isNew = await make(root);
			if (isNew === undefined) return;
			process.stdout.write(
				isNew ? `${root} made\n` : `${root} is a queue root already\n`,
			);
		});
}

/** Undefined, and said, where it cannot be made: trying again will not help. */
async function make(root: string): Promise<boolean | undefined> {
	try {
		return await createRoot(root);
	} catch (error) {
		process.stderr.write(
			`catq: ${root} cannot be made: ${error instanceof Error ? error.message : error}\n`,
		);
		process.exitCode = EXIT.config;
		return undefined;
	}
}
