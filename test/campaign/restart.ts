/**
 * From the start of a Monitor after SIGKILL to the first job's first line, with
 * little and with much that waits.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { stampedHead } from "../../src/text/uow-text.ts";
import { startMonitor } from "../helpers/daemon.ts";
import { type Owner, owning } from "../helpers/owner.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";
import type { Options, Outcome, Part } from "./part.ts";

/** Seconds from start to first claim: the target on a quiet machine. */
const TARGET = 1;

export const restart: Part = {
	name: "restart",
	about: "from SIGKILL and a new start to the first claim",
	run: (options) => owning((owner) => run(owner, options)),
};

async function run(owner: Owner, options: Options): Promise<Outcome> {
	const few = await measure(owner, 20, options.short ? 3 : 20);
	const many = await measure(
		owner,
		options.short ? 500 : 10_000,
		options.short ? 1 : 5,
	);
	const middle = few[few.length >> 1] ?? 0;
	const load = os.loadavg()[0] ?? 0;
	const isBusy = load > os.availableParallelism();
	return {
		points: few.length + many.length,
		violations:
			middle > TARGET && !options.short && !isBusy
				? [`half of the starts took longer than ${middle.toFixed(2)} s`]
				: [],
		figures: [
			`load average ${load.toFixed(1)}${isBusy ? ": this machine is too busy to judge by" : ""}`,
			`20 waiting: ${summary(few)}`,
			`${options.short ? 500 : 10_000} waiting: ${summary(many)}`,
		],
	};
}

function summary(seconds: readonly number[]): string {
	const middle = seconds[seconds.length >> 1];
	return `median ${middle?.toFixed(2)} s, worst ${seconds.at(-1)?.toFixed(2)} s of ${seconds.length} starts`;
}

/** Seconds of each start, in order of size. */
async function measure(
	owner: Owner,
	waiting: number,
	starts: number,
): Promise<number[]> {
	const root = await makeRoot(owner, "says size :: 100M\n");
	fillQueue(root, waiting);
	const seconds: number[] = [];
	for (let i = 0; i < starts; i += 1) seconds.push(await oneStart(owner, root));
	return seconds.sort((a, b) => a - b);
}

/** UOWs as a Monitor has left them: stamped, waiting. Each waits for its gate once it runs. */
function fillQueue(root: TestRoot, count: number): void {
	const header = `COMMAND :: echo $EPOCHREALTIME >> ../begun; until [ -e ../gate-$UOW_NAME ]; do sleep 0.02; done\nDIRECTORY :: ${root.root}`;
	for (let id = 1; id <= count; id += 1) {
		const stamp = { seconds: 1_700_000_000 + id, ordinal: 0, id };
		fs.writeFileSync(
			path.join(root.folder("wait-q"), `job${id}`),
			stampedHead(stamp, header, "WAITING"),
		);
	}
	fs.writeFileSync(path.join(root.folder("run"), "next-id"), `${count + 1}\n`);
}

/** Starts a Monitor, waits for the next job, kills the Monitor and lets the job end. */
async function oneStart(owner: Owner, root: TestRoot): Promise<number> {
	const file = path.join(root.root, "../begun");
	const lines = () =>
		fs.existsSync(file) ? fs.readFileSync(file, "utf8").trim().split("\n") : [];
	const before = lines().length;
	const started = Date.now() / 1000;
	const monitor = await startMonitor(owner, root);
	const begun = await until(
		"the next job begins",
		lines,
		(seen) => seen.length > before,
		120,
	);
	await monitor.end("SIGKILL");
	const name = root.names("currently-executing")[0] ?? "";
	fs.writeFileSync(path.join(root.root, `../gate-${name}`), "");
	await until("the job ends without a Monitor", () =>
		fs.readdirSync(root.folder("run")).some((one) => one.endsWith(".end")),
	);
	return Number(begun[before]) - started;
}
