/** Finds the answer to a request in what the Monitor has said. */

export interface Answer {
	/** All its lines, without the time and the request. */
	readonly text: string;
	/** Another notice follows: nothing more can come of it. */
	readonly isEnded: boolean;
}

const INDENT = "    ";

/** Undefined where there is none, or its first line is not whole yet. `tag` ends the request that an answer names. */
export function answerIn(said: string, tag: string): Answer | undefined {
	const mark = ` ${tag}: `;
	const at = said.indexOf(mark);
	if (at < 0) return undefined;
	const lines = said.slice(at + mark.length).split("\n");
	// Behind the last newline a line is not whole.
	const whole = lines.slice(0, -1);
	if (whole.length === 0) return undefined;
	const next = whole.findIndex((line, i) => i > 0 && !line.startsWith(INDENT));
	const own = next < 0 ? whole : whole.slice(0, next);
	return {
		text: own
			.map((line, i) => (i === 0 ? line : line.slice(INDENT.length)))
			.join("\n"),
		isEnded: next >= 0,
	};
}
