/**
 * The promises of the README, held against a root after its Monitor has come
 * to rest. Everything is read anew from the files; what ran is known from the
 * truth that the jobs wrote outside of the root.
 */
import fs from "node:fs";
import path from "node:path";
import { factsOf, isDead } from "../../src/jobs/proc.ts";
import { readEntry, settlementOf } from "../../src/text/history.ts";
import { isReadme, PLACES, type Place } from "../../src/text/places.ts";
import type { Role } from "./cast.ts";
import type { Trial } from "./trial.ts";

export interface Expectations {
	readonly cast: readonly Role[];
	/** Jobs, or the machine, were harmed as well: a job may be lost, and must be said to be. */
	readonly harmed: boolean;
	/** Names in places that nobody may have touched, with their text. */
	readonly untouched: ReadonlyMap<string, string>;
	/** Words that requests end with, each its own; every request must have been answered. */
	readonly requests: readonly string[];
}

interface Found {
	readonly place: Place;
	readonly name: string;
	readonly text: string;
}

/** What does not hold; none: all is as promised. */
export function violationsOf(trial: Trial, expected: Expectations): string[] {
	const found = filesOf(trial.root);
	return [
		...expected.cast.flatMap((role) =>
			roleViolations(trial, role, found, expected.harmed),
		),
		...[...expected.untouched].flatMap(([at, text]) =>
			found.some(
				(file) => `${file.place}/${file.name}` === at && file.text === text,
			)
				? []
				: [`${at} was changed or lost`],
		),
		...requestViolations(trial, expected),
		...historyViolations(trial.root, found),
		...leftoverViolations(trial.root, found),
	];
}

function filesOf(root: string): Found[] {
	return PLACES.flatMap((place) =>
		fs
			.readdirSync(path.join(root, place))
			.filter((name) => !isReadme(name) && !name.endsWith(".why"))
			.map((name) => {
				const file = path.join(root, place, name);
				return { place, name, text: fs.readFileSync(file, "latin1") };
			}),
	);
}

function roleViolations(
	trial: Trial,
	role: Role,
	found: readonly Found[],
	harmed: boolean,
): string[] {
	const own = found.filter((file) =>
		file.text.includes(`TOKEN :: ${role.token}\n`),
	);
	const [file] = own;
	const where = own.map(({ place, name }) => `${place}/${name}`).join(" + ");
	if (file === undefined || own.length > 1)
		return [`${role.name} (${role.token}) lies in ${where || "no folder"}`];
	const status = statusOf(file.text);
	const lost =
		harmed &&
		file.place === "fail-q" &&
		/^FAIL (may have run: |not started: |signal KILL )/.test(status);
	const [place, says] = role.ends;
	const bad: string[] = [];
	const isRight =
		says.test(status) || (harmed && role.harmed?.test(status) === true);
	if (!lost && (file.place !== place || !isRight))
		bad.push(`lies in ${file.place}: ${status}`);
	bad.push(...headerViolations(role, file));
	bad.push(...idViolations(role, found));
	bad.push(...launchViolations(trial, role, lost));
	bad.push(...logViolations(role, file.text, status, { lost, harmed }));
	return bad.map((text) => `${role.name} (${role.token}): ${text}`);
}

function statusOf(text: string): string {
	return /^==== STATUS\n(.*)$/m.exec(text)?.[1]?.trimEnd() ?? "";
}

/** Who asked for a reserved id has it, and nobody else. */
function idViolations(role: Role, found: readonly Found[]): string[] {
	const { id, token } = role;
	if (id === undefined) return [];
	const holders = found.filter((file) =>
		new RegExp(`^timestamp: .* id ${id}\n`).test(file.text),
	);
	return holders.length === 1 &&
		holders[0]?.text.includes(`TOKEN :: ${token}\n`)
		? []
		: [
				`its id ${id} is in ${holders.map(({ name }) => name).join(" + ") || "no file"}`,
			];
}

/** Every line of the header is there as it was dropped. */
function headerViolations(role: Role, file: Found): string[] {
	const lines = role.text.split("\n").filter((line) => line.includes(" :: "));
	return lines
		.filter((line) => !file.text.includes(`${line}\n`))
		.map((line) => `its header lost ${line}`);
}

function launchViolations(trial: Trial, role: Role, lost: boolean): string[] {
	const file = path.join(trial.truth, role.token);
	const notes = fs.existsSync(file)
		? fs.readFileSync(file, "utf8").trimEnd().split("\n")
		: [];
	const living = notes.filter((note) => {
		const facts = factsOf(Number(/^left (\d+)$/.exec(note)?.[1] ?? 0));
		return facts?.name === "sleep" && !isDead(facts);
	});
	if (living.length > 0) return [`${living.join(", ")} and still lives`];
	const starts = notes.filter((note) => note.startsWith("start"));
	if (new Set(starts).size < starts.length || starts.length > role.attempts)
		return [`was launched ${starts.length} times: ${starts.join(", ")}`];
	return starts.length < role.attempts && !lost
		? [`was launched ${starts.length} times instead of ${role.attempts}`]
		: [];
}

