/**
 * `arena.js`: Monitors under fire, one after the other in one process, since to
 * start Node costs more than most lives. One order a line on standard input, one
 * answer a line on standard output. A Monitor that dies here never gets another
 * operation on files done, and nothing of its memory reaches the next; its
 * keepers are on their own, as always.
 */
import fs from "node:fs";
import { createInterface } from "node:readline";
import { live, type Order, type Report } from "./fire.ts";

/** What an arena answers. */
export interface Answer extends Report {
	readonly died: boolean;
}

/** What a Monitor that died early still listens to. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

class Death extends Error {}

for await (const line of createInterface({ input: process.stdin }))
	console.log(JSON.stringify(await fight(JSON.parse(line) as Order)));

async function fight(order: Order): Promise<Answer> {
	let diesAt = Number.POSITIVE_INFINITY;
	const now = (): never => {
		diesAt = 0;
		throw new Death("killed");
	};
	const report = await live(order, {
		now,
		in: (milliseconds) => {
			diesAt = performance.now() + milliseconds;
		},
		passed: () => {
			if (performance.now() >= diesAt) now();
		},
	});
	for (const signal of SIGNALS) process.removeAllListeners(signal);
	closeAll(order.root);
	return { ...report, died: diesAt === 0 };
}

/** As the end of a process would: the lock on the root is one of them. */
function closeAll(root: string): void {
	for (const name of fs.readdirSync("/proc/self/fd")) {
		try {
			if (fs.readlinkSync(`/proc/self/fd/${name}`).startsWith(root))
				fs.closeSync(Number(name));
		} catch {
			// The one that listed the folder: gone already.
		}
	}
}
