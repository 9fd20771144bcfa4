/** Other users of this machine, for tests of what one may do to another. None is created. */
import { execFileSync, spawnSync } from "node:child_process";
import type { ExecutionContext } from "ava";

export interface TestUser {
	readonly name: string;
	readonly uid: number;
	readonly gid: number;
	readonly home: string;
	/** All its groups, as `id -G` prints them. */
	readonly groups: string;
}

const KNOWN = ["daemon", "games", "mail", "news", "uucp", "lp", "man"];

/** Two users with groups of their own; undefined, and said in the test's log, where the suite cannot become them. */
export function twoUsers(
	t: ExecutionContext,
): readonly [TestUser, TestUser] | undefined {
	const [one, other] =
		process.getuid?.() === 0 ? KNOWN.flatMap(lookUp).filter(isFirst) : [];
	if (one !== undefined && other !== undefined) return [one, other];
	t.log("SKIPPED: needs root, setpriv, and two users such as daemon and games");
	t.pass();
	return undefined;
}

function isFirst(
	user: TestUser,
	at: number,
	all: readonly TestUser[],
): boolean {
	return all.findIndex((other) => other.gid === user.gid) === at;
}

function lookUp(name: string): TestUser[] {
	try {
		const ask = (...words: string[]) =>
			execFileSync(words[0] ?? "", words.slice(1), { encoding: "utf8" }).trim();
		const [, , uid, gid, , home = ""] = ask("getent", "passwd", name).split(
			":",
		);
		const groups = ask("id", "-G", name);
		return [{ name, uid: Number(uid), gid: Number(gid), home, groups }];
	} catch {
		return [];
	}
}

/** Runs a shell command as a user who is also in `group`; what it printed, and its exit code. */
export function asUser(user: TestUser, group: number, command: string) {
	const words = [
		...[`--reuid=${user.uid}`, `--regid=${user.gid}`, `--groups=${group}`],
		...["--", "/bin/sh", "-c", command],
	];
	const run = spawnSync("setpriv", words, { encoding: "utf8", cwd: "/" });
	return { code: run.status, out: run.stdout, err: run.stderr };
}
