/** Goes with a UOW until it has settled: its log to standard output, words about its way to standard error. */
import { complain, EXIT } from "../cli/exit.ts";
import type { OpenRoot } from "../cli/root.ts";
import { JobLog } from "../client/job-log.ts";
import { monitorRuns } from "../client/monitor-runs.ts";
import { nap } from "../client/nap.ts";
import {
	type Seen,
	type Sight,
	Tracker,
	type Wanted,
} from "../client/track.ts";
import { termsUnder } from "../core/plan.ts";
import { plainText, visible } from "../text/visible.ts";
import { jobCode } from "./job-code.ts";
import { withoutPostMortem } from "./post-mortem.ts";
import { printer } from "./printer.ts";

export interface How {
	readonly isPlain: boolean;
	/** Only the last lines of what is there at first. */
	readonly lines?: number | undefined;
	/** All that stands in the log, and not the job's output alone. */
	readonly isLog?: true;
}

/** Seconds. */
const PAUSE = 0.05;
const MONITOR_PAUSE = 10;
/** One that nobody finds for so long is gone. */
const PATIENCE = 10;
/** One that waits longer is said to wait. */
const SAID_AFTER = 1;
/** Of a shell, for Ctrl-C. */
const INTERRUPTED = 130;

/** The exit code of the job. */
export async function follow(
	root: OpenRoot,
	wanted: Wanted,
	how: How,
): Promise<number> {
	const tracker = new Tracker(root.paths, wanted);
	const out = printer(how.isPlain);
	const own = how.isLog ? out : withoutPostMortem(out.write, sayRaw);
	const log = new JobLog(own.write, how.lines);
	const words = new Words(root);
	let isInterrupted = false;
	const interrupt = () => {
		isInterrupted = true;
	};
	process.once("SIGINT", interrupt);
	try {
		for (;;) {
			const sight = tracker.look(seconds());
			const code = await step(root, sight, log, () => !isInterrupted);
			if (isInterrupted) return goesOn(wanted);
			if (code !== undefined) {
				await own.end();
				await out.end();
				return code;
			}
			words.say(sight, seconds());
			await nap(PAUSE);
		}
	} finally {
		process.off("SIGINT", interrupt);
	}
}

/** It may as well be a job's that only looks like the Monitor. */
async function sayRaw(text: Buffer): Promise<void> {
	process.stderr.write(plainText(text.toString()));
}

/** Undefined: it is not over. */
async function step(
	root: OpenRoot,
	sight: Sight,
	log: JobLog,
	goesOn: () => boolean,
): Promise<number | undefined> {
	switch (sight.kind) {
		case "waits":
			return undefined;
		case "runs":
		case "settled": {
			const { place, name, uow } = sight;
			const logAt = uow.head.logAt;
			const isOver = sight.kind === "settled";
			if (logAt !== undefined)
				await log.copy(
					{
						path: root.paths.at(place, name),
						inode: uow.inode,
						logAt,
						hasValues: termsUnder(uow.head, root.config).feedback !== undefined,
						isOver,
					},
					goesOn,
				);
			return isOver ? codeOf(sight) : undefined;
		}
		case "discarded":
			return complain(discardText(sight), EXIT.data);
		case "missing":
			return sight.seconds < PATIENCE
				? undefined
				: complain(
						"it lies in no folder of the queue root any more",
						EXIT.unknown,
					);
	}
}

export function discardText({
	name,
	why,
}: Extract<Sight, { kind: "discarded" }>): string {
	return `${visible(name)} was moved to trash${why === "" ? "" : `: ${visible(why)}`}`;
}

/** What is not plain from its exit code is said. */
export function codeOf({ name, uow }: Seen): number {
	const status = uow.head.status?.text ?? "";
	const code = jobCode(status);
	if (code !== EXIT.ok)
		process.stderr.write(`catq: ${visible(name)}: ${visible(status)}\n`);
	return code;
}

function goesOn({ name }: Wanted): number {
	process.stderr.write(
		`\ncatq: ${visible(name)} goes on; see it again with: catq follow ${visible(name)}\n`,
	);
	return INTERRUPTED;
}

export function seconds(): number {
	return performance.now() / 1000;
}

/** What a UOW waits for, where that takes a while: each reason once. */
export class Reasons {
	readonly #since = seconds();
	#status = "";

	say(sight: Sight, now: number): void {
		if (sight.kind !== "waits" || now < this.#since + SAID_AFTER) return;
		const status = sight.uow.head.status?.text ?? "it is not accepted yet";
		if (status === this.#status) return;
		this.#status = status;
		const name = visible(sight.name);
		const help = status.startsWith("HELD") ? `; catq release ${name}` : "";
		process.stderr.write(`catq: ${name}: ${visible(status)}${help}\n`);
	}
}

/** What is said while it goes on: that no Monitor runs, too. */
class Words {
	readonly #root: OpenRoot;
	readonly #reasons = new Reasons();
	#askedAt = Number.NEGATIVE_INFINITY;
	#hasMissed = false;

	constructor(root: OpenRoot) {
		this.#root = root;
	}

	say(sight: Sight, now: number): void {
		if (!this.#hasMissed && now >= this.#askedAt + MONITOR_PAUSE) {
			this.#askedAt = now;
			this.#hasMissed = mentionNone(this.#root);
		}
		this.#reasons.say(sight, now);
	}
}

/** Whether there is none. */
export function mentionNone({ paths }: OpenRoot): boolean {
	const isNone = !monitorRuns(paths);
	if (isNone)
		process.stderr.write(
			`catq: no Monitor runs on ${paths.root}: nothing happens until one does\n`,
		);
	return isNone;
}
