/** monitor_reads as the Monitor makes it: its edition, and its instructions. */
import { helpLines } from "../text/requests.ts";

/** The comments with which monitor_reads opens; lines with `#` are never read as requests. */
export function howto(): string {
	return [
		"Requests to the Monitor. Append one a line, for example:",
		"  echo STATUS >> monitor_reads",
		"and read the answer in monitor_says. Lines that begin with # are ignored.",
		"",
		...helpLines(),
	]
		.map((line) => `# ${line}`.trimEnd())
		.join("\n")
		.concat("\n");
}

const EDITION = /^# Edition (\d\S{0,40}Z)\./m;

/** The first line of a monitor_reads made at this time (ISO 8601); an editor's copy keeps it. */
export function editionLine(madeAt: string): string {
	return `# Edition ${madeAt}. Leave this line: by it the Monitor knows the lines it has read.\n`;
}

/** The edition that a text is a copy of; undefined for one without that line. */
export function editionOf(text: string): string | undefined {
	return EDITION.exec(text)?.[1];
}

/** A fresh monitor_reads with the comments of the one before; without any it gets the HOWTO. */
export function freshReads(madeAt: string, comments = ""): string {
	const kept = comments
		.split(/(?<=\n)/)
		.filter((line) => !EDITION.test(line))
		.join("");
	return editionLine(madeAt) + (kept.trim() === "" ? howto() : kept);
}
