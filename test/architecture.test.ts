/** The dependency rule as data: what a room may import, held against every import line in src. */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import test from "ava";

const SRC = path.resolve(
	path.dirname(fileURLToPath(import.meta.url)),
	"../../src",
);

interface Rule {
	readonly rooms: readonly string[];
	readonly node: readonly string[];
}

const RULES: Readonly<Record<string, Rule>> = {
	text: { rooms: ["text"], node: [] },
	core: { rooms: ["text", "core"], node: [] },
	disk: { rooms: ["text", "disk"], node: ["node:fs", "node:path"] },
	queue: { rooms: ["text", "core", "disk", "queue"], node: ["node:fs"] },
	mail: { rooms: ["text", "core", "disk", "mail"], node: ["node:fs"] },
	history: { rooms: ["text", "core", "disk", "history"], node: [] },
	page: { rooms: ["text", "core", "page"], node: [] },
	post: {
		rooms: ["text", "core", "disk", "mail", "history", "spool", "page", "post"],
		node: ["node:fs"],
	},
	spool: {
		rooms: ["text", "core", "disk", "queue", "mail", "history", "spool"],
		node: ["node:fs", "node:path", "node:url"],
	},
	jobs: {
		rooms: ["text", "core", "jobs"],
		node: [
			"node:child_process",
			"node:events",
			"node:fs",
			"node:os",
			"node:worker_threads",
		],
	},
	monitor: {
		rooms: [
			"text",
			"core",
			"disk",
			"mail",
			"history",
			"spool",
			"jobs",
			"page",
			"post",
			"monitor",
		],
		node: [
			"node:child_process",
			"node:crypto",
			"node:fs",
			"node:path",
			"node:timers/promises",
			"node:v8",
		],
	},
	verify: {
		rooms: [
			"text",
			"core",
			"disk",
			"mail",
			"history",
			"spool",
			"jobs",
			"verify",
		],
		node: ["node:fs", "node:path", "node:timers/promises"],
	},
	client: {
		rooms: [
			"text",
			"core",
			"disk",
			"mail",
			"history",
			"spool",
			"jobs",
			"client",
		],
		node: ["node:crypto", "node:timers/promises"],
	},
	cli: {
		rooms: [
			"text",
			"core",
			"disk",
			"mail",
			"history",
			"spool",
			"jobs",
			"client",
			"monitor",
			"verify",
			"cli",
		],
		node: ["node:fs", "node:path", "node:stream", "node:util"],
	},
	control: {
		rooms: [
			"text",
			"core",
			"disk",
			"mail",
			"history",
			"spool",
			"jobs",
			"client",
			"cli",
			"control",
			"top",
		],
		node: [],
	},
	// The live screen: it shows what the page shows.
	top: {
		rooms: [
			"text",
			"core",
			"disk",
			"history",
			"spool",
			"page",
			"post",
			"client",
			"cli",
			"top",
		],
		node: ["node:readline", "node:tty"],
	},
	// Verbs about one UOW: put it in, and see what becomes of it.
	uows: {
		rooms: [
			"text",
			"core",
			"disk",
			"mail",
			"history",
			"spool",
			"jobs",
			"client",
			"cli",
			"uows",
		],
		node: ["node:child_process", "node:fs", "node:os", "node:path"],
	},
	// The page as a web server shows it, and its JSON interface.
	serve: {
		rooms: [
			"text",
			"core",
			"disk",
			"mail",
			"history",
			"spool",
			"jobs",
			"page",
			"post",
			"client",
			"cli",
			"control",
			"uows",
			"serve",
		],
		node: ["node:crypto", "node:fs", "node:http", "node:net", "node:stream"],
	},
	// Runs where people look, and knows nothing else.
	browser: { rooms: ["browser"], node: [] },
	manual: {
		rooms: ["text", "core", "disk", "spool", "client", "cli", "manual"],
		node: [],
	},
	".": {
		rooms: ["cli", "control", "manual", "serve", "uows"],
		node: ["node:module"],
	},
};

