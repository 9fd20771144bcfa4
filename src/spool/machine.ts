/** What the survey is told of processes and of the machine: spool knows only files. */
import type { Readiness, Run } from "../core/snapshot.ts";
import type { Instant, Uptime } from "../text/instant.ts";
import type { Left } from "../text/left.ts";
import type { Fence, ProcessIdentity } from "../text/records.ts";

export interface Machine {
	readonly takenAt: Instant;
	readonly uptime: Uptime;
	readonly boot: string;
	readonly readiness: Readiness;
	readonly isAlive: (identity: ProcessIdentity) => boolean;
	/** What of the job lives; dear, asked only when its keeper is gone, or nothing of it should live. */
	readonly membersOf: (run: Pick<Run, "key" | "fence">) => readonly Left[];
	/** The same for a job that ended by itself, at a price that each job can pay; `isHeld`: somebody holds its output. */
	readonly leftBehind: (
		run: Pick<Run, "key" | "fence">,
		isHeld: boolean,
	) => readonly Left[];
	readonly childOf: (key: string) => Run["child"];
	readonly faultOf: (key: string) => string | undefined;
	readonly flushOf: (key: string) => Run["flush"];
	readonly stopSent: (key: string) => boolean;
	/** Where the keeper of a fence has its UOW open. */
	readonly logOf: (fence: Fence | undefined) => string | undefined;
	readonly killSent: (key: string) => Uptime | undefined;
	readonly writersOf: (inodes: ReadonlySet<string>) => ReadonlySet<string>;
}
