/** The digest as the Monitor posted it; and one composed from the files, as far as they say, where none runs. */
import type { Digest } from "../core/digest.ts";
import { look, readText } from "../disk/files.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { readMode } from "../spool/mode.ts";
import type { Config } from "../text/config.ts";
import { isoOf } from "../text/instant.ts";
import { isReadme, isUnfinished, PLACES, type Place } from "../text/places.ts";
import { type Listing, listingOf, type Row } from "./listing.ts";

/** Bytes; the Monitor's own is far shorter. */
const LONGEST = 4 * 1024 * 1024;

/** Text and value of what is posted; undefined where it is not there, or not whole. */
export function postedDigest(
	paths: Paths,
): { readonly text: string; readonly digest: object } | undefined {
	const at = (name: string) => `${paths.folder("status")}/${name}`;
	const isSmall = (name: string) => {
		const stats = look(at(name));
		return stats?.isFile() === true && stats.size <= LONGEST;
	};
	if (!isSmall("status.txt") || !isSmall("status.json")) return undefined;
	try {
		const text = readText(at("status.txt")) ?? "";
		const digest: unknown = JSON.parse(readText(at("status.json")) ?? "");
		return typeof digest === "object" && digest !== null && text !== ""
			? { text, digest }
			: undefined;
	} catch {
		return undefined;
	}
}

/** Undefined counts: they are counted here, name by name. */
export function composedDigest(
	paths: Paths,
	config: Config,
	now: number,
	{ uows }: Listing = listingOf(paths, config, now),
	counts: Digest["counts"] = countsIn(paths),
): Digest {
	const runs = uows.filter((row) => row.slot !== null);
	const waiting = uows.filter((row) => row.slot === null && row.id !== null);
	return {
		takenAt: isoOf(now),
		mode: readMode(paths),
		slots: config.slots,
		vacant: Math.max(0, config.slots - runs.length),
		readiness: "unknown",
		running: runs.map(runningLine),
		waiting: waiting.map((row) => ({
			name: row.name,
			id: row.id ?? 0,
			place: row.place,
			enqueuedAt: row.enqueuedAt ?? "",
			status: row.status ?? row.state,
		})),
		reserved: { count: 0, ids: [] },
		counts,
		arriving: uows.filter((row) => row.state === "ARRIVING").length,
		notYet: [],
		unfinished: 0,
	};
}

const PULSES = ["running", "silent", "stalled"];

function runningLine(row: Row): Digest["running"][number] {
	const rounded = (seconds: number | null) =>
		seconds === null ? null : Math.round(seconds);
	const state = row.state.toLowerCase();
	const pulse = PULSES.includes(state) && row.feedback ? state : null;
	return {
		name: row.name,
		id: row.id ?? 0,
		slot: row.slot ?? 0,
		attempt: row.attempt ?? 1,
		state: pulse === null ? state : "running",
		startedAt: row.startedAt ?? "",
		seconds: rounded(row.seconds) ?? 0,
		timeoutSeconds: row.timeoutSeconds,
		pulse,
		beatSeconds: pulse === null ? null : rounded(row.beatSeconds),
		limitSeconds: row.limitSeconds,
		slow: null,
		...(row.progress === null ? {} : { progress: row.progress }),
	};
}

/** Places that a digest counts. */
export const COUNTED = PLACES.filter((place) => place !== "archive");

function countsIn(paths: Paths): Digest["counts"] {
	return Object.fromEntries(
		COUNTED.map((place) => [place, countIn(paths, place)]),
	);
}

export function countIn(paths: Paths, place: Place): number {
	let count = 0;
	for (const name of namesIn(paths.folder(place))) {
		const isNote = place === "trash" && name.endsWith(".why");
		if (!isReadme(name) && !isUnfinished(name) && !isNote) count += 1;
	}
	return count;
}
