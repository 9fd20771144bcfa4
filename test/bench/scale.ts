/** Queue roots that hold many UOWs already: stamped by the rules of the product, since to have them accepted takes long. */
import fs from "node:fs";
import path from "node:path";
import { stampedHead } from "../../src/text/uow-text.ts";
import type { Owner } from "../helpers/owner.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";

export interface Scale {
	readonly waiting: number;
	readonly settled: number;
	/** What the UOW with this id runs. */
	readonly command?: CommandOf;
}

export type CommandOf = (id: number) => string;

const SECONDS = 1_790_000_000;
const NO_OP: CommandOf = () => "/bin/true";

const nameOf = (id: number) => `job-${String(id).padStart(7, "0")}`;

function write(file: string, id: number, command: string, status: string) {
	const stamp = { seconds: SECONDS + id, ordinal: 0, id };
	fs.writeFileSync(file, stampedHead(stamp, `COMMAND :: ${command}\n`, status));
}

export async function makeLarge(
	t: Owner,
	{ waiting, settled, command = NO_OP }: Scale,
): Promise<TestRoot> {
	const root = await makeRoot(t, "slots :: 1\n");
	fs.mkdirSync(root.folder("run"), { recursive: true, mode: 0o700 });
	for (let id = 1; id <= settled; id += 1)
		write(
			path.join(root.folder("done-q"), nameOf(id)),
			id,
			"/bin/true",
			"DONE exit 0 after 0.01 s",
		);
	fs.writeFileSync(root.own("next-id"), `${settled + 1}\n`);
	fill(root, waiting, command);
	return root;
}

/** Further UOWs wait, so that there are `waiting` of them; no Monitor runs meanwhile. */
export function fill(
	root: TestRoot,
	waiting: number,
	command: CommandOf,
): void {
	const next = Number(fs.readFileSync(root.own("next-id"), "utf8"));
	const end = next + waiting - root.names("wait-q").length;
	for (let id = next; id < end; id += 1)
		write(
			path.join(root.folder("wait-q"), nameOf(id)),
			id,
			command(id),
			"WAITING",
		);
	if (end > next) fs.writeFileSync(root.own("next-id"), `${end}\n`);
}

/** The UOW that is first in wait-q runs this. */
export function commandOfFirst(root: TestRoot, command: string): void {
	const [first = ""] = root
		.names("wait-q")
		.filter((name) => name.startsWith("job-"))
		.sort();
	const file = path.join(root.folder("wait-q"), first);
	write(file, Number(first.slice(4)), command, "WAITING");
}

/** Processor seconds of a process and its threads, and how often they woke up. */
export function usageOf(pid: number): { cpu: number; wakeups: number } {
	const usage = { cpu: 0, wakeups: 0 };
	for (const thread of fs.readdirSync(`/proc/${pid}/task`)) {
		const read = (file: string) =>
			fs.readFileSync(`/proc/${pid}/task/${thread}/${file}`, "utf8");
		// Nanoseconds: the ticks of stat are 10 ms, more than an idle minute.
		usage.cpu += Number(read("schedstat").split(" ")[0]) / 1e9;
		const woken = /^voluntary_ctxt_switches:\s+(\d+)/m.exec(read("status"));
		usage.wakeups += Number(woken?.[1]);
	}
	return usage;
}

/** Until a process has hardly done anything for a second; a minute at most. */
export async function quiet(pid: number): Promise<void> {
	for (let i = 0; i < 60; i += 1) {
		const before = usageOf(pid).cpu;
		await pause(1);
		if (usageOf(pid).cpu - before < 0.02) return;
	}
}

/** Resident memory in MB. */
export function memoryOf(pid: number): number {
	const text = fs.readFileSync(`/proc/${pid}/status`, "utf8");
	return Number(/^VmRSS:\s+(\d+)/m.exec(text)?.[1]) / 1024;
}

export const pause = (seconds: number) =>
	new Promise((resolve) => setTimeout(resolve, seconds * 1000));