/** The one file that knows each package. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
	"@fastify/swagger": ["serve/server.ts"],
	anser: ["page/colours.ts"],
	chokidar: ["spool/watch.ts"],
	commander: ["cli/program.ts"],
	"date-fns": ["text/instant.ts"],
	fastify: ["serve/server.ts"],
	"fs-extra": ["spool/create.ts"],
	"proper-lockfile": ["spool/create.ts"],
	re2js: ["text/pattern.ts"],
	shlex: ["text/job-type.ts"],
	"string-width": ["cli/cells.ts"],
	"strip-ansi": ["text/visible.ts"],
};

const FILES = fs
	.readdirSync(SRC, { recursive: true, encoding: "utf8" })
	.filter((file) => file.endsWith(".ts"))
	.sort();

const source = (file: string) => fs.readFileSync(path.join(SRC, file), "utf8");
const roomOf = (file: string) =>
	file.includes("/") ? (file.split("/")[0] ?? "") : ".";

function importsOf(file: string): string[] {
	return [
		...source(file).matchAll(
			/(?:^|\s)(?:from |import |import\(|.*\bgetBuiltinModule\()"([^"\\]+)"/g,
		),
	].map((match) => match[1] ?? "");
}

function complaintOf(file: string, target: string): string | undefined {
	const rule = RULES[roomOf(file)];
	if (rule === undefined) return `${file} lies in a room without a rule`;
	if (target.startsWith("node:"))
		return rule.node.includes(target)
			? undefined
			: `${file} must not use ${target}`;
	if (target.startsWith(".")) {
		const room = roomOf(path.join(path.dirname(file), target));
		return rule.rooms.includes(room)
			? undefined
			: `${file} must not import ${target}`;
	}
	const home = Object.entries(HOMES).find(
		([name]) => target === name || target.startsWith(`${name}/`),
	);
	return home?.[1].includes(file)
		? undefined
		: `${file} is not the home of ${target}`;
}

test("rooms import only what their rule allows, and each package has one home", (t) => {
	t.true(FILES.length > 40);
	t.deepEqual(
		FILES.flatMap((file) =>
			importsOf(file).flatMap((target) => complaintOf(file, target) ?? []),
		),
		[],
	);
});

test("text, core and page read no clock, no environment and no chance", (t) => {
	const impure =
		/\bDate\.now\b|new Date\(\)|\bprocess\.|Math\.random|performance\./;
	t.deepEqual(
		FILES.filter(
			(file) =>
				["text", "core", "page"].includes(roomOf(file)) &&
				impure.test(source(file)),
		),
		[],
	);
});

test("only disk/files.ts changes files of a queue root", (t) => {
	const changing =
		/\bfs\.(write|rename|unlink|rm|mkdir|link|append|truncate|ftruncate|open(?!dir)|chmod|chown)\w*\(/;
	const allowed = [
		// The cgroup tree, which is no queue root.
		"jobs/cgroup.ts",
		"disk/files.ts",
		// Reads what a person names, links and pipes too.
		"uows/source.ts",
		// A copy outside of the root.
		"uows/edit.ts",
		"spool/create.ts",
		"jobs/flock.ts",
		"monitor/monitor.ts",
	];
	t.deepEqual(
		FILES.filter(
			(file) => changing.test(source(file)) && !allowed.includes(file),
		),
		[],
	);
});

test("a file is one screen or two, a room holds under thirty files", (t) => {
	const long = FILES.filter((file) => source(file).split("\n").length > 250);
	t.deepEqual(long, []);
	for (const room of Object.keys(RULES))
		t.true(FILES.filter((file) => roomOf(file) === room).length < 30, room);
});

test("no import goes round in a circle at run time", (t) => {
	const graph = new Map(
		FILES.map((file) => [
			file,
			[
				...source(file).matchAll(/^import (?!type\b)[^;]*?from "(\.[^"]+)"/gm),
			].map((match) => path.join(path.dirname(file), match[1] ?? "")),
		]),
	);
	const circles: string[] = [];
	const visit = (file: string, trail: readonly string[]): void => {
		if (trail.includes(file))
			circles.push([...trail.slice(trail.indexOf(file)), file].join(" → "));
		else
			for (const next of done.has(file) ? [] : (graph.get(file) ?? []))
				visit(next, [...trail, file]);
		done.add(file);
	};
	const done = new Set<string>();
	for (const file of FILES) visit(file, []);
	t.deepEqual(circles, []);
});
