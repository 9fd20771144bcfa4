/** What comes all at once: the end of a job with a large log, and a burst of files. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { owning } from "../helpers/owner.ts";
import { until } from "../helpers/until.ts";
import { short, spread, table } from "./figures.ts";
import type { Part } from "./part.ts";
import { folderOf, openCatq, textOf } from "./queues.ts";

/** Milliseconds from the end that the keeper wrote down until the UOW lies in done-q; a small log and a large one in turns. */
export const biglog: Part = {
	name: "biglog",
	about:
		"ms from the end of a job to its settling, log of 100 bytes and 100 MB",
	async run({ rounds, small, say }) {
		const sizes = [100, small ? 1_000_000 : 100_000_000];
		const times = new Map<number, number[]>(sizes.map((size) => [size, []]));
		await owning(async (t) => {
			const { root } = await openCatq(t, { slots: 1 });
			for (let i = 0; i < rounds * sizes.length; i += 1) {
				const size = sizes[i % sizes.length] ?? 0;
				const name = `log-${i}`;
				const text = textOf({
					shell: `head -c ${size} /dev/zero | tr '\\\\0' x`,
				});
				root.drop("wait-q", name, text);
				const done = path.join(root.folder("done-q"), name);
				await until(name, () => fs.existsSync(done), Boolean, 120);
				// The records are gone: the last change of the log, and that of the name.
				const stats = fs.statSync(done);
				times.get(size)?.push(stats.ctimeMs - stats.mtimeMs);
				fs.rmSync(done);
			}
		});
		const rows = [...times].map(([size, all]) => [String(size), spread(all)]);
		for (const line of table(["bytes", "STATUS written to moved, ms"], rows))
			say(line);
	},
};

/** Files moved in by one rename each, as fast as they go. */
export const burst: Part = {
	name: "burst",
	about: "40,000 files moved in at once: seconds until all are found",
	async run({ small, say }) {
		const count = small ? 200 : 40_000;
		await owning(async (t) => {
			const { root } = await openCatq(t, { slots: 1 });
			root.ask("PAUSE");
			const beside = folderOf(t);
			for (let i = 0; i < count; i += 1)
				fs.writeFileSync(
					path.join(beside, `job-${i}`),
					textOf({ shell: "true" }),
				);
			const status = path.join(root.root, "status/status.json");
			const seen = () => {
				try {
					const { arriving, counts } = JSON.parse(
						fs.readFileSync(status, "utf8"),
					);
					return { all: arriving + counts["wait-q"], waits: counts["wait-q"] };
				} catch {
					return { all: 0, waits: 0 };
				}
			};
			const begun = performance.now();
			spawnSync("sh", [
				"-c",
				`find ${beside} -name 'job-*' -print0 | xargs -0 mv -t ${root.folder("wait-q")}`,
			]);
			const moved = performance.now();
			await until("all found", seen, ({ all }) => all === count, 120);
			const found = performance.now();
			await until("all accepted", seen, ({ waits }) => waits === count, 1200);
			const seconds = (from: number, to: number) => short((to - from) / 1000);
			const row = [
				String(count),
				seconds(begun, moved),
				seconds(moved, found),
				seconds(moved, performance.now()),
			];
			const head = ["files", "moving, s", "then found, s", "accepted, s"];
			for (const line of table(head, [row])) say(line);
		});
	},
};
