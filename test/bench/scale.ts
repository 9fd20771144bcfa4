/** Queue roots that hold many UOWs already: stamped by the rules of the product, since to have them accepted takes long. */
import fs from "node:fs";
import path from "node:path";
import { stampedHead } from "../../src/text/uow-text.ts";
import type { Owner } from "../helpers/owner.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";

export interface Scale {
	readonly waiting: number;
	readonly settled: number;
	/** What the UOW at this place of the queue runs; the others: /bin/true. */
	readonly commands?: ReadonlyMap<number, string>;
	readonly slots?: number;
}

const SECONDS = 1_790_000_000;

export async function makeLarge(t: Owner, scale: Scale): Promise<TestRoot> {
	const root = await makeRoot(t, `slots :: ${scale.slots ?? 1}\n`);
	const write = (place: "wait-q" | "done-q", id: number, status: string) => {
		const command = scale.commands?.get(id) ?? "/bin/true";
		fs.writeFileSync(
			path.join(root.folder(place), `job-${String(id).padStart(7, "0")}`),
			stampedHead(
				{ seconds: SECONDS + id, ordinal: 0, id },
				`COMMAND :: ${command}\n`,
				status,
			),
		);
	};
	for (let id = 1; id <= scale.waiting; id += 1) write("wait-q", id, "WAITING");
	const all = scale.waiting + scale.settled;
	for (let id = scale.waiting + 1; id <= all; id += 1)
		write("done-q", id, "DONE exit 0 after 0.01 s");
	fs.mkdirSync(root.folder("run"), { recursive: true, mode: 0o700 });
	fs.writeFileSync(path.join(root.folder("run"), "next-id"), `${all + 1}\n`);
	return root;
}

/** Processor seconds of a process and its threads, and how often they woke up. */
export function usageOf(pid: number): { cpu: number; wakeups: number } {
	const fields = fs
		.readFileSync(`/proc/${pid}/stat`, "utf8")
		.split(") ")[1]
		?.split(" ");
	const wakeups = fs.readdirSync(`/proc/${pid}/task`).map((thread) => {
		const text = fs.readFileSync(`/proc/${pid}/task/${thread}/status`, "utf8");
		return Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(text)?.[1]);
	});
	return {
		cpu: (Number(fields?.[11]) + Number(fields?.[12])) / 100,
		wakeups: wakeups.reduce((sum, count) => sum + count, 0),
	};
}

/** Resident memory in MB. */
export function memoryOf(pid: number): number {
	const text = fs.readFileSync(`/proc/${pid}/status`, "utf8");
	return Number(/^VmRSS:\s+(\d+)/m.exec(text)?.[1]) / 1024;
}

export const pause = (seconds: number) =>
	new Promise((resolve) => setTimeout(resolve, seconds * 1000));
