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
