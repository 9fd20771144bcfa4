/** catq edit NAME|ID: a copy of a waiting UOW in an editor, put back where it is whole and nothing has happened meanwhile. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { noSuch } from "../cli/asking.ts";
import { complain, EXIT, type ExitCode } from "../cli/exit.ts";
import { type OpenRoot, onRoot } from "../cli/root.ts";
import type { Given } from "../cli/verb.ts";
import { find } from "../client/find.ts";
import { putBack } from "../client/put-back.ts";
import { uowAt } from "../client/uows.ts";
import { refusalOf } from "../core/plan.ts";
import * as files from "../disk/files.ts";
import type { OpenUow } from "../disk/uow-file.ts";
import { checkItems } from "../text/header.ts";
import type { Place } from "../text/places.ts";
import { problemText } from "../text/problem.ts";
import { HEAD_LIMIT, readHead } from "../text/uow-text.ts";
import { visible } from "../text/visible.ts";

interface Waiting {
	readonly place: Place;
	readonly name: string;
	readonly uow: OpenUow;
}

/** Bytes; nobody edits a longer one. */
const MOST_BYTES = 16 * 1024 * 1024;

export function act({ root, args }: Given): Promise<number> {
	return onRoot<number>(root, (open) => {
		const waiting = waitingOf(open, args[0] ?? "");
		return typeof waiting === "number" ? waiting : edit(open, waiting);
	});
}

function waitingOf(root: OpenRoot, asked: string): Waiting | ExitCode {
	const found = find(root.paths, asked, Date.now());
	switch (found.kind) {
		case "unknown":
		case "reserved":
		case "ambiguous":
			return noSuch(root, found, asked);
		case "runs":
			return complain(
				`${visible(found.run.ticket.name)} runs`,
				EXIT.notRunning,
			);
		case "discarded":
			return complain(
				`${visible(found.name)} lies in trash; catq retry puts it back`,
				EXIT.notRunning,
			);
		case "settled":
			return complain(
				`${visible(found.name)} has settled, it lies in ${found.place}`,
				EXIT.notRunning,
			);
		case "waits": {
			const { place, name } = found;
			// Who may not read run/ sees it there only.
			if (place === "currently-executing")
				return complain(`${visible(name)} runs`, EXIT.notRunning);
			const uow = uowAt(root.paths, place, name);
			return uow === undefined || uow.size > MOST_BYTES
				? complain(`${visible(name)} cannot be edited`, EXIT.tempFail)
				: { place, name, uow };
		}
	}
}

function edit(root: OpenRoot, waiting: Waiting): ExitCode {
	const { place, name, uow } = waiting;
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "catq-edit-"));
	const copy = path.join(folder, "uow.txt");
	const before = bytesOf(root.paths.at(place, name), uow.size);
	fs.writeFileSync(copy, before, { mode: 0o600 });
	const failure = runEditor(copy);
	const after = fs.readFileSync(copy);
	const drop = () => fs.rmSync(folder, { recursive: true, force: true });
	const keep = (text: string, code: ExitCode) =>
		complain(`${visible(name)}: ${text}; your copy is ${copy}`, code);
	if (after.equals(before)) {
		drop();
		return failure === undefined
			? complain(`${visible(name)} stays as it is`, EXIT.ok)
			: complain(`${failure}; ${visible(name)} stays as it is`, EXIT.tempFail);
	}
	if (failure !== undefined)
		return keep(`stays as it is: ${failure}`, EXIT.tempFail);
	const wrong = problemOf(root, uow, after);
	if (wrong !== undefined) return keep(visible(wrong), EXIT.data);
	if (!putBack(root.paths, waiting, after))
		return keep("it has changed or moved on meanwhile", EXIT.notRunning);
	drop();
	return EXIT.ok;
}

function bytesOf(file: files.Path, size: number): Buffer {
	const fd = files.openAsIs(file);
	try {
		const buffer = Buffer.alloc(size);
		return buffer.subarray(0, files.readAt(fd, buffer, 0));
	} finally {
		files.close(fd);
	}
}

/** As a shell would start it: the variable may hold options. Words for how it failed; undefined: it did not. */
function runEditor(file: string): string | undefined {
	const { VISUAL, EDITOR } = process.env;
	const editor = VISUAL || EDITOR || "vi";
	const run = spawnSync("sh", ["-c", `${editor} "$1"`, "sh", file], {
		stdio: "inherit",
	});
	const { status, signal, error } = run;
	if (status === 0) return undefined;
	const named = `the editor (${visible(editor)})`;
	// What a shell says of a program that it cannot start.
	if (error !== undefined || status === 126 || status === 127)
		return `${named} could not be run; $VISUAL or $EDITOR names another`;
	return `${named} ended with ${signal === null ? `exit code ${status}` : `signal ${signal.slice(3)}`}`;
}

function problemOf(
	{ config }: OpenRoot,
	{ head: old }: OpenUow,
	text: Buffer,
): string | undefined {
	const head = readHead(
		text.subarray(0, HEAD_LIMIT),
		text.length <= HEAD_LIMIT,
	);
	const [problem] = [...head.problems, ...checkItems(head.items)];
	if (problem !== undefined) return problemText(problem);
	if (text.at(-1) !== 0x0a) return "its last line does not end with a newline";
	if (head.stamp?.id !== old.stamp?.id)
		return "its first line holds its id, and must stay as it is";
	if (old.logAt !== undefined && head.logAt === undefined)
		return "the titles ==== STATUS and ==== JOB LOG must stay";
	return refusalOf(head, config);
}
