/**
 * The folders of a queue root, what each means, and how names behave in them.
 * Places are named by their default folder; the configuration may call the
 * folder itself otherwise.
 */
export const QUEUES = ["priority-q", "wait-q"] as const;
export const SETTLED = ["done-q", "error-q", "fail-q"] as const;
export const PLACES = [
	...QUEUES,
	"currently-executing",
	...SETTLED,
	"trash",
	"archive",
] as const;
/** Folders that hold no UOWs of their own. */
export const SIDE_FOLDERS = ["incoming", "run", "feedback", "status"] as const;

export type Queue = (typeof QUEUES)[number];
export type SettledPlace = (typeof SETTLED)[number];
export type Place = (typeof PLACES)[number];
export type Folder = Place | (typeof SIDE_FOLDERS)[number];

/** Bytes in a file name. */
export const LONGEST_NAME = 255;
const README = /^README(\.md|\.txt)?$/;
const UNFINISHED =
	/^[.#]|~$|\.(tmp|temp|part|partial|swp|swx|swo|filepart|crdownload|download)$/i;

export function isReadme(name: string): boolean {
	return README.test(name);
}

/** Somebody's unfinished file: never touched, never trashed. */
export function isUnfinished(name: string): boolean {
	return UNFINISHED.test(name);
}

/** `A`, then `A.2`, `A.3`, … cut on a character's boundary so that `suffix` still fits. */
export function freeName(name: string, taken: number, suffix = ""): string {
	const count = taken === 0 ? "" : `.${taken + 1}`;
	const room = LONGEST_NAME - Buffer.byteLength(count + suffix);
	let base = "";
	let bytes = 0;
	for (const char of name) {
		bytes += Buffer.byteLength(char);
		if (bytes > room) break;
		base += char;
	}
	return base + count;
}
