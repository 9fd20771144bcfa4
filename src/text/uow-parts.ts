/** The sections of a UOW: its titles in their order, and what stands under each. */
import { type Line, titleOf } from "./notation.ts";
import type { Problem } from "./problem.ts";
import { shorten, visible } from "./visible.ts";

/** No STATUS section at all; no state begins like this. */
export const NO_TITLE = "no title";

const TITLES = ["UNIT OF WORK", "STATUS", "JOB LOG"];

/**
 * Splits the lines at their titles; `status` is "no title" where that section is
 * missing. Reports titles that are unknown, repeated, out of order or missing.
 */
export function partsOf(
	lines: readonly Line[],
	problems: Problem[],
): { header: readonly Line[]; status: string } {
	const parts: [Line[], Line[], Line[]] = [[], [], []];
	const strays: Line[] = [];
	let at = -1;
	for (const line of lines) {
		const title = titleOf(line.text);
		if (title !== undefined) {
			const next = TITLES.indexOf(title.toUpperCase());
			if (next !== at + 1)
				problems.push({ line: line.number, text: titleProblem(title, at) });
			at = Math.max(at, next);
		} else if (at < 0 && !isBlankOrComment(line)) strays.push(line);
		else parts[at < 1 ? 0 : at < 2 ? 1 : 2].push(line);
	}
	reportStray(strays[0], at, problems);
	const status = parts[1].filter((line) => line.text.trim() !== "");
	if (status[1] !== undefined)
		problems.push({
			line: status[1].number,
			text: "STATUS holds one line; the log goes below ==== JOB LOG",
		});
	return {
		header: parts[0],
		status: at < 1 ? NO_TITLE : (status[0]?.text ?? ""),
	};
}

function isBlankOrComment(line: Line): boolean {
	return line.text.trim() === "" || line.text.startsWith("#");
}

function titleProblem(title: string, at: number): string {
	const expected = TITLES[at + 1] ?? "JOB LOG";
	return `expected the title "==== ${expected}" here, found "==== ${shorten(visible(title), 40)}"; the titles are UNIT OF WORK, STATUS, JOB LOG, each once and in this order`;
}

function reportStray(
	stray: Line | undefined,
	at: number,
	problems: Problem[],
): void {
	if (stray === undefined && at >= 0) return;
	const found =
		stray === undefined ? "" : `, found "${shorten(visible(stray.text), 60)}"`;
	problems.push({
		line: stray?.number ?? 1,
		text: `a Unit of Work begins with the title "==== UNIT OF WORK"${found}`,
	});
}
