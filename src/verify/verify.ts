/**
 * Looks at a root from its files alone and judges each promise. A root lives
 * while it is looked at: what seems wrong is looked at again, and only what is
 * wrong in every look is called so.
 */

import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isForbidden, isMoved } from "../disk/files.ts";
import { CONFIG_FILE, type Paths, pathsOf } from "../disk/paths.ts";
import { loadConfig } from "../spool/config-file.ts";
import type { Config } from "../text/config.ts";
import { DEFAULT_CONFIG } from "../text/config-text.ts";
import { type Problem, problemText } from "../text/problem.ts";
import { countOf } from "../text/quantity.ts";
import {
	foldersLine,
	messagesLine,
	mountLine,
	trustLine,
	turnFacts,
} from "./folders.ts";
import { type HolderFacts, holderFacts } from "./holder.ts";
import { historyLine } from "./judge-history.ts";
import { holderLine, livesIn, turnsLine, watchLine } from "./judge-holder.ts";
import { ledgerLine, nextIdLine, type Unledgered } from "./judge-ledger.ts";
import { clockLine, machineLine, roomLine } from "./judge-machine.ts";
import {
	idsLine,
	linksLine,
	placeholdersLine,
	placesLine,
} from "./judge-places.ts";
import { reservationsLine } from "./judge-reserved.ts";
import { keepersLine, recordsLine, runsLine } from "./judge-runs.ts";
import { ledgerFacts, nextIdOf } from "./ledger-facts.ts";
import { machineFacts, roomFacts, watchFacts } from "./machine.ts";
import { surveyPlaces } from "./place-survey.ts";
import { confirmed, type Line, verdictOf, wrong } from "./report.ts";
import { runFacts } from "./run-facts.ts";

export interface Verdicts {
	/** Whether a Monitor holds the root. */
	readonly lives: boolean;
	readonly lines: readonly Line[];
}

/** Seconds before each further look beside a Monitor: longer than a turn, shorter than anybody's patience. */
const PAUSES = [0.3, 1];
/** Without one only people change a root. */
const PAUSES_ALONE = [0.1];

/**
 * Judges every promise. Where the configuration cannot be read it is not known
 * where anything lies: then that is all. `isOurs`: the caller holds the root, and
 * no Monitor does.
 */
export async function verify(root: string, isOurs = false): Promise<Verdicts> {
	const { paths, config, problems } = configured(root);
	if (problems.length > 0)
		return { lives: false, lines: [configLine(config, problems)] };
	let seen = look(paths, config, isOurs);
	for (const seconds of seen.lives ? PAUSES : PAUSES_ALONE) {
		if (!seen.lines.some((line) => verdictOf(line) === "WRONG")) break;
		await pause(seconds * 1000);
		const now = look(paths, config, isOurs);
		seen = { ...now, lines: confirmed(seen.lines, now.lines) };
	}
	return seen;
}

/** Where all of a root lies, by its configuration; by the defaults where that is wrong. */
export function configured(root: string): {
	readonly paths: Paths;
	readonly config: Config;
	readonly problems: readonly Problem[];
} {
	const read = loadConfig(path.join(root, CONFIG_FILE));
	const config = read.ok ? read.config : DEFAULT_CONFIG;
	const problems = read.ok ? [] : read.problems;
	return { paths: pathsOf(root, config), config, problems };
}

function look(paths: Paths, config: Config, isOurs: boolean): Verdicts {
	const found = holderFacts(paths);
	const holder: HolderFacts = isOurs
		? { ...found, lock: "free", self: undefined }
		: found;
	const lives = livesIn(holder);
	const { sleepSeconds } = config;
	const looks: readonly (() => readonly Line[])[] = [
		() => [configLine(config, [])],
		() => [foldersLine(paths)],
		() => [mountLine(paths)],
		() => [trustLine(paths, holder.self ?? ownerOf(paths.root))],
		() => [messagesLine(paths)],
		() => [holderLine(holder)],
		() => [turnsLine(holder, turnFacts(paths, Date.now()), sleepSeconds)],
		() => lookAtUows(paths, lives),
		() => [historyLine(paths)],
		() => [roomLine(roomFacts(paths), config.minFreeDisk)],
		() => [watchLine(holder, watchFacts(paths), sleepSeconds)],
		() => [machineLine(machineFacts(config.shellJobs))],
	];
	return { lives, lines: looks.flatMap(tried) };
}

/** What may not be read, or is not there, is a finding as well. */
function tried(look: () => readonly Line[]): readonly Line[] {
	try {
		return look();
	} catch (error) {
		if (!isForbidden(error) && !isMoved(error)) throw error;
		const { path, code } = error as NodeJS.ErrnoException;
		const finding = isForbidden(error)
			? wrong(
					path ?? "the root",
					"you may not read it",
					"run catq verify as the Monitor's user",
				)
			: wrong(
					path ?? "the root",
					`it cannot be looked at (${code})`,
					"what hangs on it was not checked: see the other lines, then verify again",
				);
		return [
			{
				promise: "all of it can be looked at",
				checked: "files and folders",
				findings: [finding],
			},
		];
	}
}

/**
 * Records before places, the ledger before both: a UOW that settles meanwhile
 * is looked up in the ledger once more.
 */
function lookAtUows(paths: Paths, lives: boolean): readonly Line[] {
	const before = ledgerFacts(paths);
	const runs = runFacts(paths);
	const survey = surveyPlaces(paths, {
		runs,
		nextId: nextIdOf(before.nextText),
		attemptsOf: before.attemptsOf,
	});
	const ledger = ledgerFacts(paths);
	const unledgered = survey.unledgered.filter(
		({ id, attempt }: Unledgered) => ledger.attemptsOf(id) < attempt,
	);
	const tickets = runs.runs.map((run) => run.ticket);
	const awaited = new Set(tickets.map((ticket) => ticket.name));
	return [
		placesLine(survey),
		idsLine(survey),
		linksLine(survey),
		placeholdersLine(survey, awaited, lives),
		runsLine(runs, survey.located, lives),
		keepersLine(runs, lives),
		recordsLine(runs, lives),
		ledgerLine(ledger, unledgered, lives),
		reservationsLine(runs.reserved, {
			nextId: nextIdOf(ledger.nextText),
			isUsed: (id) =>
				survey.ids.has(id) ||
				ledger.attemptsOf(id) > 0 ||
				tickets.some((ticket) => ticket.id === id),
			now: Date.now(),
		}),
		nextIdLine(ledger, {
			inTickets: Math.max(0, ...tickets.map((ticket) => ticket.id)),
			inUows: survey.ids.highest,
		}),
		clockLine({
			now: Date.now(),
			change: survey.newestChange,
			stamp: survey.newestStamp,
		}),
	];
}

function configLine(config: Config, problems: readonly Problem[]): Line {
	return {
		promise: "the configuration is right",
		checked:
			problems.length > 0
				? "nothing else was looked at, since it says where all lies"
				: `${countOf(config.slots, "slot")}, ${countOf(config.jobTypes.size, "job type")}`,
		findings: problems.map((problem) =>
			wrong(
				CONFIG_FILE,
				problemText(problem),
				"the Monitor does not start with it: mend it",
			),
		),
	};
}

/** A Monitor that does not live is taken to run as whom the root belongs to. */
function ownerOf(root: string): NonNullable<HolderFacts["self"]> {
	const { uid, gid } = fs.statSync(root);
	return { uid, gid };
}
