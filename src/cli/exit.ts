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

/** What help, man pages and docs say of each. */
export const EXIT_MEANS: Readonly<Record<ExitCode, string>> = {
	0: "done",
	1: "the answer is no",
	64: "wrong usage",
	65: "something is wrong in a file",
	66: "there is no such UOW, or no such file",
	67: "the UOW is not in the state for that: it does not run, does not wait, has not ended",
	68: "only its id is reserved",
	69: "no Monitor runs on the root",
	75: "failed, or no answer in time; try again",
	78: "there is no queue root, its configuration is wrong, or you may not do this here",
};

/** The codes of verbs that end as the job did. */
export const JOB_EXITS =
	"run, follow and wait end with the exit code of the job: 128+N where signal N ended it, 124 where its time was up";

/** Words for people on stderr, and the code that goes with them. */
export function complain(text: string, code: ExitCode): ExitCode {
	process.stderr.write(`catq: ${text}\n`);
	return code;
}

/** What came of something, in words, and the code that goes with them. */
export interface Outcome {
	readonly code: ExitCode;
	readonly text: string;
}

export function refused(text: string, code: ExitCode): Outcome {
	return { code, text };
}

/** Words of success are data. */
export function say({ code, text }: Outcome): ExitCode {
	if (code !== EXIT.ok) return complain(text, code);
	process.stdout.write(`${text}\n`);
	return code;
}
