/**
 * A cgroup for each run, where the machine lets the Monitor make one (cgroup
 * v2, root or a delegated subtree): nothing leaves it by forking, and the
 * kernel ends all of it at once. It lies below the Monitor's own cgroup, so
 * that it is part of the service. Only the job is in it: keeper and tee stay
 * outside and write down the end. Without one, the other traces remain.
 */
import fs from "node:fs";

/** Folders of the cgroup tree that are looked at when the Monitor starts. */
const MOST_FOLDERS = 20_000;

export class Cgroups {
	readonly #prefix: string;
	/** The Monitor's own. */
	readonly #base: string | undefined;
	/** By key; complete, since only a Monitor of this root makes them. */
	readonly #folders = new Map<string, string>();
	/** Of runs that are over, with something still in them. */
	readonly #stale = new Set<string>();

	/**
	 * Looks for those an earlier Monitor made, which may have lived elsewhere in
	 * the tree. `rootMark` tells the roots of one machine apart.
	 */
	constructor(rootMark: string) {
		this.#prefix = `catq-${rootMark}.`;
		const mount = mountOf(readLines("/proc/self/mountinfo"));
		if (mount === undefined) return;
		this.#base = folderIn(mount, readLines("/proc/self/cgroup"));
		this.#find(mount.point);
	}

	/** The folder of a run's new cgroup; undefined where none can be made. */
	make(key: string): string | undefined {
		if (this.#base === undefined) return undefined;
		const folder = `${this.#base}/${this.#prefix}${key}`;
		try {
			fs.mkdirSync(folder);
		} catch {
			return undefined;
		}
		this.#folders.set(key, folder);
		return folder;
	}

	folderOf(key: string): string | undefined {
		return this.#folders.get(key);
	}

	/**
	 * Removes the cgroup of a run that is over, and those of earlier ones in which
	 * something still lived. The kernel may take its time: nobody waits for it.
	 */
	remove(key: string): void {
		if (this.#folders.has(key)) this.#stale.add(key);
		const stale = [...this.#stale];
		this.#stale.clear();
		for (const one of stale) {
			const folder = this.#folders.get(one) ?? "";
			fs.rmdir(folder, (error) => {
				if (error === null || removeEmpty(folder)) this.#folders.delete(one);
				else this.#stale.add(one);
			});
		}
	}

	/** Removes those of no run: a crash left them, or what lived in them has ended since. */
	sweep(keys: readonly string[]): void {
		const kept = new Set(keys);
		for (const [key, folder] of this.#folders)
			if (kept.has(key)) continue;
			else if (removeEmpty(folder)) this.#folders.delete(key);
			else this.#stale.add(key);
	}

	/** Of all runs that have one. */
	keys(): string[] {
		return [...this.#folders.keys()];
	}

	#find(top: string): void {
		const folders = [top];
		for (let i = 0; i < Math.min(folders.length, MOST_FOLDERS); i += 1)
			for (const name of foldersIn(folders[i] ?? "")) {
				const folder = `${folders[i]}/${name}`;
				folders.push(folder);
				if (name.startsWith(this.#prefix) && isOwn(folder))
					this.#folders.set(name.slice(this.#prefix.length), folder);
			}
	}
}

/** All processes in a cgroup and in those below it. */
export function processesIn(folder: string): number[] {
	return [
		...readLines(`${folder}/cgroup.procs`).map(Number).filter(isProcess),
		...foldersIn(folder).flatMap((name) => processesIn(`${folder}/${name}`)),
	];
}

/** Whether a process is in it now, or in one below it. */
export function isIn(pid: number, folder: string | undefined): boolean {
	if (folder === undefined) return false;
	const name = folder.slice(folder.lastIndexOf("/") + 1);
	return readLines(`/proc/${pid}/cgroup`).some((line) =>
		line.split("/").includes(name),
	);
}

/** Whether anything has ever run in it: a job that could not enter its cgroup left no time there. */
export function hasHeld(folder: string): boolean {
	return readLines(`${folder}/cpu.stat`).some((line) =>
		/^usage_usec [1-9]/.test(line),
	);
}

/**
 * KILL to all in it at once, forks under way too. Nothing where the kernel is
 * older than 5.14, or a job has started this very Monitor: the scan follows.
 */
export function killAllIn(folder: string): void {
	if (isIn(process.pid, folder)) return;
	try {
		fs.writeFileSync(`${folder}/cgroup.kill`, "1", { flag: "r+" });
	} catch {
		// Gone, or not known to this kernel.
	}
}

/** 0 stands for a process of another pid namespace. */
function isProcess(pid: number): boolean {
	return Number.isSafeInteger(pid) && pid > 1;
}

interface Mount {
	/** Which part of the tree is mounted. */
	readonly root: string;
	readonly point: string;
}

/** The first place where cgroup v2 is mounted; fields as in proc(5). */
export function mountOf(mountinfo: readonly string[]): Mount | undefined {
	const line = mountinfo.find((one) => one.includes(" - cgroup2 "));
	const [, , , root, point] = (line ?? "").split(" ").map(unescapeOctal);
	return root === undefined || point === undefined
		? undefined
		: { root, point };
}

/** Where the cgroup of a process lies, from its /proc/PID/cgroup; undefined: not below the mount. */
export function folderIn(
	mount: Mount,
	cgroup: readonly string[],
): string | undefined {
	const own = cgroup.find((line) => line.startsWith("0::"))?.slice(3);
	const root = mount.root === "/" ? "" : mount.root;
	if (own === undefined || !`${own}/`.startsWith(`${root}/`)) return undefined;
	if (own.split("/").includes("..")) return undefined;
	return `${mount.point}${own.slice(root.length)}`.replace(/\/$/, "");
}

function unescapeOctal(text: string): string {
	return text.replace(/\\([0-7]{3})/g, (_, code) =>
		String.fromCharCode(Number.parseInt(code, 8)),
	);
}

/** Whether the Monitor's user made it: others may make one of the same name in a part of the tree that is theirs. */
function isOwn(folder: string): boolean {
	try {
		return fs.lstatSync(folder).uid === process.geteuid?.();
	} catch {
		return false;
	}
}

/** With the empty ones below it; false where a process is left. */
function removeEmpty(folder: string): boolean {
	for (const name of foldersIn(folder)) removeEmpty(`${folder}/${name}`);
	try {
		fs.rmdirSync(folder);
		return true;
	} catch {
		return !fs.existsSync(folder);
	}
}

/** Each folder below counts as a link of a folder: mostly there are none, and nothing need be read. */
function foldersIn(folder: string): string[] {
	try {
		if (fs.lstatSync(folder).nlink === 2) return [];
		return fs
			.readdirSync(folder, { withFileTypes: true })
			.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
	} catch {
		return [];
	}
}

function readLines(file: string): string[] {
	try {
		return fs.readFileSync(file, "latin1").split("\n").filter(Boolean);
	} catch {
		return [];
	}
}
