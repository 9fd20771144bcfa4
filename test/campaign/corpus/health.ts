/** What must hold for every root after hostile drops: nothing died, spins, leaked, changed or went. */
import fs from "node:fs";
import path from "node:path";
import { uptime } from "../../../src/jobs/proc.ts";
import { until } from "../../helpers/until.ts";
import { type Field, SECRET } from "./field.ts";
import { shown, textOf } from "./holds.ts";

/** Of one processor, while nothing happens. */
const MOST_CPU = 0.15;
const RECORDS =
	/^(ledger|next-id|mode|monitor|placeholder|README|requests|reads-\d+)$/;
// Everything that moves a cursor or reorders text; newlines and the tabs of our own tables are fine.
const HIDDEN = /[^\P{Cc}\n\t]|[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

export interface Health {
	readonly violations: readonly string[];
	/** Part of one processor that the resting Monitor used. */
	readonly cpu: number;
}

export async function healthOf(
	field: Field,
	before: readonly string[],
): Promise<Health> {
	const violations: string[] = [];
	const check = async (what: string, act: () => unknown) => {
		try {
			await act();
		} catch (error) {
			violations.push(`${what}: ${(error as Error).message.slice(0, 600)}`);
		}
	};
	const leftovers = () =>
		fs
			.readdirSync(field.root.folder("run"))
			.filter((name) => !RECORDS.test(name));
	await check("run/ holds nothing that is over", () =>
		until("an empty run/", leftovers, (names) => names.length === 0, 10),
	);
	await check("currently-executing is empty", () =>
		until(
			"no UOW in a slot",
			() => field.root.names("currently-executing"),
			(names) => names.length === 0,
			10,
		),
	);
	await check("it answers", () => {
		const answers = () => field.root.said().split(" STATUS: ").length;
		const had = answers();
		field.root.ask("STATUS");
		return until("an answer", () => answers() > had, Boolean, 10);
	});
	const cpu = await restOf(field.monitor.child.pid ?? 0);
	if (!(cpu < MOST_CPU))
		violations.push(
			`at rest it uses ${(cpu * 100).toFixed(0)} % of a processor`,
		);
	if (field.monitor.child.exitCode !== null)
		violations.push(`the Monitor is dead: ${field.monitor.output()}`);
	const after = field.outside();
	for (const line of after.filter((one) => !before.includes(one)))
		violations.push(`outside the root, new or changed: ${shown(line)}`);
	for (const line of before.filter((one) => !after.includes(one)))
		violations.push(`outside the root, gone or changed: ${shown(line)}`);
	return {
		violations: [...violations, ...lostOf(field), ...unfitOf(field)],
		cpu,
	};
}

/** Processor time over wall time during a second. */
async function restOf(pid: number): Promise<number> {
	const begun = { at: uptime(), ticks: ticksOf(pid) };
	await until("a second", () => uptime() - begun.at > 1);
	return (ticksOf(pid) - begun.ticks) / 100 / (uptime() - begun.at);
}

function ticksOf(pid: number): number {
	const stat = fs.readFileSync(`/proc/${pid}/stat`, "latin1");
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	return Number(fields[11]) + Number(fields[12]);
}

/** Drops of which some line lies nowhere in the root. */
function lostOf(field: Field): string[] {
	const kept = textsBelow(field.root.root).map(([, text]) => plain(text));
	return fs.readdirSync(field.drops).flatMap((name) => {
		const text = textOf(Buffer.from(path.join(field.drops, name))) ?? "";
		const isKept = kept.some((one) => holdsAll(one, plain(text)));
		return isKept ? [] : [`lost: what was dropped by ${name}`];
	});
}

/** What the Monitor keeps of a text whatever happens: its lines, but those that it writes itself. */
function plain(text: string): string {
	return text.replaceAll("\r", "").replace(/^\xef\xbb\xbf/, "");
}

function holdsAll(kept: string, text: string): boolean {
	if (kept === text) return true;
	const lines = text.split("\n");
	const status = lines.findIndex((line) => /^====\s*STATUS\s*$/i.test(line));
	const log = lines.findIndex((line) => /^====\s*JOB +LOG\s*$/i.test(line));
	return lines.every(
		(line, at) =>
			line.trim() === "" ||
			/^(====|timestamp:)/i.test(line) ||
			(status >= 0 && at > status && (log < 0 || at < log)) ||
			kept.includes(line.trim()),
	);
}

/** What people are shown, with characters in it that play tricks, or with a secret. */
function unfitOf(field: Field): string[] {
	const notes = textsBelow(field.root.root).filter(
		([file]) =>
			/\.why$/.test(file) ||
			/\/(monitor_says|status\.txt|status\.json)$/.test(file),
	);
	const shownTexts = [
		...notes,
		["its output", field.monitor.output()] as const,
	];
	return shownTexts.flatMap(([file, text]) => {
		const seen =
			file === "its output" ? text : Buffer.from(text, "latin1").toString();
		const bad = seen.split("\n").find((line) => HIDDEN.test(line));
		return [
			...(bad === undefined ? [] : [`${file} shows ${JSON.stringify(bad)}`]),
			...(seen.includes(SECRET) ? [`${file} shows the secret`] : []),
		];
	});
}

function textsBelow(folder: string): [string, string][] {
	return fs
		.readdirSync(folder, { withFileTypes: true, encoding: "buffer" })
		.flatMap((entry): [string, string][] => {
			const file = Buffer.concat([
				Buffer.from(`${folder}/`),
				entry.name as unknown as Buffer,
			]);
			if (entry.isDirectory()) return textsBelow(file.toString());
			const text = textOf(file);
			return text === undefined ? [] : [[file.toString(), text]];
		});
}
