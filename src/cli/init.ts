/** catq init [DIR]: a new queue root from the template. */
import path from "node:path";
import type { Command } from "commander";
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
			const isNew = await createRoot(root);
			process.stdout.write(
				isNew ? `${root} made\n` : `${root} is a queue root already\n`,
			);
		});
}
