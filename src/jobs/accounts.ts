/** The machine's users and groups, asked of getent, since they may come from the network; never for long. */
import { execFileSync } from "node:child_process";

const LIMIT_MS = 3000;
const users = new Map<number, User>();

export interface User {
	readonly name: string;
	/** Its own group. */
	readonly group: number;
	readonly home: string;
	readonly shell: string;
}

/** Each user is asked for once. Undefined where there is none, or nobody answered. */
export function userOf(uid: number): User | undefined {
	const known = users.get(uid);
	if (known !== undefined) return known;
	const entry = entryOf("passwd", String(uid));
	if (entry === undefined || entry.length < 7) return undefined;
	const [name = "", , , group, , home = "/", shell = "/bin/sh"] = entry;
	const user = { name, group: Number(group), home, shell };
	users.set(uid, user);
	return user;
}

/** Number of a group by its name or number; undefined where there is none. */
export function groupIdOf(name: string): number | undefined {
	const id = Number(entryOf("group", name)?.[2] ?? Number.NaN);
	return Number.isInteger(id) ? id : undefined;
}

function entryOf(table: string, key: string): readonly string[] | undefined {
	try {
		const text = execFileSync("/usr/bin/getent", [table, "--", key], {
			encoding: "utf8",
			stdio: ["ignore", "pipe", "ignore"],
			timeout: LIMIT_MS,
			killSignal: "SIGKILL",
		});
		return text.trim().split(":");
	} catch {
		return undefined;
	}
}
