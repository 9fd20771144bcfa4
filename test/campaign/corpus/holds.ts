/** Whether what a case expects has come true; each complaint says what is there instead. */
import fs from "node:fs";
import path from "node:path";
import type { Case, Check, Landing } from "./cases.ts";
import type { Field } from "./field.ts";

/** More of a file is never needed, and some are a terabyte. */
const MOST = 256 * 1024;

/** None: everything the case expects holds. */
export function complaintsOf(field: Field, one: Case): string[] {
	const said = textOf(Buffer.from(field.root.says)) ?? "";
	return [
		...one.landings.flatMap((landing) =>
			landingComplaints(field, one, landing),
		),
		...one.gone
			.filter((name) => look(pathTo(field, name)) !== undefined)
			.map((name) => `${shown(name)} is there`),
		...runComplaints(field, one),
		...one.says
			.filter((text) => !said.includes(text))
			.map((text) => `monitor_says lacks "${shown(text)}"`),
		...one.unsaid
			.filter((text) => said.includes(text))
			.map((text) => `monitor_says holds "${shown(text)}"`),
	];
}

function runComplaints(field: Field, one: Case): string[] {
	if (one.runs === undefined) return [];
	const counted = textOf(Buffer.from(path.join(field.ran, one.name))) ?? "";
	const runs = counted.split("\n").length - 1;
	return runs === one.runs ? [] : [`ran ${runs} times, expected ${one.runs}`];
}

function landingComplaints(
	field: Field,
	one: Case,
	{ place, name, checks }: Landing,
): string[] {
	const file = pathTo(field, `${place}/${name}`);
	const stats = look(file);
	if (stats === undefined)
		return [`${place}/${shown(name)} is not there (${whereIs(field, name)})`];
	const all: readonly Check[] =
		place === "trash" && !one.isScript
			? [...checks, { what: "same", text: "" }]
			: checks;
	return all.flatMap((check) => {
		const found = findingOf(field, one, file, stats, check);
		return found === undefined
			? []
			: [
					`${place}/${shown(name)}: ${check.what} ${shown(check.text)}; found ${shown(found.slice(0, 400))}`,
				];
	});
}

/** What is there instead; undefined where the check holds. */
function findingOf(
	field: Field,
	one: Case,
	file: Buffer,
	stats: fs.Stats,
	{ what, text }: Check,
): string | undefined {
	const bytes = what === "kind" || what === "mode" ? "" : (textOf(file) ?? "");
	const unless = (holds: boolean, found: string) => (holds ? undefined : found);
	switch (what) {
		case "status": {
			const status = /^==== STATUS\n(.*)$/m.exec(bytes)?.[1]?.trimEnd() ?? "";
			return unless(status.startsWith(text), status);
		}
		case "why": {
			const note = textOf(Buffer.concat([file, Buffer.from(".why")])) ?? "";
			return unless(note.includes(text), note);
		}
		case "log": {
			const log = /^==== JOB LOG\n([\s\S]*)/m.exec(bytes)?.[1] ?? "";
			return unless(log.includes(text), log);
		}
		case "has":
			return unless(bytes.includes(text), bytes);
		case "lacks":
			return unless(!bytes.includes(text), bytes);
		case "kind":
			return unless(kindOf(stats) === text, kindOf(stats));
		case "mode": {
			const mode = (stats.mode & 0o7777).toString(8);
			return unless(mode === text, mode);
		}
		case "same":
			return unless(dropsOf(field, one).includes(bytes), bytes);
	}
}

function dropsOf(field: Field, one: Case): readonly string[] {
	return dropNames(field, one).map(
		(name) => textOf(Buffer.from(path.join(field.drops, name))) ?? "",
	);
}

function dropNames(field: Field, one: Case): readonly string[] {
	return fs
		.readdirSync(field.drops)
		.filter((name) => name.replace(/\.\w{6}$/, "") === one.name);
}

/** The first bytes of a regular file, one character each. */
export function textOf(file: Buffer): string | undefined {
	if (!look(file)?.isFile()) return undefined;
	const { O_NOFOLLOW, O_NONBLOCK } = fs.constants;
	try {
		const fd = fs.openSync(file, O_NOFOLLOW | O_NONBLOCK);
		try {
			const buffer = Buffer.allocUnsafe(MOST);
			const count = fs.readSync(fd, buffer, 0, MOST, 0);
			return buffer.toString("latin1", 0, count);
		} finally {
			fs.closeSync(fd);
		}
	} catch {
		// It moved on meanwhile.
		return undefined;
	}
}

/** Names are bytes, one character each. */
function pathTo(field: Field, name: string): Buffer {
	return Buffer.concat([
		Buffer.from(`${field.root.root}/`),
		Buffer.from(name, "latin1"),
	]);
}

function look(file: Buffer): fs.Stats | undefined {
	try {
		return fs.lstatSync(file);
	} catch {
		return undefined;
	}
}

function kindOf(stats: fs.Stats): string {
	if (stats.isFile()) return "file";
	if (stats.isDirectory()) return "folder";
	if (stats.isSymbolicLink()) return "link";
	if (stats.isFIFO()) return "fifo";
	return stats.isSocket() ? "socket" : "device";
}

function whereIs(field: Field, name: string): string {
	const places = ["wait-q", "priority-q", "currently-executing", "done-q"];
	places.push("error-q", "fail-q", "trash", "archive");
	const found = places.filter(
		(place) => look(pathTo(field, `${place}/${name}`)) !== undefined,
	);
	const why = textOf(pathTo(field, `trash/${name}.why`));
	const status = found
		.map((place) => textOf(pathTo(field, `${place}/${name}`)))
		.map((text) => /^==== STATUS\n(.*)$/m.exec(text ?? "")?.[1]?.trimEnd());
	return shown(
		`it lies in ${found.join(", ") || "no queue"} ${status.join(" ")} ${why ?? ""}`.trim(),
	);
}

export function shown(text: string): string {
	return JSON.stringify(Buffer.from(text, "latin1").toString("utf8")).slice(
		1,
		-1,
	);
}
