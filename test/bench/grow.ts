/** Growth on paper: what folders of up to a million names cost on this file system, and how fast programs can be started here. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import v8 from "node:v8";
import vm from "node:vm";
import { stampedHead } from "../../src/text/uow-text.ts";
import { owning } from "../helpers/owner.ts";
import { median, short, table } from "./figures.ts";
import { compared, type Entrant, type Part, takeTurns } from "./part.ts";
import { folderOf } from "./queue.ts";

const nameOf = (id: number) => `job-${String(id).padStart(7, "0")}`;

/** Microseconds of `act`. */
function micros(act: () => void): number {
	const begun = performance.now();
	act();
	return (performance.now() - begun) * 1000;
}

function writeUow(file: string, id: number): void {
	const stamp = { seconds: 1_790_000_000 + id, ordinal: 0, id };
	const text = stampedHead(stamp, "COMMAND :: /bin/true\n", "WAITING");
	fs.writeFileSync(file, text);
}

function flush(folder: string): void {
	const file = fs.openSync(folder, "r");
	fs.fsyncSync(file);
	fs.closeSync(file);
}

const HEAD = Buffer.alloc(512);

function readHead(file: string): void {
	const opened = fs.openSync(file, "r");
	fs.readSync(opened, HEAD, 0, HEAD.length, 0);
	fs.closeSync(opened);
}

v8.setFlagsFromString("--expose-gc");
const collect = vm.runInNewContext("gc");

function heapUsed(): number {
	collect();
	return process.memoryUsage().heapUsed;
}

interface Folders {
	readonly full: string;
	/** Beside it, on the same file system. */
	readonly other: string;
}

const HEADINGS = [
	"names",
	"write each, µs",
	"list, ms",
	"list + sort, ms",
	"names in memory, MB",
	"lstat, µs",
	"read a head, µs",
	"new file, µs",
	"rename, µs",
	"rename + fsync, µs",
];

/** Fills the folder from `from` to `count` names, and measures what it then costs. */
function measure({ full, other }: Folders, from: number, count: number) {
	const writing = micros(() => {
		for (let id = from; id < count; id += 1)
			writeUow(path.join(full, nameOf(id)), id);
	});
	flush(full);
	const listing = [1, 2, 3].map(() => micros(() => fs.readdirSync(full)));
	const before = heapUsed();
	let names: string[] = [];
	const sorting = micros(() => {
		names = fs.readdirSync(full).sort();
	});
	const heap = (heapUsed() - before) / 2 ** 20;
	const step = Math.max(1, Math.floor(names.length / 5000));
	const some = names.filter((_, i) => i % step === 0);
	const middle = (act: (file: string, i: number) => void) =>
		median(
			some
				.slice(-2000)
				.map((name, i) => micros(() => act(path.join(full, name), i))),
		);
	const stating = middle((file) => fs.lstatSync(file));
	const heading = middle(readHead);
	const creating = middle((_, i) => writeUow(path.join(full, `new-${i}`), i));
	const away = (file: string) => path.join(other, path.basename(file));
	const renaming = middle((file) => fs.renameSync(file, away(file)));
	const back = (file: string) => fs.renameSync(away(file), file);
	const durable = some.slice(-200).map((name) =>
		micros(() => {
			back(path.join(full, name));
			flush(full);
		}),
	);
	for (const name of fs.readdirSync(other)) back(path.join(full, name));
	const ms = (value: number) => short(value / 1000);
	return [
		String(count),
		short(writing / (count - from)),
		ms(median(listing)),
		ms(sorting),
		short(heap),
		...[stating, heading, creating, renaming, median(durable)].map(short),
	];
}

/** What a job needs, if only a shell runs it. */
const SCRIPTS = [
	"/bin/true",
	"bash -c /bin/true",
	"bash -c /bin/true | tee -a /dev/null",
];

/** How many a second a shell starts one after the other: no queue can be faster with one at a time. */
function startedBy(script: string, count: number): Entrant<number> {
	const loop = `i=0; while [ $i -lt ${count} ]; do ${script}; i=$((i + 1)); done`;
	return {
		name: `${script}, from dash`,
		measure: async () => {
			// Where its input is a socket, as a pipe of Node is, bash reads its profile.
			const took = micros(() =>
				spawnSync("dash", ["-c", loop], { stdio: "ignore" }),
			);
			return (count * 1e6) / took;
		},
	};
}

export const grow: Part = {
	name: "grow",
	about: "folders of 10,000, 100,000 and 1,000,000 names; programs a second",
	onRequest: true,
	async run({ rounds, small, say }) {
		const sizes = small ? [500, 1000] : [10_000, 100_000, 1_000_000];
		await owning(async (t) => {
			const full = folderOf(t);
			const other = folderOf(t);
			let from = 0;
			const rows = sizes.map((count) => {
				const row = measure({ full, other }, from, count);
				from = count;
				return row;
			});
			for (const line of table(HEADINGS, rows)) say(line);
			const away = micros(() => fs.rmSync(full, { recursive: true }));
			say(`to remove all of them: ${short(away / 1e6)} s`);
		});
		const count = small ? 20 : 500;
		const entrants = SCRIPTS.map((script) => startedBy(script, count));
		const rates = await takeTurns(entrants, rounds);
		for (const line of compared("a second", rates, [])) say(line);
	},
};
