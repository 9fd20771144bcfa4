/** The machine's users and groups, asked of getent, since they may come from the network; never for long. */
import { execFileSync } from "node:child_process";

const LIMIT_MS = 3000;
/** Seconds for which an answer counts. */
const FRESH = 60;
const users = new Map<number, { user: User; until: number }>();

export interface User {
	readonly name: string;
	/** Its own group. */
	readonly group: number;
	readonly home: string;
	readonly shell: string;
}

/** Undefined where there is none; "unknown": nobody answered, ask again. */
export function userOf(uid: number): User | "unknown" | undefined {
	const now = performance.now() / 1000;
	const known = users.get(uid);
	if (known !== undefined && now < known.until) return known.user;
	const entry = entryOf("passwd", String(uid));
	if (entry === "unknown") return entry;
	if (entry === undefined || entry.length < 7) return undefined;
	const [name = "", , , group, , home = "/", shell = "/bin/sh"] = entry;
	const user = { name, group: Number(group), home, shell };
	users.set(uid, { user, until: now + FRESH });
	return user;
}

/** Number of a group by its name or number; undefined where there is none. */
export function groupIdOf(name: string): number | undefined {
	const entry = entryOf("group", name);
	const id = Number(typeof entry === "object" ? entry[2] : Number.NaN);
	return Number.isInteger(id) ? id : undefined;
}

/** What getent ends with where there is no such entry. */
const NONE = 2;

function entryOf(
	table: string,
	key: string,
): readonly string[] | "unknown" | undefined {
	try {
		const text = execFileSync("/usr/bin/getent", [table, "--", key], {
			encoding: "utf8",
			stdio: ["ignore", "pipe", "ignore"],
			timeout: LIMIT_MS,
			killSignal: "SIGKILL",
		});
		return text.trim().split(":");
	} catch (error) {
		const { status } = error as { status?: number | null };
		return status === NONE ? undefined : "unknown";
	}
}
