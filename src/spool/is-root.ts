/** What a queue root is known by. Alone, since every verb asks it first. */
import fs from "node:fs";
import path from "node:path";
import { CONFIG_FILE } from "../disk/paths.ts";

/** Whether a folder is a queue root. */
export function isRoot(folder: string): boolean {
	const has = (name: string) => fs.existsSync(path.join(folder, name));
	return (
		(has("wait-q") && has("currently-executing")) ||
		(has(CONFIG_FILE) && has("run"))
	);
}
