/** catq init [--group NAME] [DIR]: a new queue root from the template; open to a group where one is named. */
import path from "node:path";
import { pathsOf } from "../disk/paths.ts";
import { groupIdOf } from "../jobs/accounts.ts";
import { loadConfig } from "../spool/config-file.ts";
import { createRoot, shareRoot } from "../spool/create.ts";
import { distrust, distrustRoot } from "../spool/trust.ts";
import { DEFAULT_CONFIG } from "../text/config-text.ts";
import { complain, EXIT, type ExitCode } from "./exit.ts";
import { type Given, textOf } from "./verb.ts";

export async function act(given: Given): Promise<ExitCode> {
	const root = path.resolve(
		given.args[0] ?? given.root ?? (process.env.CATQ_ROOT || "queue-root"),
	);
	const group = textOf(given, "group");
	try {
		await make(root, group);
		return EXIT.ok;
	} catch (error) {
		const whom = group === undefined ? "" : ` for group ${group}`;
		// Trying again will not help.
		return complain(
			`${root} cannot be made${whom}: ${error instanceof Error ? error.message : error}`,
			EXIT.config,
		);
	}
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
		throw new Error(`${config} is wrong; what is, says: catq check ${config}`);
	const paths = pathsOf(root, read.config);
	refuse(distrust(paths));
	shareRoot(paths, group);
}

function refuse(complaints: readonly string[]): void {
	if (complaints.length > 0) throw new Error(complaints.join("\n"));
}
