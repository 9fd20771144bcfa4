/** The first page: the digest of this moment, with what running jobs report. */
import { type Digest, digestOf } from "../core/digest.ts";
import type { Paths } from "../disk/paths.ts";
import { indexPage } from "../page/index-page.ts";
import { uowFile } from "../page/names.ts";
import { feedbackPath, valuesOf } from "../spool/feedback-file.ts";
import type { Look } from "./board.ts";
import { lastNotices, saysVersion } from "./notices.ts";
import { rootName } from "./uow.ts";

/** Bytes of each feedback file, and files of them. */
const GLANCE = 64 * 1024;
const MOST_REPORTS = 50;
/** Seconds after which it is written again while something runs: it says for how long. */
const CLOCK = 15;

export function digestNow(
	paths: Paths,
	{ snapshot, config, at, uptime }: Look,
): Digest {
	const promised = snapshot.runs
		.filter(({ ticket }) => ticket.feedback !== undefined)
		.slice(0, MOST_REPORTS);
	const reports = new Map(
		promised.map(({ key, ticket }) => [
			key,
			valuesOf(feedbackPath(paths, ticket), GLANCE) ?? new Map(),
		]),
	);
	return digestOf({ ...snapshot, takenAt: at, uptime, reports }, config);
}

/** Changes with what the page says, and seldom by time alone. */
export function indexVersion(paths: Paths, digest: Digest): string {
	const { takenAt: _, ...rest } = digest;
	const running = rest.running.map(
		({ seconds, beatSeconds: _, progress, ...line }) => ({
			...line,
			clock: Math.floor(seconds / CLOCK),
			progress: progress === undefined ? null : Math.floor(progress),
		}),
	);
	return JSON.stringify([{ ...rest, running }, saysVersion(paths)]);
}

export function indexText(
	paths: Paths,
	digest: Digest,
	isPosted: (file: string) => boolean,
	stopped?: string,
): string {
	return indexPage({
		root: rootName(paths),
		digest,
		isPosted: (id) => isPosted(uowFile(id)),
		notices: lastNotices(paths),
		...(stopped === undefined ? {} : { stopped }),
	});
}
