/**
 * What the processes of one run are known by. Each trace finds what others
 * lose: a program may leave its group and session, clear its environment and
 * close its files; it hardly touches a limit that no kernel enforces, and it
 * cannot leave its cgroup.
 */
import type { ProcessIdentity } from "../text/records.ts";

/** The variable that marks everything a run starts. */
export const MARK = "UOW_RUN_ID";

export interface Traces {
	/** Leads the group and the session in which the job begins. */
	readonly keeper: ProcessIdentity | undefined;
	/** The value of the variable MARK, which only this run carries. */
	readonly mark: string;
	/** Its soft limit on file locks, which only this run carries. */
	readonly locksLimit: string;
	/** Folder of its cgroup; undefined: it has none. */
	readonly cgroup: string | undefined;
}

const LEAST = 2 ** 52;

/**
 * A number for the limit on file locks (RLIMIT_LOCKS): Linux has not enforced
 * it since 2.4.25, every child inherits it, whatever it executes, and everybody
 * may read it. `key` is `ID-HHHHHHHH`; the result lies between 2^52 and 2^53,
 * where nobody's own setting does.
 */
export function locksLimitOf(key: string): string {
	const [id = "0", chance = "0"] = key.split("-");
	const bits = Number.parseInt(chance, 16) * 2 ** 20 + (Number(id) % 2 ** 20);
	return String(LEAST + (bits % LEAST));
}

/** Whether it is the limit of a run, of this one or of another. */
export function isOfARun(limit: string | undefined): boolean {
	const number = Number(limit);
	return number >= LEAST && number < 2 * LEAST;
}
