/** Documents and templates against the code: what they show must be so. */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";
import { checkItems } from "../src/text/header.ts";
import { PLACES, SIDE_FOLDERS } from "../src/text/places.ts";
import { problemText } from "../src/text/problem.ts";
import { REQUESTS } from "../src/text/requests.ts";
import { readHead } from "../src/text/uow-text.ts";

const TOP = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const read = (file: string) => fs.readFileSync(path.join(TOP, file), "utf8");

test("the template has the folders of a queue root and a manual in each", (t) => {
	const folders = fs
		.readdirSync(path.join(TOP, "queue-root-template"))
		.filter((name) => name !== "README");
	t.deepEqual(folders.sort(), [...PLACES, ...SIDE_FOLDERS].sort());
	for (const folder of folders)
		t.true(read(`queue-root-template/${folder}/README`).length > 200, folder);
});

test("every example of a UOW in the documents is one", (t) => {
	const documents = [
		"README.md",
		...fs
			.readdirSync(path.join(TOP, "docs"))
			.filter((name) => name.endsWith(".md"))
			.map((name) => `docs/${name}`),
	];
	const examples = documents.flatMap((file) =>
		[...read(file).matchAll(/^```uow\n([\s\S]*?)^```$/gm)].map((match) => ({
			file,
			text: match[1] ?? "",
		})),
	);
	t.true(examples.length >= 5);
	for (const { file, text } of examples) {
		const head = readHead(Buffer.from(text), true);
		t.deepEqual(
			[...head.problems, ...checkItems(head.items)].map(problemText),
			[],
			`${file}: ${text}`,
		);
	}
});

test("every UOW that the README's tour drops is one", (t) => {
	const drops = [
		...read("README.md").matchAll(/<<'EOF'\n([\s\S]*?)^EOF$/gm),
	].map((match) => match[1] ?? "");
	t.is(drops.length, 4);
	for (const text of drops) {
		const head = readHead(Buffer.from(text), true);
		t.deepEqual([...head.problems, ...checkItems(head.items)], [], text);
	}
});

test("every request is explained in docs/requests.md", (t) => {
	const text = read("docs/requests.md");
	for (const word of Object.keys(REQUESTS))
		t.true(text.includes(`\`${word}`), word);
});

test("no document or source names a path of one machine", (t) => {
	const files = [
		"README.md",
		"CONTRIBUTING.md",
		...[
			"docs",
			"src",
			"test",
			"scripts",
			"systemd",
			"queue-root-template",
		].flatMap((folder) =>
			fs
				.readdirSync(path.join(TOP, folder), {
					recursive: true,
					encoding: "utf8",
				})
				.map((name) => `${folder}/${name}`),
		),
	];
	const texts = files.filter((file) =>
		fs.statSync(path.join(TOP, file)).isFile(),
	);
	const forbidden = new RegExp(
		["/home/\\w", "/wor" + "k/", "/far" + "m/"].join("|"),
	);
	t.deepEqual(
		texts.filter((file) => forbidden.test(read(file))),
		[],
	);
});
