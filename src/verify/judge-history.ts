/** Whether history.jsonl is whole lines of JSON. Read only, in flat memory; facts and judgement. */
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { faultOf } from "../history/history-file.ts";
import { isWholeLine } from "../text/history.ts";
import { countOf } from "../text/quantity.ts";
import { shorten } from "../text/visible.ts";
import { type Finding, type Line, note, wrong } from "./report.ts";

const FILE = "history.jsonl";
/** Bytes of a line; a longer one is none of ours. */
const LONGEST_LINE = 1024 * 1024;
const MOST_BAD = 1000;
const REBUILD = "stop the Monitor and make it anew: catq history --rebuild";

export function historyLine(paths: Paths): Line {
	const promise = "the history is whole lines of JSON";
	const fault = faultOf(paths);
	if (fault !== undefined) {
		const remedy = `the Monitor leaves it alone: move it away, then ${REBUILD}`;
		return { promise, checked: FILE, findings: [wrong(FILE, fault, remedy)] };
	}
	if (files.look(paths.history) === undefined)
		return { promise, checked: `${FILE} is not there yet`, findings: [] };
	const { lines, findings } = examine(paths);
	return { promise, checked: `${FILE}, ${countOf(lines, "line")}`, findings };
}

function examine(paths: Paths): { lines: number; findings: Finding[] } {
	const findings: Finding[] = [];
	let lines = 0;
	const rest = eachLine(paths.history, (text) => {
		lines += 1;
		if (findings.length >= MOST_BAD || isWholeLine(text)) return;
		findings.push(
			wrong(
				FILE,
				`line ${lines} is no JSON: "${shorten(text, 60)}"`,
				`mend or remove that line, or ${REBUILD}`,
			),
		);
	});
	if (rest !== "" && !isWholeLine(rest))
		findings.push(
			note(
				FILE,
				"its last line is cut short",
				"a crash left it so; the next one that is written takes its place",
			),
		);
	return { lines, findings };
}

/** Returns what stands after the last newline. Of a line that is too long its beginning is visited. */
function eachLine(path: string, visit: (text: string) => void): string {
	const chunk = Buffer.allocUnsafe(256 * 1024);
	const fd = files.openAsIs(path);
	let open: Buffer[] = [];
	let size = 0;
	const take = (part: Buffer) => {
		if (size < LONGEST_LINE) open.push(Buffer.from(part));
		size += part.length;
	};
	const end = () => {
		const text = Buffer.concat(open).toString("utf8");
		open = [];
		size = 0;
		return text;
	};
	try {
		for (let position = 0; ; ) {
			const count = files.readAt(fd, chunk, position);
			if (count === 0) return end();
			position += count;
			let start = 0;
			for (
				let at = chunk.indexOf(10);
				at >= 0 && at < count;
				at = chunk.indexOf(10, start)
			) {
				take(chunk.subarray(start, at));
				visit(end());
				start = at + 1;
			}
			take(chunk.subarray(start, count));
		}
	} finally {
		files.close(fd);
	}
}
