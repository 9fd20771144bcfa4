/** The promises that rest on the machine. Pure. */
import { type Instant, isoOf } from "../text/instant.ts";
import {
	countOf,
	countText,
	durationText,
	sizeText,
} from "../text/quantity.ts";
import type { Newest } from "./place-survey.ts";
import { type Finding, type Line, note, wrong } from "./report.ts";

export interface RoomFacts {
	readonly freeBytes: number;
	/** Undefined where the file system does not count them. */
	readonly freeInodes: number | undefined;
}

/** A UOW and its records take a dozen; below this the end is near. */
const FEW_INODES = 1000;

export function roomLine(facts: RoomFacts, minFree: number | undefined): Line {
	const { freeBytes, freeInodes } = facts;
	const wanted =
		minFree === undefined ? "" : ` (min free disk ${sizeText(minFree)})`;
	const findings: Finding[] = [];
	if (freeBytes < (minFree ?? 0))
		findings.push(
			wrong(
				"disk",
				`${sizeText(freeBytes)} free`,
				`no job is started before ${sizeText(minFree ?? 0)} are: move old UOWs and logs away`,
			),
		);
	if (freeInodes !== undefined && freeInodes < FEW_INODES)
		findings.push(
			wrong(
				"disk",
				`${countOf(freeInodes, "file")} can still be made`,
				`at least ${countText(FEW_INODES)} should be free: remove small files nobody needs`,
			),
		);
	return {
		promise: "there is room to work",
		checked: `${sizeText(freeBytes)} free${wanted}, ${freeInodes === undefined ? "inodes are not counted" : `${countText(freeInodes)} inodes free`}`,
		findings,
	};
}

export interface ClockFacts {
	readonly now: Instant;
	/** The newest change of a file, as the file system has it. */
	readonly change: Newest;
	/** The newest timestamp of a UOW, which a person may have written. */
	readonly stamp: Newest;
}

/** No catq is older. */
const EARLIEST = Date.UTC(2025, 0, 1);
/** Milliseconds by which clocks may disagree. */
const TOLERANCE = 5000;

export function clockLine({ now, change, stamp }: ClockFacts): Line {
	const findings: Finding[] = [];
	if (now < EARLIEST)
		findings.push(
			wrong("clock", `it says ${isoOf(now)}`, "set it: timedatectl, chrony"),
		);
	if (change.at > now + TOLERANCE)
		findings.push(
			wrong(
				change.file,
				`it was changed ${durationText((change.at - now) / 1000)} from now`,
				"the clock was set back: set it right, or NOT BEFORE and the order of the queues are wrong",
			),
		);
	if (stamp.at > now + TOLERANCE)
		findings.push(
			note(
				stamp.file,
				`its timestamp is ${isoOf(stamp.at)}`,
				"somebody wrote it, or the clock was set back: it goes last until then",
			),
		);
	return {
		promise: "the clock is not behind the files",
		checked: `${isoOf(now)}, newest change ${change.at === 0 ? "none" : isoOf(change.at)}`,
		findings,
	};
}

export interface MachineFacts {
	readonly bootId: string | undefined;
	readonly uptime: number | undefined;
	readonly hasOwnStat: boolean;
	/** /proc shows a user its own processes only. */
	readonly hidesProcesses: boolean;
	readonly isRoot: boolean;
	readonly programs: readonly string[];
	readonly missing: readonly string[];
}

export function machineLine(facts: MachineFacts): Line {
	const { bootId, uptime, missing } = facts;
	const hasProc =
		facts.hasOwnStat &&
		/^[0-9a-f-]{36}$/.test(bootId ?? "") &&
		(uptime ?? 0) > 0;
	const proc = hasProc
		? []
		: [
				wrong(
					"/proc",
					"boot id, uptime or processes cannot be read there",
					"mount it: mount -t proc proc /proc",
				),
			];
	const programs = missing.map((program) =>
		wrong(
			program,
			"it is not found in PATH",
			`install it${packageOf(program)}`,
		),
	);
	const hidden =
		facts.hidesProcesses && !facts.isRoot
			? [
					note(
						"/proc",
						"it hides the processes of others (hidepid)",
						"a file that another user still writes cannot be told from a quiet one: write elsewhere and mv",
					),
				]
			: [];
	return {
		promise: "the machine has what the Monitor needs",
		checked: `/proc, boot ${bootId?.slice(0, 8) ?? "?"}, up ${durationText(uptime ?? 0)}, ${facts.programs.join(", ")}`,
		findings: [...proc, ...programs, ...hidden],
	};
}

function packageOf(program: string): string {
	return program === "flock" || program === "setpriv" ? " (util-linux)" : "";
}
