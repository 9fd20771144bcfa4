/** What each header name with a meaning says, for catq-uow(5). */
import type { HeaderName } from "../text/header.ts";

export const HEADER_MEANS: Readonly<Record<HeaderName | "ID", string>> = {
	JOB_TYPE: "a job type of the configuration. Default: shell",
	COMMAND:
		"what job type shell runs, with bash -c; it may go on in lines that begin with white space",
	TASK_NAME:
		"what kind of task this is, for UNIQUE, KILLALL and the history. Default: the file's name without a number at its end",
	INFO_1: "free text for lists and the history",
	INFO_2: "more of it",
	INFO_3: "more of it",
	DIRECTORY:
		"the job's working folder, an absolute path. Default: the folder that holds the queue root",
	TIMEOUT:
		"the longest run time, such as 30m; then the job is ended and goes to fail-q. Default: no limit",
	FEEDBACK:
		"the longest time without a sign of life, such as 30s; then the job is ended and goes to fail-q",
	FEEDBACK_FROM:
		"what is a sign of life: file, a change of $UOW_FEEDBACK, or output, the job's own output. Default: file",
	KEEP_LEFTOVERS:
		"yes: what the job leaves behind when it ends by itself lives on. Default: no",
	GRACE: "time from the first signal until KILL. Default: 5s",
	STOP_SIGNAL:
		"the first signal when the job is to be ended: TERM, INT, HUP, QUIT, USR1 or USR2. Default: TERM",
	SUCCESS_EXITS:
		"exit codes that mean done; they replace 0. Example: 0, 24. Default: 0",
	AFTER:
		"names of UOWs, with commas between, that must be done first. One of them in error-q or fail-q: this one waits, and says so",
	NOT_BEFORE:
		"date-time before which it is not started, such as 2026-11-22T06:00",
	UNIQUE:
		"yes: it does not run if an earlier UOW of the same TASK NAME waits or runs; it goes to fail-q. Default: no",
	RETRIES:
		"how often the Monitor tries again by itself, and after which pause: 3 every 5m. Default: never",
	ON_CRASH:
		"when the machine went down under it: fail, or requeue for the next attempt. Default: fail",
	ID: "an id that catq reserve has printed; the UOW gets it. Default: the next free one",
};
