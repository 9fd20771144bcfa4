/** Processes as the kernel shows them: identity, liveness, and who belongs to a run. Linux /proc. */
import fs from "node:fs";
import type { Uptime } from "../text/instant.ts";
import type { ProcessIdentity } from "../text/records.ts";

export interface ProcessFacts extends ProcessIdentity {
	readonly parent: number;
	readonly group: number;
	readonly session: number;
	/** One letter; Z and X are dead. */
	readonly state: string;
	/** Its own word for itself, at most 15 bytes of anything. */
	readonly name: string;
}

/** Changes with every boot of the machine. */
export function bootId(): string {
	return fs.readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}

/** Seconds since boot, hundredths exact: the clock of all lengths and deadlines. */
export function uptime(): Uptime {
	return Number(fs.readFileSync("/proc/uptime", "utf8").split(" ")[0]);
}

/** Undefined where there is no such process. */
export function factsOf(pid: number): ProcessFacts | undefined {
	try {
		return readFacts(pid, fs.readFileSync(`/proc/${pid}/stat`, "utf8"));
	} catch {
		return undefined;
	}
}

/** The name stands in brackets and may hold anything, brackets too: read on after the last one. */
function readFacts(pid: number, stat: string): ProcessFacts {
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	return {
		pid,
		name: stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")")),
		state: fields[0] ?? "X",
		parent: Number(fields[1]),
		group: Number(fields[2]),
		session: Number(fields[3]),
		startTicks: Number(fields[19]),
	};
}

export interface Usage {
	/** Seconds of processor time, its own. */
	readonly cpu: number;
	readonly threads: number;
	/** What it waits for in the kernel; undefined: nothing, or that is not told. */
	readonly waitsIn: string | undefined;
	/** Open files, counted up to a thousand; undefined: not ours to count. */
	readonly files: number | undefined;
}

/** Ticks a second in which Linux tells times to programs. */
const TICKS = 100;
const MOST_FILES = 1000;

/** What a process takes; none of this makes the reader wait for the process. */
export function usageOf(pid: number): Usage | undefined {
	try {
		const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
		const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
		return {
			cpu: (Number(fields[11]) + Number(fields[12])) / TICKS,
			threads: Number(fields[17]),
			waitsIn: waitChannelOf(pid),
			files: countFiles(pid),
		};
	} catch {
		return undefined;
	}
}

function waitChannelOf(pid: number): string | undefined {
	try {
		const name = fs.readFileSync(`/proc/${pid}/wchan`, "latin1").trim();
		return name === "" || name === "0" ? undefined : name;
	} catch {
		return undefined;
	}
}

function countFiles(pid: number): number | undefined {
	try {
		const folder = fs.opendirSync(`/proc/${pid}/fd`);
		try {
			let count = 0;
			while (count < MOST_FILES && folder.readSync() !== null) count += 1;
			return count;
		} finally {
			folder.closeSync();
		}
	} catch {
		return undefined;
	}
}

export function isAlive(identity: ProcessIdentity): boolean {
	const facts = factsOf(identity.pid);
	return (
		facts !== undefined &&
		facts.startTicks === identity.startTicks &&
		!isDead(facts)
	);
}

/** A zombie is dead: it only waits to be counted. */
export function isDead(facts: ProcessFacts): boolean {
	return facts.state === "Z" || facts.state === "X";
}

/** All of them, in most cases the newest first. */
export function processIds(): number[] {
	return fs
		.readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name))
		.map(Number)
		.sort((a, b) => b - a);
}

/** All processes, dead ones left out. */
export function everyProcess(): ProcessFacts[] {
	return processIds().flatMap((pid) => {
		const facts = factsOf(pid);
		return facts === undefined || isDead(facts) ? [] : [facts];
	});
}

/** Its soft limit on file locks, a number or `unlimited`; of other users' processes too. */
export function locksLimit(pid: number): string | undefined {
	try {
		const limits = fs.readFileSync(`/proc/${pid}/limits`, "latin1");
		return /^Max file locks +(\S+)/m.exec(limits)?.[1];
	} catch {
		return undefined;
	}
}

/** What its environment began with for this name; undefined too for processes of others that may not be read. */
export function variableOf(pid: number, name: string): string | undefined {
	try {
		const text = `\0${fs.readFileSync(`/proc/${pid}/environ`, "latin1")}`;
		const at = text.indexOf(`\0${name}=`);
		if (at < 0) return undefined;
		return text.slice(at + name.length + 2).split("\0", 1)[0];
	} catch {
		return undefined;
	}
}

/** As whom a process runs; undefined where there is none. */
export function userOf(pid: number): number | undefined {
	try {
		const status = fs.readFileSync(`/proc/${pid}/status`, "utf8");
		return Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
	} catch {
		return undefined;
	}
}

/** What each open file of a process is, as /proc names it. */
export function openFiles(
	pid: number,
): { readonly fd: string; readonly target: string }[] {
	const folder = `/proc/${pid}/fd`;
	try {
		return fs.readdirSync(folder).flatMap((fd) => {
			try {
				return [{ fd, target: fs.readlinkSync(`${folder}/${fd}`) }];
			} catch {
				return [];
			}
		});
	} catch {
		return [];
	}
}

/** Which of these files (`device:inode`) some process has open for writing; blind to other machines. */
export function writersOf(inodes: ReadonlySet<string>): ReadonlySet<string> {
	const written = new Set<string>();
	for (const { pid } of everyProcess()) {
		if (pid === process.pid) continue;
		for (const { fd, target } of openFiles(pid)) {
			if (!target.startsWith("/")) continue;
			const inode = inodeOfFd(pid, fd);
			if (inode !== undefined && inodes.has(inode) && isOpenForWriting(pid, fd))
				written.add(inode);
		}
	}
	return written;
}

function inodeOfFd(pid: number, fd: string): string | undefined {
	try {
		const stats = fs.statSync(`/proc/${pid}/fd/${fd}`);
		return `${stats.dev}:${stats.ino}`;
	} catch {
		return undefined;
	}
}

function isOpenForWriting(pid: number, fd: string): boolean {
	try {
		const flags =
			/^flags:\s*(\d+)/m.exec(
				fs.readFileSync(`/proc/${pid}/fdinfo/${fd}`, "utf8"),
			)?.[1] ?? "0";
		return (Number.parseInt(flags, 8) & 3) !== 0;
	} catch {
		return false;
	}
}
