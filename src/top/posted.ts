/** What the Monitor posted last: counts that would cost a listing of each folder. */
import { postedDigest } from "../client/digest.ts";
import { look } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import type { Instant } from "../text/instant.ts";

export interface Posted {
	/** When it was posted. */
	readonly at: Instant;
	/** UOWs by place. */
	readonly counts: Readonly<Record<string, number>>;
	readonly slots: number | undefined;
	/** Why the ready check lets no job start. */
	readonly notReady: string | undefined;
}

/** Undefined where nothing is posted. */
export function readPosted(paths: Paths): Posted | undefined {
	const stats = look(`${paths.folder("status")}/status.json`);
	const digest = stats && postedDigest(paths)?.digest;
	if (stats === undefined || digest === undefined) return undefined;
	const { counts, slots, readiness } = digest as Readonly<
		Record<string, unknown>
	>;
	const entries =
		typeof counts === "object" && counts !== null ? Object.entries(counts) : [];
	return {
		at: stats.mtimeMs,
		counts: Object.fromEntries(
			entries.filter((entry): entry is [string, number] =>
				Number.isFinite(entry[1]),
			),
		),
		slots: typeof slots === "number" ? slots : undefined,
		notReady:
			typeof readiness === "string"
				? /^not ready: (.*)$/s.exec(readiness)?.[1]
				: undefined,
	};
}
