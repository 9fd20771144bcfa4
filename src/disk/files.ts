/**
 * The one place all looks at a queue root and all its changes pass: synchronous,
 * one careful step each. Every error is thrown as Node gives it, with the name
 * of its file; monitor/act says which are whose fault.
 */
import fs from "node:fs";
import { codeOf, isAboutOneFile } from "./faults.ts";
import { type Path, step } from "./tap.ts";

export {
	codeOf,
	isAboutOneFile,
	isForbidden,
	isMoved,
	isUnreadable,
} from "./faults.ts";
export type { Path } from "./tap.ts";

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
	return step("create", path, () =>
		fs.openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode),
	);
}

/** Opens for changing in place; never creates, never follows a link, never blocks on a FIFO. */
export function openToPatch(path: Path): number {
	return openOwn(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK);
}

/** Opens for appending, makes it where it is missing; never follows a link, never blocks on a FIFO. */
export function openToAppend(path: Path, mode: number): number {
	return step("open to append", path, () =>
		fs.openSync(
			path,
			O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK,
			mode,
		),
	);
}

/** Opens for appending and for reading back; never creates, never follows a link, never blocks on a FIFO. */
export function openToGoOn(path: Path): number {
	return openOwn(path, O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK);
}

/** Opens for reading; never follows a link, never blocks on a FIFO. */
export function openToRead(path: Path): number {
	return openOwn(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
}

/** Opens what another process has open, through its link in /proc; undefined where that is gone. */
export function openLinked(path: string): number | undefined {
	try {
		return step("open", path, () => fs.openSync(path, O_RDONLY | O_NONBLOCK));
	} catch (error) {
		if (isAboutOneFile(error)) return undefined;
		throw error;
	}
}

/** Opens for reading and mends nothing: for who only looks. */
export function openAsIs(path: Path): number {
	return step("open", path, () =>
		fs.openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK),
	);
}

/** A job may have taken the rights from its own file: what is ours to open we open all the same. */
function openOwn(path: Path, flags: number): number {
	try {
		return step("open", path, () => fs.openSync(path, flags));
	} catch (error) {
		const stats = codeOf(error) === "EACCES" ? look(path) : undefined;
		if (!stats?.isFile() || stats.uid !== process.geteuid?.()) throw error;
		step("chmod", path, () => fs.chmodSync(path, (stats.mode & 0o777) | 0o600));
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
	const writeFrom = (start: number, end: number) => {
		for (let done = start; done < end; )
			done += fs.writeSync(
				fd,
				buffer,
				done,
				end - done,
				position === null ? null : position + done,
			);
	};
	step(
		"write",
		fd,
		() => writeFrom(0, buffer.length),
		() => writeFrom(0, buffer.length >> 1),
	);
}

export function sync(fd: number): void {
	step("fsync", fd, () => fs.fsyncSync(fd));
}

export function truncate(fd: number, size: number): void {
	step("truncate", fd, () => fs.ftruncateSync(fd, size));
}

export function close(fd: number): void {
	fs.closeSync(fd);
}

/** Makes the names in a folder durable. */
export function syncFolder(path: Path): void {
	const fd = step("open", path, () => fs.openSync(path, O_RDONLY));
	try {
		sync(fd);
	} finally {
		close(fd);
	}
}

export function rename(from: Path, to: Path): void {
	step("rename", to, () => fs.renameSync(from, to));
}

/** Gives a file a second name; fails with EEXIST where the name is taken. */
export function link(from: Path, to: Path): void {
	step("link", to, () => fs.linkSync(from, to));
}

export function unlink(path: Path): void {
	step("unlink", path, () => fs.unlinkSync(path));
}

export function makeFolder(path: Path, mode: number): void {
	step("mkdir", path, () => fs.mkdirSync(path, { mode }));
}

export function removeFolder(path: Path): void {
	step("rmdir", path, () => fs.rmdirSync(path));
}

type Rights = Pick<fs.Stats, "uid" | "gid" | "mode">;

/** Gives a file its owner, group and permission bits; setuid and its like are dropped. */
export function adopt(fd: number, like: Rights): void {
	step("chown", fd, () => {
		giveTo(fd, like);
		// The Monitor must be able to change what it has stamped.
		fs.fchmodSync(fd, (like.mode & 0o777) | 0o600);
	});
}

/** Root gives away anything; others may give a file to a group they are in, and keep it where they may not. */
function giveTo(fd: number, like: Rights): void {
	const own = fs.fstatSync(fd);
	if (own.uid === like.uid && own.gid === like.gid) return;
	try {
		fs.fchownSync(fd, process.geteuid?.() === 0 ? like.uid : own.uid, like.gid);
	} catch (error) {
		if (codeOf(error) !== "EPERM") throw error;
	}
}

/** Sets the permission bits; a sticky bit and its like go as `mode` says. */
export function setMode(path: Path, mode: number): void {
	step("chmod", path, () => fs.chmodSync(path, mode));
}

/** Undefined where there is nothing of that name. */
export function look(path: Path): fs.Stats | undefined {
	return step("lstat", path, () => {
		try {
			// An error costs more than ten looks: a name in a request is looked for in every folder.
			return fs.lstatSync(path, { throwIfNoEntry: false });
		} catch (error) {
			if (codeOf(error) === "ENOTDIR") return undefined;
			throw error;
		}
	});
}

export function statusOf(fd: number): fs.Stats {
	return fs.fstatSync(fd);
}

/** Reads up to `buffer.length` bytes from `position`; returns how many there were. Beyond what a number can say nothing is. */
export function readAt(fd: number, buffer: Buffer, position: number): number {
	if (!Number.isSafeInteger(position + buffer.length)) return 0;
	return step("read", fd, () => {
		for (let done = 0; ; ) {
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
	});
}

/** The text of a small file, or undefined where there is none. */
export function readText(path: Path): string | undefined {
	return step("read", path, () => {
		// An error costs more than ten looks, and most of what may lie there does not.
		if (fs.lstatSync(path, { throwIfNoEntry: false }) === undefined)
			return undefined;
		try {
			return fs.readFileSync(path, "utf8");
		} catch (error) {
			if (codeOf(error) === "ENOENT") return undefined;
			throw error;
		}
	});
}

/** `device:inode`: the identity of a file over all its moves. */
export function inodeOf(stats: Pick<fs.Stats, "dev" | "ino">): string {
	return `${stats.dev}:${stats.ino}`;
}

/** Differs whenever the file was changed, replaced, or had its times set. */
export function versionOf(
	stats: Pick<fs.Stats, "dev" | "ino" | "size" | "mtimeMs" | "ctimeMs">,
): string {
	return `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}`;
}
