/** The queue root that a verb is about, or words why there is none. */
import path from "node:path";
import { monitorRuns } from "../client/monitor-runs.ts";
import { plainConfig } from "../client/plain-config.ts";
import { isForbidden, readText } from "../disk/files.ts";
import { CONFIG_FILE, type Paths, pathsOf } from "../disk/paths.ts";
import { isRoot } from "../spool/is-root.ts";
import type { Config } from "../text/config.ts";
import type { ConfigRead } from "../text/config-text.ts";
import { complain, EXIT, type ExitCode } from "./exit.ts";
import { findRoot } from "./find-root.ts";
import { noRootText } from "./no-root.ts";

export interface OpenRoot {
	readonly paths: Paths;
	readonly config: Config;
}

/** The root that --root, the environment or this folder says. */
export function chosenRoot(given: string | undefined): string {
	return findRoot(given, process.env.CATQ_ROOT, process.cwd());
}

/** Runs a verb on it. */
export async function onRoot<Code extends number>(
	given: string | undefined,
	act: (root: OpenRoot) => Code | Promise<Code>,
): Promise<Code | ExitCode> {
	const root = chosenRoot(given);
	if (!isRoot(root)) return complain(noRootText(root), EXIT.config);
	const file = path.join(root, CONFIG_FILE);
	const read = await configAt(file);
	if (!read.ok)
		return complain(
			`the configuration is wrong; what is, says: catq check ${file}`,
			EXIT.config,
		);
	try {
		return await act({
			paths: pathsOf(root, read.config),
			config: read.config,
		});
	} catch (error) {
		if (!isForbidden(error)) throw error;
		return (await import("./forbidden.ts")).forbidden(root, error);
	}
}

async function configAt(file: string): Promise<ConfigRead> {
	const config = plainConfig(readText(file) ?? "");
	if (config !== undefined) return { ok: true, config };
	return (await import("../spool/config-file.ts")).loadConfig(file);
}

/** For verbs that read: the files tell their state all the same. */
export function mentionMonitor({ paths }: OpenRoot): void {
	if (!monitorRuns(paths))
		process.stderr.write(
			`catq: no Monitor runs on ${paths.root}: this is how its files stand\n`,
		);
}
