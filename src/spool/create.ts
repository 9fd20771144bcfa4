/**
 * A new queue root from the template, and what an old one lacks. The only home
 * of fs-extra and of proper-lockfile: two that make the same root at once take
 * turns.
 */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { CONFIG_FILE, type Paths } from "../disk/paths.ts";
import { freshReads } from "../mail/reads-text.ts";
import { type Folder, PLACES, SIDE_FOLDERS } from "../text/places.ts";
import { isRoot } from "./is-root.ts";

const PACKAGE = packageFolder();
const TEMPLATE = path.join(PACKAGE, "queue-root-template");
const CONFIG = path.join(PACKAGE, CONFIG_FILE);
const SETGID = 0o2000;

/** Makes a root, or completes one; nothing that is there is changed. True: it was new. */
export async function createRoot(root: string): Promise<boolean> {
	const absolute = path.resolve(root);
	// Making its parents would never end below /proc and its like.
	if (!fs.existsSync(path.dirname(absolute)))
		throw new Error(
			`there is no folder ${path.dirname(absolute)}; make it first`,
		);
	if (fs.existsSync(absolute) && !fs.statSync(absolute).isDirectory())
		throw new Error(`${absolute} is a file, not a folder`);
	// The lock below would wait for rights that never come.
	fs.accessSync(path.dirname(absolute), fs.constants.W_OK);
	// Loaded here only: a Monitor starts sooner without them, and must not have the lock's signal handlers.
	const { default: lockfile } = await import("proper-lockfile");
	const { default: fse } = await import("fs-extra");
	const release = await lockfile.lock(path.dirname(absolute), {
		// It tries again whatever went wrong: so not for long.
		retries: { retries: 15, minTimeout: 50, maxTimeout: 200 },
		lockfilePath: `${absolute}.init`,
	});
	try {
		const isNew =
			!fs.existsSync(path.join(absolute, CONFIG_FILE)) && !isRoot(absolute);
		if (!isNew) return false;
		await fse.copy(TEMPLATE, absolute, {
			overwrite: false,
			errorOnExist: false,
		});
		await fse.copy(CONFIG, path.join(absolute, CONFIG_FILE), {
			overwrite: false,
		});
		writeIfMissing(
			path.join(absolute, "monitor_reads"),
			freshReads(new Date().toISOString()),
		);
		writeIfMissing(path.join(absolute, "monitor_says"), "");
		fs.chmodSync(absolute, 0o750);
		fs.chmodSync(path.join(absolute, CONFIG_FILE), 0o640);
		for (const folder of [...PLACES, ...SIDE_FOLDERS])
			ensureFolder(path.join(absolute, folder), modeOf(folder, undefined));
		return true;
	} finally {
		await release();
	}
}

/**
 * Opens a root to a group: its members may drop, and read what became of it.
 * Only the owner of its files, being a member, or root can do that.
 */
export function shareRoot(paths: Paths, group: number): void {
	give(paths.root, group, SETGID | 0o750);
	const root = fs.statSync(paths.root);
	const folders = [...PLACES, ...SIDE_FOLDERS];
	for (const folder of folders)
		ensureFolder(paths.folder(folder), modeOf(folder, root), group);
	const manuals = [paths.root, ...folders.map(paths.folder)].map(
		(folder) => `${folder}/README`,
	);
	const own = [paths.config, paths.reads, paths.says, paths.history];
	for (const file of [...own, ...manuals])
		if (fs.lstatSync(file, { throwIfNoEntry: false })?.isFile())
			give(file, group, 0o640);
}

/** Makes the folders that a root lacks, shared as the root is; says which. */
export function completeFolders(paths: Paths): readonly string[] {
	const root = fs.statSync(paths.root);
	const shared = (root.mode & SETGID) === 0 ? undefined : root;
	return [...PLACES, ...SIDE_FOLDERS].filter((folder) => {
		const isMissing = !fs.existsSync(paths.folder(folder));
		if (isMissing)
			ensureFolder(paths.folder(folder), modeOf(folder, shared), shared?.gid);
		return isMissing;
	});
}

/**
 * `shared` is the root folder, where it is open to a group: its setgid bit says
 * so, and hands the group on to what is made in it. Members drop into sticky
 * folders, where none can touch what is another's. There, a Monitor that is no
 * root needs the group on each file to read it; for root's it would only make
 * files of umask 002 writable by the other members.
 */
function modeOf(folder: Folder, shared: fs.Stats | undefined): number {
	if (shared === undefined) return folder === "run" ? 0o700 : 0o750;
	const group = shared.uid === 0 ? 0 : SETGID;
	switch (folder) {
		case "run":
			return SETGID | 0o700;
		case "wait-q":
		case "priority-q":
			return group | 0o1730;
		case "incoming":
			return group | 0o1770;
		default:
			return SETGID | 0o750;
	}
}

function ensureFolder(folder: string, mode: number, group?: number): void {
	fs.mkdirSync(folder, { recursive: true });
	if (group === undefined) fs.chmodSync(folder, mode);
	else give(folder, group, mode);
}

/** The group first: a change of it may take the setgid bit away. */
function give(place: string, group: number, mode: number): void {
	fs.chownSync(place, -1, group);
	fs.chmodSync(place, mode);
}

function writeIfMissing(file: string, text: string): void {
	if (!fs.existsSync(file)) fs.writeFileSync(file, text, { mode: 0o640 });
}

/** The folder of this package: the nearest above this file with a template in it. */
function packageFolder(): string {
	let folder = path.dirname(fileURLToPath(import.meta.url));
	while (
		!fs.existsSync(path.join(folder, "queue-root-template")) &&
		folder !== path.dirname(folder)
	)
		folder = path.dirname(folder);
	return folder;
}
