/** The exit codes of catq's verbs: those of sysexits(3), and two beside them for a UOW that cannot be ended. */
export const EXIT = {
	ok: 0,
	/** The answer is no. */
	no: 1,
	usage: 64,
	/** Something is wrong in a file. */
	data: 65,
	/** No such UOW, or no such file. */
	unknown: 66,
	notRunning: 67,
	/** Only its id is reserved. */
	reserved: 68,
	noMonitor: 69,
	/** Failed; try again. */
	tempFail: 75,
	config: 78,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Words for people on stderr, and the code that goes with them. */
export function complain(text: string, code: ExitCode): ExitCode {
	process.stderr.write(`catq: ${text}\n`);
	return code;
}
