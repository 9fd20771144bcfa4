/** catq names [BEGINNING]: names and ids for a shell that completes. Quick, bounded, and silent where there is no root. */
import { EXIT, type ExitCode } from "../cli/exit.ts";
import { chosenRoot } from "../cli/root.ts";
import type { Given } from "../cli/verb.ts";
import { namesBeginning } from "../client/beginnings.ts";
import { pathsOf } from "../disk/paths.ts";
import { loadConfig } from "../spool/config-file.ts";
import { DEFAULT_CONFIG } from "../text/config-text.ts";

export function act({ root, args }: Given): ExitCode {
	const at = chosenRoot(root);
	const read = loadConfig(pathsOf(at, DEFAULT_CONFIG).config);
	const paths = pathsOf(at, read.ok ? read.config : DEFAULT_CONFIG);
	const names = namesBeginning(paths, args[0] ?? "");
	if (names.length > 0) process.stdout.write(`${names.join("\n")}\n`);
	return EXIT.ok;
}
