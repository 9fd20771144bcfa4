/** Carries a schedule out: one slow writer on one file of a queue. */
import { spawn } from "node:child_process";
import fs, { type promises as promised } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { impossible } from "../../src/text/problem.ts";
import type { Schedule } from "./slow-plan.ts";

type File = promised.FileHandle;

/** Returns the longest time, in seconds, for which the file lay closed at the end of a line before it was whole. */
export async function writeSlowly(
	schedule: Schedule,
	queue: string,
): Promise<number> {
	const file = path.join(queue, schedule.name);
	await pause(schedule.begin);
	switch (schedule.way) {
		case "keeps it open":
			await inOneOpening(file, "a", schedule);
			return 0;
		case "gives up":
		case "opens, appends, closes":
			return await reopening(file, schedule);
		case "truncates a draft":
			await fs.promises.writeFile(file, draftOf(schedule));
			await pause(schedule.pauses[0] ?? 0);
			await inOneOpening(file, "w", schedule);
			return 0;
		case "cat >":
			await fed(["sh", "-c", 'exec cat > "$0"', file], schedule);
			return 0;
		case "dd":
			await fed(["dd", `of=${file}`, "bs=1", "status=none"], schedule);
			return 0;
		case "temporary, then mv": {
			const beside = path.join(queue, `.${schedule.name}.draft`);
			await inOneOpening(beside, "w", schedule);
			await ran(["mv", beside, file]);
			return 0;
		}
		case "cp":
		case "install":
			await overDraft(file, schedule.way, schedule);
			return 0;
		default:
			return impossible(schedule.way);
	}
}

/** What no rule takes for whole: it ends within a line of its command. */
function draftOf({ pieces }: Schedule): string {
	const text = pieces.join("");
	return text.slice(0, text.indexOf("COMMAND") + 15);
}

async function inOneOpening(
	file: string,
	flags: "a" | "w",
	schedule: Schedule,
): Promise<void> {
	const opened: File = await fs.promises.open(file, flags);
	try {
		for (const [i, piece] of schedule.pieces.entries()) {
			if (i > 0) await pause(schedule.pauses[i - 1]);
			await opened.write(piece);
		}
	} finally {
		await opened.close();
	}
}

async function reopening(file: string, schedule: Schedule): Promise<number> {
	let longest = 0;
	let closedAt = 0;
	let soFar = "";
	for (const [i, piece] of schedule.pieces.entries()) {
		if (i > 0) await pause(schedule.pauses[i - 1]);
		// The writing itself counts: until it is done, the file is as it was.
		await fs.promises.appendFile(file, piece);
		if (soFar.endsWith("\n"))
			longest = Math.max(longest, performance.now() - closedAt);
		closedAt = performance.now();
		soFar += piece;
	}
	return longest / 1000;
}

/** A program that writes what it is fed, piece by piece. */
async function fed(
	words: readonly string[],
	schedule: Schedule,
): Promise<void> {
	const [program = "", ...args] = words;
	const child = spawn(program, args, { stdio: ["pipe", "ignore", "inherit"] });
	const ended = new Promise((resolve) => child.once("close", resolve));
	for (const [i, piece] of schedule.pieces.entries()) {
		if (i > 0) await pause(schedule.pauses[i - 1]);
		child.stdin.write(piece);
	}
	child.stdin.end();
	await ended;
}

/** A draft lies there for long; then a program puts the text over it. */
async function overDraft(
	file: string,
	way: "cp" | "install",
	schedule: Schedule,
): Promise<void> {
	await fs.promises.writeFile(file, draftOf(schedule));
	await pause(schedule.pauses[0] ?? 0);
	// Beside the queue root, where nobody looks.
	const source = path.join(path.dirname(file), `../../source-${schedule.name}`);
	await fs.promises.writeFile(source, schedule.pieces.join(""));
	await ran(
		way === "cp"
			? ["cp", source, file]
			: ["install", "-m", "640", source, file],
	);
}

async function ran(words: readonly string[]): Promise<void> {
	const [program = "", ...args] = words;
	const child = spawn(program, args, {
		stdio: ["ignore", "ignore", "inherit"],
	});
	await new Promise((resolve) => child.once("close", resolve));
}
