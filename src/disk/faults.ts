/** Errors of the file system, sorted by whose matter they are. */

/** `ENOENT` and its like; undefined for what is no file system error. */
export function codeOf(error: unknown): string | undefined {
	return error instanceof Error &&
		"code" in error &&
		typeof error.code === "string"
		? error.code
		: undefined;
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
	// A lease on it (fcntl F_SETLEASE): the kernel breaks it, at the latest after 45 s.
	"EAGAIN",
	// A socket, or a FIFO without a reader.
	"ENXIO",
	// As long as the file system lets it be, or longer than a number can say.
	"EFBIG",
	"ERR_OUT_OF_RANGE",
]);
/** Whoever wants to read meets these with any file. */
const OF_THE_MACHINE = new Set(["EMFILE", "ENFILE", "EIO", "ENOMEM"]);

/** The world moved since it was looked at: no fault, look again. */
export function isMoved(error: unknown): boolean {
	return MOVED.has(codeOf(error) ?? "");
}

/** What somebody's rights, a name, or what it is made to be forbid: it concerns one file and no other. */
export function isForbidden(error: unknown): boolean {
	return FORBIDDEN.has(codeOf(error) ?? "");
}

export function isAboutOneFile(error: unknown): boolean {
	return isMoved(error) || isForbidden(error);
}

/** Why a file that may be anything cannot be read; the errors that any file could meet are not among these. */
export function isUnreadable(error: unknown): boolean {
	const code = codeOf(error);
	return code !== undefined && !OF_THE_MACHINE.has(code);
}
