/** The built Monitor as a child process, as an operator would run it. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Cgroups, killAllIn } from "../../src/jobs/cgroup.ts";
import type { Owner } from "./owner.ts";
import type { TestRoot } from "./root.ts";
import { until } from "./until.ts";

export const CLI = path.resolve(
	path.dirname(fileURLToPath(import.meta.url)),
	"../../src/cli.js",
);

/** The one file that is installed as the command. */
export const CATQ = path.resolve(path.dirname(CLI), "../bin/catq.cjs");

/** The shell program beside it. */
export const CATQ_ADD = path.resolve(path.dirname(CLI), "../../bin/catq-add");

export interface Daemon {
	readonly child: ChildProcess;
	readonly output: () => string;
	/** Sends a signal and waits for the end; returns exit code or signal. */
	end(signal?: NodeJS.Signals): Promise<number | string>;
	/** Waits for the end. */
	ended(): Promise<number | string>;
}

/** Starts the Monitor and waits until it says so. */
export async function startMonitor(
	t: Owner,
	root: TestRoot,
	options: {
		args?: string[];
		env?: NodeJS.ProcessEnv;
		uid?: number;
		gid?: number;
		/** Words that run the Monitor as another program, with the same pid. */
		before?: string[];
		/** How long it may take to start, where it finds very much. */
		seconds?: number;
	} = {},
): Promise<Daemon> {
	const [program = "", ...words] = [
		...(options.before ?? []),
		process.execPath,
		CLI,
	];
	const child = spawn(
		program,
		[...words, "--root", root.root, "monitor", ...(options.args ?? [])],
		{
			stdio: ["ignore", "pipe", "pipe"],
			env: { ...process.env, ...options.env },
			...(options.uid === undefined
				? {}
				: { uid: options.uid, gid: options.gid ?? options.uid }),
		},
	);
	let output = "";
	child.stdout.on("data", (data) => (output += data));
	child.stderr.on("data", (data) => (output += data));
	let result: number | string | undefined;
	child.on("close", (code, signal) => (result = signal ?? code ?? -1));
	t.teardown(async () => {
		child.kill("SIGKILL");
		await killJobsOf(root);
	});
	const ended = () =>
		until(
			"the Monitor's end",
			() => result,
			(seen) => seen !== undefined,
		) as Promise<number | string>;
	await until(
		"the Monitor's start",
		() => output.includes("the Monitor starts") || result !== undefined,
		Boolean,
		options.seconds,
	);
	return {
		child,
		output: () => output,
		end: (signal = "SIGTERM") => {
			child.kill(signal);
			return ended();
		},
		ended,
	};
}

/** Runs a verb to its end. */
export function catq(
	args: string[],
	options: {
		cwd?: string;
		env?: NodeJS.ProcessEnv;
		uid?: number;
		gid?: number;
	} = {},
) {
	const run = spawnSync(process.execPath, [CLI, ...args], {
		encoding: "utf8",
		timeout: 60_000,
		...options,
	});
	return { code: run.status, out: run.stdout, err: run.stderr };
}

/** No job of a test outlives it, and no cgroup. */
export async function killJobsOf(root: Pick<TestRoot, "root">): Promise<void> {
	for (const pid of fs
		.readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name))) {
		try {
			if (
				fs
					.readFileSync(`/proc/${pid}/environ`, "latin1")
					.includes(`UOW_ROOT=${root.root}\0`)
			)
				process.kill(Number(pid), "SIGKILL");
		} catch {
			// Gone, or not ours.
		}
	}
	await removeCgroups(root.root);
}

/** With all that lives in them. */
async function removeCgroups(root: string): Promise<void> {
	const { dev, ino } = fs.statSync(root);
	const cgroups = new Cgroups(`${dev}-${ino}`);
	for (const key of cgroups.keys()) killAllIn(cgroups.folderOf(key) ?? "");
	await until("no cgroup is left", () => {
		cgroups.sweep([]);
		return cgroups.keys().length === 0;
	});
}
