/**
 * As whom a job runs: as root the Monitor runs each job as the owner of its
 * file, never as a user the file names; as an ordinary user it runs jobs as itself.
 */
import { execFileSync } from "node:child_process";
import { programPath } from "./launcher.ts";

export interface Owner {
	/** Words that go before the job's own. */
	readonly words: readonly string[];
	/** Variables of that user. */
	readonly variables: Readonly<Record<string, string>>;
}

const LIMIT_MS = 3000;
const users = new Map<number, readonly string[]>();
const SELF: Owner = { words: [], variables: {} };

/** Says in words why there is no such user. */
export function ownerOf(uid: number): Owner | string {
	if (process.getuid?.() !== 0 || uid === 0) return SELF;
	const entry = passwdEntry(uid);
	const setpriv = programPath("setpriv", "/usr/bin:/bin", "/");
	if (entry === undefined) return `its owner ${uid} is no user of this machine`;
	if (setpriv === undefined)
		return "setpriv (util-linux) is needed to run it as its owner";
	const [name = "", , , gid = "", , home = "/", shell = "/bin/sh"] = entry;
	return {
		words: [
			setpriv,
			`--reuid=${uid}`,
			`--regid=${gid}`,
			"--init-groups",
			"--no-new-privs",
			"--inh-caps=-all",
			"--",
		],
		variables: { HOME: home, USER: name, LOGNAME: name, SHELL: shell },
	};
}

/** Asks the machine's user database, which may be far away: never for long, and each user once. */
function passwdEntry(uid: number): readonly string[] | undefined {
	const known = users.get(uid);
	if (known !== undefined) return known;
	try {
		const text = execFileSync("/usr/bin/getent", ["passwd", String(uid)], {
			encoding: "utf8",
			stdio: ["ignore", "pipe", "ignore"],
			timeout: LIMIT_MS,
			killSignal: "SIGKILL",
		});
		const entry = text.trim().split(":");
		if (entry.length < 7) return undefined;
		users.set(uid, entry);
		return entry;
	} catch {
		return undefined;
	}
}
