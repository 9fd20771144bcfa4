/** catq init [--group NAME] [DIR]: a new queue root from the template; open to a group where one is named. */
import path from "node:path";
import type { Command } from "commander";
import { pathsOf } from "../disk/paths.ts";
import { groupIdOf } from "../jobs/accounts.ts";
import { loadConfig } from "../spool/config-file.ts";
import { createRoot, shareRoot } from "../spool/create.ts";
import { distrust, distrustRoot } from "../spool/trust.ts";
import { DEFAULT_CONFIG } from "../text/config-text.ts";
import { complain, EXIT } from "./exit.ts";

export function init(program: Command): void {
	program
		.command("init")
		.argument(
			"[dir]",
			"where to make it (default: --root, $CATQ_ROOT, or ./queue-root)",
		)
		.description("make a queue root; one that is there stays as it is")
		.option(
			"--group <name>",
			"open it to a group: members may drop jobs and read what became of them",
		)
		.action(async (dir: string | undefined, options: { group?: string }) => {
			const root = path.resolve(
				dir ??
					program.opts<{ root?: string }>().root ??
					(process.env.CATQ_ROOT || "queue-root"),
			);
			try {
				await make(root, options.group);
			} catch (error) {
				// Trying again will not help.
				process.exitCode = complain(
					`${root} cannot be made${options.group === undefined ? "" : ` for group ${options.group}`}: ${error instanceof Error ? error.message : error}`,
					EXIT.config,
				);
			}
		});
}

async function make(root: string, group: string | undefined): Promise<void> {
	const id = group === undefined ? undefined : groupIdOf(group);
	if (group !== undefined && id === undefined)
		throw new Error(`there is no group ${group}; make it first (groupadd)`);
	const isNew = await createRoot(root);
	process.stdout.write(
		isNew ? `${root} made\n` : `${root} is a queue root already\n`,
	);
	if (id === undefined) return;
	share(root, id);
	process.stdout.write(
		`group ${group} may drop jobs and read what became of them; requests (monitor_reads) stay yours\n`,
	);
}

function share(root: string, group: number): void {
	const { config } = pathsOf(root, DEFAULT_CONFIG);
	// Root must not change what another user's configuration or links lead to.
	refuse(distrustRoot(root, config));
	const read = loadConfig(config);
	if (!read.ok)
		throw new Error(`${config} is wrong, catq check says more; mend it first`);
	const paths = pathsOf(root, read.config);
	refuse(distrust(paths));
	shareRoot(paths, group);
}

function refuse(complaints: readonly string[]): void {
	if (complaints.length > 0) throw new Error(complaints.join("\n"));
}
