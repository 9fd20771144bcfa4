/** Progress: what a job says of itself, as people read it. */
import { progressText } from "../../src/text/progress.ts";
import { table } from "../helpers/table.ts";

table(
	"progress is shown",
	([percent, seconds]: [number, number]) => progressText(percent, seconds),
	{
		"with the time that is left": [
			[25, 60],
			"[##--------] 25%, about 3m 00s left",
		],
		"in seconds where it is short": [
			[50, 7],
			"[#####-----] 50%, about 7 s left",
		],
		"without it at the start": [[0, 60], "[----------] 0%"],
		"without it at the end": [[100, 60], "[##########] 100%"],
		"full only when it is done": [
			[99.9, 10],
			"[#########-] 99%, about 1 s left",
		],
	},
);
