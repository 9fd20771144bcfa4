/** The cases of test/corpus, read from their files; the notation is in test/corpus/README.md. */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PLACES, type Place } from "../../../src/text/places.ts";

export const CORPUS = path.resolve(
	path.dirname(fileURLToPath(import.meta.url)),
	"../../../../test/corpus",
);

const CHECKS = [
	"status",
	"why",
	"log",
	"has",
	"lacks",
	"kind",
	"mode",
	"same",
] as const;
const KINDS = [...PLACES, "incoming"] as const;

/** One thing that must hold for a file; texts are latin1, as all bytes here are. */
export interface Check {
	readonly what: (typeof CHECKS)[number];
	readonly text: string;
}

/** A file that must lie somewhere. */
export interface Landing {
	readonly place: Place | "incoming";
	readonly name: string;
	readonly checks: readonly Check[];
}

export interface Expected {
	readonly title: string;
	readonly landings: readonly Landing[];
	/** Paths in the root where nothing may lie. */
	readonly gone: readonly string[];
	readonly runs: number | undefined;
	readonly says: readonly string[];
	readonly unsaid: readonly string[];
}

export interface Case extends Expected {
	readonly group: string;
	readonly name: string;
	readonly file: string;
	readonly isScript: boolean;
}

export interface Group {
	readonly name: string;
	readonly about: string;
	/** The Monitor of this group is an ordinary user. */
	readonly asNobody: boolean;
	readonly config: string;
	readonly cases: readonly Case[];
}

export function readCorpus(): readonly Group[] {
	return fs
		.readdirSync(CORPUS, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map((entry) => readGroup(entry.name))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readGroup(name: string): Group {
	const folder = path.join(CORPUS, name);
	const files = fs.readdirSync(folder);
	const read = (file: string) =>
		fs.readFileSync(path.join(folder, file), "utf8");
	const [about = "", ...options] = read("group.txt").trim().split("\n");
	const cases = files
		.filter((file) => file.endsWith(".sh") || file.endsWith(".uow"))
		.map((file): Case => {
			const base = file.replace(/\.[a-z]+$/, "");
			return {
				group: name,
				name: base,
				file: path.join(folder, file),
				isScript: file.endsWith(".sh"),
				...readExpected(read(`${base}.expect`), `${name}/${base}.expect`),
			};
		});
	const lonely = files.filter(
		(file) =>
			file.endsWith(".expect") &&
			!cases.some((one) => `${one.name}.expect` === file),
	);
	if (lonely.length > 0) throw new Error(`no case for ${lonely.join(", ")}`);
	return {
		name,
		about,
		asNobody: options.includes("user nobody"),
		config: files.includes("monitor.config.txt")
			? read("monitor.config.txt")
			: "",
		cases: cases.sort((a, b) => (a.name < b.name ? -1 : 1)),
	};
}

/** Throws, with file and line, where the notation is wrong: a check that is not made would pass. */
export function readExpected(text: string, file: string): Expected {
	const [title = "", ...lines] = text.split("\n");
	const landings: { place: Landing["place"]; name: string; checks: Check[] }[] =
		[];
	const lists = { gone: [], says: [], unsaid: [] } as Record<string, string[]>;
	let runs: number | undefined;
	for (const [index, line] of lines.entries()) {
		const [, indent = "", word = "", rest = ""] =
			/^(\s*)(\S*) ?(.*)$/.exec(line) ?? [];
		const place = KINDS.find((known) => known === word);
		const what = CHECKS.find((known) => known === word);
		if (word === "" || word.startsWith("#")) continue;
		if (indent !== "" && what !== undefined && landings.length > 0)
			landings.at(-1)?.checks.push({ what, text: unescaped(rest) });
		else if (indent === "" && place !== undefined && rest !== "")
			landings.push({ place, name: unescaped(rest), checks: [] });
		else if (indent === "" && word === "runs" && /^\d+$/.test(rest))
			runs = Number(rest);
		else if (indent === "" && rest !== "" && lists[word] !== undefined)
			lists[word].push(unescaped(rest));
		else throw new Error(`${file}, line ${index + 2}: what is "${line}"?`);
	}
	const { gone = [], says = [], unsaid = [] } = lists;
	return { title, landings, gone, runs, says, unsaid };
}

const ESCAPE = /\\(?:([nt\\])|x([0-9a-f]{2})|u\{([0-9a-f]+)\})/gi;

/** Text with escapes to its bytes, one character each. */
function unescaped(text: string): string {
	const bytes = Buffer.from(text).toString("latin1");
	return bytes.replace(ESCAPE, (_, plain, hex, point) => {
		if (plain !== undefined)
			return plain === "n" ? "\n" : plain === "t" ? "\t" : "\\";
		if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
		return Buffer.from(
			String.fromCodePoint(Number.parseInt(point, 16)),
		).toString("latin1");
	});
}
