/** The signals that a header or a request may ask for, and how the shell's exit codes name them. */

/** Signals a keeper lives through, so that it can record the end of its job. */
export const STOP_SIGNALS = [
	"TERM",
	"INT",
	"HUP",
	"QUIT",
	"USR1",
	"USR2",
] as const;
export type StopSignal = (typeof STOP_SIGNALS)[number];
/** What a kill may begin with: KILL leaves nobody the time to end in order. */
export const KILL_SIGNALS = [...STOP_SIGNALS, "KILL"] as const;
export type KillSignal = (typeof KILL_SIGNALS)[number];

/** `TERM` and `SIGTERM` are one. */
export function killSignalOf(word: string): KillSignal | undefined {
	const name = word.toUpperCase().replace(/^SIG/, "");
	return KILL_SIGNALS.find((known) => known === name);
}

/** Linux numbers of x86, ARM and RISC-V; the order of `kill -l`. */
const NAMES = [
	"HUP",
	"INT",
	"QUIT",
	"ILL",
	"TRAP",
	"ABRT",
	"BUS",
	"FPE",
	"KILL",
	"USR1",
	"SEGV",
	"USR2",
	"PIPE",
	"ALRM",
	"TERM",
	"STKFLT",
	"CHLD",
	"CONT",
	"STOP",
	"TSTP",
	"TTIN",
	"TTOU",
	"URG",
	"XCPU",
	"XFSZ",
	"VTALRM",
	"PROF",
	"WINCH",
	"IO",
	"PWR",
	"SYS",
] as const;

/** The signal that a shell reports as this exit code (128 + its number), or undefined. */
export function signalOfExit(code: number): string | undefined {
	return code > 128 ? NAMES[code - 129] : undefined;
}

/** `TERM` is 15; undefined for what is no signal. */
export function numberOfSignal(name: string): number | undefined {
	const at = (NAMES as readonly string[]).indexOf(name);
	return at < 0 ? undefined : at + 1;
}
