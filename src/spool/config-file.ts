/** monitor.config.txt of a root; without one the defaults are in force. */

import { readText } from "../disk/files.ts";
import {
	type ConfigRead,
	DEFAULT_CONFIG,
	readConfig,
} from "../text/config-text.ts";

/** A configuration is a page of text. */
const MOST_BYTES = 1024 * 1024;

export function loadConfig(path: string): ConfigRead {
	const text = readText(path);
	if (text === undefined) return { ok: true, config: DEFAULT_CONFIG };
	if (text.length > MOST_BYTES)
		return {
			ok: false,
			problems: [{ line: 0, text: "it is larger than 1 MB" }],
		};
	return readConfig(text);
}
