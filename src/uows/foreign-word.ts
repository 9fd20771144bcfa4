/** Words of the command line that are not UTF-8: Node has replaced their bytes before anybody sees them. */
import fs from "node:fs";

/** The first of them; undefined: there is none. */
export function foreignWord(): string | undefined {
	const suspect = process.argv.find((word) => word.includes("\ufffd"));
	if (suspect === undefined) return undefined;
	const bytes = fs.readFileSync("/proc/self/cmdline");
	return Buffer.from(bytes.toString()).equals(bytes) ? undefined : suspect;
}
