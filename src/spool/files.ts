/**
 * The one place all changes of the file system pass: synchronous, one careful
 * step each. A test may tap it to stop the Monitor at any step. Every error is
 * thrown as Node gives it; monitor/act says which are whose fault.
 */
import fs from "node:fs";

export type Path = string | Buffer;
type Phase = "before" | "after";
export type Tap = (step: string, phase: Phase) => void;

let tap: Tap | undefined;

/** Lets a campaign stop the Monitor before or after any step. */
export function tapFiles(next: Tap | undefined): void {
	tap = next;
}

function step<T>(name: string, act: () => T): T {
	tap?.(name, "before");
	const result = act();
	tap?.(name, "after");
	return result;
}

const {
	O_CREAT,
	O_EXCL,
	O_WRONLY,
	O_RDWR,
	O_RDONLY,
	O_APPEND,
	O_NOFOLLOW,
	O_NONBLOCK,
} = fs.constants;

/** Opens a name that must not exist yet. */
export function openNew(path: Path, mode: number): number {
	return step("create", () =>
		fs.openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode),
	);
}

/** Opens for changing in place; never creates, never follows a link, never blocks on a FIFO. */
export function openToPatch(path: Path): number {
	return openOwn(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK);
}

export function openToAppend(path: Path, mode: number): number {
	return step("open to append", () =>
		fs.openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK, mode),
	);
}

/** Opens for reading; never follows a link, never blocks on a FIFO. */
export function openToRead(path: Path): number {
	return openOwn(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
}

/** A job may have taken the rights from its own file: what is ours to open we open all the same. */
function openOwn(path: Path, flags: number): number {
	try {
		return fs.openSync(path, flags);
	} catch (error) {
		const stats = codeOf(error) === "EACCES" ? look(path) : undefined;
		if (!stats?.isFile() || stats.uid !== process.geteuid?.()) throw error;
		fs.chmodSync(path, (stats.mode & 0o777) | 0o600);
		return fs.openSync(path, flags);
	}
}

/** Writes all of it, at `position` or where the file stands. */
export function write(
	fd: number,
	bytes: Buffer | string,
	position: number | null = null,
): void {
	const buffer = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
	step("write", () => {
		for (let done = 0; done < buffer.length; )
			done += fs.writeSync(
				fd,
				buffer,
				done,
				buffer.length - done,
				position === null ? null : position + done,
			);
	});
}

export function sync(fd: number): void {
	step("fsync", () => fs.fsyncSync(fd));
}

export function close(fd: number): void {
	fs.closeSync(fd);
}

/** Makes the names in a folder durable. */
export function syncFolder(path: Path): void {
	const fd = fs.openSync(path, O_RDONLY);
	try {
		sync(fd);
	} finally {
		close(fd);
	}
}

export function rename(from: Path, to: Path): void {
	step("rename", () => fs.renameSync(from, to));
}

/** Gives a file a second name; fails with EEXIST where the name is taken. */
export function link(from: Path, to: Path): void {
	step("link", () => fs.linkSync(from, to));
}

export function unlink(path: Path): void {
	step("unlink", () => fs.unlinkSync(path));
}

export function makeFolder(path: Path, mode: number): void {
	step("mkdir", () => fs.mkdirSync(path, { mode }));
}

export function removeFolder(path: Path): void {
	step("rmdir", () => fs.rmdirSync(path));
}

/** Gives a file its owner, group and permission bits; setuid and its like are dropped. */
export function adopt(fd: number, like: fs.Stats): void {
	step("chown", () => {
		giveTo(fd, like);
		// The Monitor must be able to change what it has stamped.
		fs.fchmodSync(fd, (like.mode & 0o777) | 0o600);
	});
}

/** Root gives away anything; others may give a file to a group they are in, and keep it where they may not. */
function giveTo(fd: number, like: fs.Stats): void {
	const own = fs.fstatSync(fd);
	if (own.uid === like.uid && own.gid === like.gid) return;
	try {
		fs.fchownSync(fd, process.geteuid?.() === 0 ? like.uid : own.uid, like.gid);
	} catch (error) {
		if (codeOf(error) !== "EPERM") throw error;
	}
}

/** Undefined where there is nothing of that name. */
export function look(path: Path): fs.Stats | undefined {
	try {
		// An error costs more than ten looks: a name in a request is looked for in every folder.
		return fs.lstatSync(path, { throwIfNoEntry: false });
	} catch (error) {
		if (codeOf(error) === "ENOTDIR") return undefined;
		throw error;
	}
}

export function statusOf(fd: number): fs.Stats {
	return fs.fstatSync(fd);
}

/** Reads up to `buffer.length` bytes from `position`; returns how many there were. */
export function readAt(fd: number, buffer: Buffer, position: number): number {
	let done = 0;
	for (;;) {
		const count = fs.readSync(
			fd,
			buffer,
			done,
			buffer.length - done,
			position + done,
		);
		done += count;
		if (count === 0 || done === buffer.length) return done;
	}
}

/** The text of a small file, or undefined where there is none. */
export function readText(path: Path): string | undefined {
	try {
		return fs.readFileSync(path, "utf8");
	} catch (error) {
		if (codeOf(error) === "ENOENT") return undefined;
		throw error;
	}
}

/** `ENOENT` and its like; undefined for what is no file system error. */
export function codeOf(error: unknown): string | undefined {
	return error instanceof Error &&
		"code" in error &&
		typeof error.code === "string"
		? error.code
		: undefined;
}

/** `device:inode`: the identity of a file over all its moves. */
export function inodeOf(stats: fs.Stats): string {
	return `${stats.dev}:${stats.ino}`;
}

/** Differs whenever the file was changed, replaced, or had its times set. */
export function versionOf(stats: fs.Stats): string {
	return `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}`;
}

const MOVED = new Set([
	"ENOENT",
	"EEXIST",
	"ENOTDIR",
	"EISDIR",
	"ELOOP",
	"ESTALE",
	"ENOTEMPTY",
]);
const FORBIDDEN = new Set([
	"EACCES",
	"EPERM",
	"EBUSY",
	"ETXTBSY",
	"ENAMETOOLONG",
]);

/** The world moved since it was looked at: no fault, look again. */
export function isMoved(error: unknown): boolean {
	return MOVED.has(codeOf(error) ?? "");
}

/** What somebody's rights, or a name, forbid: it concerns one file and no other. */
export function isForbidden(error: unknown): boolean {
	return FORBIDDEN.has(codeOf(error) ?? "");
}

export function isAboutOneFile(error: unknown): boolean {
	return isMoved(error) || isForbidden(error);
}
