/**
 * What is safe to mend without asking anybody: what the next Monitor would mend
 * at its start, modes, and what computes from the records. Needs the root for
 * itself; each repair may be repeated.
 */

import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { createWhole } from "../disk/steps.ts";
import { freshReads } from "../mail/reads-text.ts";
import { completeFolders } from "../spool/create.ts";
import { sweepFeedback } from "../spool/feedback-file.ts";
import { Ledger, writeNextId } from "../spool/ledger.ts";
import { RunFolder } from "../spool/run-folder.ts";
import { sweep } from "../spool/sweep.ts";
import { holdRoot } from "./hold.ts";
import { type Line, type Repair, repairText } from "./report.ts";
import { configured, verify } from "./verify.ts";

/**
 * Repairs what it finds with the root held, so that nothing changes under it;
 * `done` is told each repair. Returns why nothing was done, or undefined.
 */
export async function repairRoot(
	root: string,
	done: (text: string) => void,
): Promise<string | undefined> {
	const { paths } = configured(root);
	const hold = holdRoot(paths, "catq verify --repair", Date.now());
	if (!hold.held) return hold.why;
	try {
		repairAll(paths, (await verify(root, true)).lines, done);
		return undefined;
	} finally {
		hold.release();
	}
}

/** Each repair that the findings name, once. */
function repairAll(
	paths: Paths,
	lines: readonly Line[],
	done: (text: string) => void,
): void {
	const wanted = new Map(
		lines
			.flatMap((line) => line.findings)
			.flatMap(({ repair }) =>
				repair === undefined ? [] : [[JSON.stringify(repair), repair] as const],
			),
	);
	for (const repair of wanted.values())
		if (repairOne(paths, repair)) done(repairText(repair));
}

/** False where there was nothing to do any more. */
function repairOne(paths: Paths, repair: Repair): boolean {
	switch (repair.kind) {
		case "make folders":
			return completeFolders(paths).length > 0;
		case "make message file":
			return makeMessageFile(paths, repair.path);
		case "set mode":
			return setMode(repair.path, repair.mode);
		case "remove placeholder":
			return sweep(paths, repair.at.place, repair.at.name);
		case "sweep records":
			sweepRecords(paths);
			return true;
		case "end ledger line":
			// It ends that line before anything else.
			new Ledger(paths, () => 0);
			return true;
		case "write next-id":
			writeNextId(paths, repair.next);
			return true;
	}
}

function sweepRecords(paths: Paths): void {
	const runs = new RunFolder(paths);
	runs.sweep();
	sweepFeedback(paths, runs);
}

function makeMessageFile(paths: Paths, path: string): boolean {
	if (files.look(path) !== undefined) return false;
	const text = path === paths.reads ? freshReads(new Date().toISOString()) : "";
	createWhole(path, text, 0o640);
	return true;
}

/** Owners are never changed: what is another's stays as it is. */
function setMode(path: string, mode: number): boolean {
	if (files.look(path)?.uid !== process.geteuid?.()) return false;
	files.setMode(path, mode);
	return true;
}
