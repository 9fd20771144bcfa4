/** Very many files moved in at once, while the Monitor runs one job after the other. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { owning } from "../helpers/owner.ts";
import type { TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";
import { short, table } from "./figures.ts";
import type { Part } from "./part.ts";
import { folderOf, textOf } from "./queue.ts";
import { openCatq } from "./queues.ts";

interface Seen {
	/** Of the burst, found: in wait-q or on the way to it. */
	readonly found: number;
	readonly accepted: number;
	/** Jobs that keep the Monitor busy meanwhile. */
	readonly busy: number;
}

function look(root: TestRoot): Seen {
	const file = path.join(root.root, "status/status.json");
	try {
		const { arriving, counts } = JSON.parse(fs.readFileSync(file, "utf8"));
		const accepted = counts["wait-q"];
		return {
			found: arriving + accepted,
			accepted,
			busy: counts["priority-q"],
		};
	} catch {
		return { found: 0, accepted: 0, busy: 0 };
	}
}

function writeFiles(folder: string, count: number): void {
	const text = textOf({ shell: "true" });
	for (let i = 0; i < count; i += 1)
		fs.writeFileSync(path.join(folder, `job-${i}`), text);
}

/** By one rename each, as fast as they go. */
function moveAll(from: string, to: string): void {
	spawnSync("sh", [
		"-c",
		`find ${from} -name 'job-*' -print0 | xargs -0 mv -t ${to}`,
	]);
}

/** Jobs that are accepted before the burst comes, and run meanwhile. */
async function makeBusy(root: TestRoot, count: number): Promise<void> {
	root.ask("PAUSE");
	const text = textOf({ shell: "/bin/true" });
	for (let i = 0; i < count; i += 1) root.drop("priority-q", `busy-${i}`, text);
	const all = (seen: Seen) => seen.busy === count && seen.found === 0;
	await until("busy jobs", () => look(root), all, 600);
	root.ask("RESUME");
	const some = (seen: Seen) => seen.busy < count;
	await until("the first of them", () => look(root), some, 60);
}

export const burst: Part = {
	name: "burst",
	about: "40,000 files moved in at once, the Monitor busy: seconds to find all",
	async run({ small, say, found }) {
		const count = small ? 200 : 40_000;
		await owning(async (t) => {
			const { root } = await openCatq(t, { slots: 1 });
			const beside = folderOf(t);
			writeFiles(beside, count);
			await makeBusy(root, small ? 100 : 4000);
			const begun = performance.now();
			moveAll(beside, root.folder("wait-q"));
			const moved = performance.now();
			let isBusy = true;
			const watched = () => {
				const seen = look(root);
				// None of the burst may run: it would be counted no more.
				if (isBusy && seen.busy < (small ? 10 : 100)) {
					isBusy = false;
					root.ask("PAUSE");
				}
				return seen;
			};
			const all = (seen: Seen) => seen.found >= count;
			const findAll = until("all found", watched, all, 120);
			await findAll.catch((error) => say(`LOST ${error}`));
			const seconds = (from: number) =>
				short((performance.now() - from) / 1000);
			const foundAfter = seconds(moved);
			if (!isBusy) say("the other jobs ran out before all were found");
			const lost = count - Math.min(count, look(root).found);
			root.ask("PAUSE");
			const accepted = (seen: Seen) => seen.accepted === count - lost;
			await until("all accepted", () => look(root), accepted, 1200);
			const there = root.names("wait-q").filter((name) => /^job-/.test(name));
			const missing = Math.max(lost, count - there.length);
			const head = ["files", "moving, s", "found, s", "accepted, s", "lost"];
			const row = [
				String(count),
				short((moved - begun) / 1000),
				foundAfter,
				seconds(moved),
				String(missing),
			];
			for (const line of table(head, [row])) say(line);
			found("burst lost", missing);
			found("burst found", Number(foundAfter));
		});
	},
};