/** Line by line what the job wrote, from the first on; to the last, unless STATUS says that it may be cut. */
function logViolations(
	role: Role,
	text: string,
	status: string,
	{ lost, harmed }: { lost: boolean; harmed: boolean },
): string[] {
	const log = text.slice(text.indexOf("\n==== JOB LOG\n") + 14);
	const bad = log.includes("\0") ? ["NUL bytes in its log"] : [];
	const mayBeCut = lost || status.includes("log may be cut");
	for (let attempt = 1; attempt <= role.attempts; attempt += 1) {
		const numbers = [
			...log.matchAll(new RegExp(`^${role.token} ${attempt} (\\d+)$`, "gm")),
		].map((match) => Number(match[1]));
		if (numbers.some((number, i) => number !== i + 1))
			bad.push(
				`the log of attempt ${attempt} is out of order: ${numbers.join(" ").slice(0, 80)}`,
			);
		// STATUS speaks of the last attempt; that an earlier one was cut it said before.
		const mayLack = mayBeCut || (harmed && attempt < role.attempts);
		if (numbers.length !== role.lines && !mayLack)
			bad.push(
				`the log of attempt ${attempt} has ${numbers.length} of ${role.lines} lines, and STATUS says ${status}`,
			);
	}
	return [...bad, ...sectionViolations(role, log, mayBeCut)];
}

/** What it reported stands at the end of its file, once. */
function sectionViolations(
	{ token, reports }: Role,
	log: string,
	mayBeMissing: boolean,
): string[] {
	const count = log.split("==== FEEDBACK\n").length - 1;
	const least = reports === undefined || mayBeMissing ? 0 : 1;
	const most = reports === undefined ? 0 : 1;
	const isLast = log.endsWith(`==== FEEDBACK\n${reports} :: ${token}\n`);
	return count < least || count > most || (count === 1 && !isLast)
		? [`it ends with ${count} sections of feedback: ${log.slice(-200)}`]
		: [];
}

/** Answered once; told that it was cut off by a crash, at most once more. */
function requestViolations(trial: Trial, expected: Expectations): string[] {
	const file = path.join(trial.root, "monitor_says");
	const said = fs.existsSync(file) ? fs.readFileSync(file, "latin1") : "";
	return expected.requests.flatMap((word) => {
		const answers = said
			.split("\n")
			.filter((line) => line.includes(`${word}: `));
		const cutOff = answers.filter((line) => line.includes("was stopped while"));
		if (answers.length - cutOff.length > 1)
			return [`the request ${word} was answered ${answers.length} times`];
		if (cutOff.length > 1) return [`the request ${word} was cut off twice`];
		return answers.length === 0 && !expected.harmed
			? [`the request ${word} was never answered`]
			: [];
	});
}

/** A line for each that settled, none of them twice, each whole. */
function historyViolations(root: string, found: readonly Found[]): string[] {
	const file = path.join(root, "history.jsonl");
	const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
	const entries = text.split("\n").slice(0, -1).map(readEntry);
	const lines = entries.flatMap((entry) =>
		entry === undefined ? [] : [settlementOf(entry)],
	);
	const ids = new Set(entries.map((entry) => entry?.id));
	const unwritten = found.flatMap(({ place, name, text }) => {
		const id = /^timestamp: .* id (\d+)\n/.exec(text)?.[1];
		const isSettled = /^(DONE|ERROR|FAIL)\b/.test(statusOf(text));
		return id !== undefined && isSettled && !ids.has(Number(id))
			? [`the history lacks ${place}/${name}`]
			: [];
	});
	return [
		...unwritten,
		...lines
			.filter((line, i) => lines.indexOf(line) !== i)
			.map((line) => `the history has ${line} twice`),
		...(lines.length < entries.length || !/(^|\n)$/.test(text)
			? ["the history has a line that is cut"]
			: []),
	];
}

const KEPT =
	/^(README|ledger|next-id|mode|monitor|placeholder|requests|reads-\d+)$/;

function leftoverViolations(root: string, found: readonly Found[]): string[] {
	const records = fs
		.readdirSync(path.join(root, "run"))
		.filter((name) => !KEPT.test(name));
	const feedback = fs
		.readdirSync(path.join(root, "feedback"))
		.filter((name) => !isReadme(name));
	const empty = found.filter(({ text }) => text === "");
	return [
		...records.map((name) => `run/${name} was left`),
		...feedback.map((name) => `feedback/${name} was left`),
		...empty.map(({ place, name }) => `${place}/${name} is empty`),
	];
}
