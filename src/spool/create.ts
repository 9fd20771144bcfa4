/**
 * A new queue root from the template, and what an old one lacks. The only home
 * of fs-extra and of proper-lockfile: two that make the same root at once take
 * turns.
 */
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import fse from "fs-extra";
import { PLACES, SIDE_FOLDERS } from "../text/places.ts";
import { freshReads } from "../text/requests.ts";
import { CONFIG_FILE, type Paths } from "./paths.ts";

const PACKAGE = packageFolder();
const TEMPLATE = path.join(PACKAGE, "queue-root-template");
const CONFIG = path.join(PACKAGE, CONFIG_FILE);
const MODE = 0o750;

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
	// Loaded here only: it brings signal handlers along that a Monitor must not have.
	const { default: lockfile } = await import("proper-lockfile");
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
		fs.chmodSync(absolute, MODE);
		fs.chmodSync(path.join(absolute, CONFIG_FILE), 0o640);
		for (const folder of [...PLACES, ...SIDE_FOLDERS])
			ensureFolder(path.join(absolute, folder), folder);
		return true;
	} finally {
		await release();
	}
}

/** Makes the folders that a root lacks; says which. */
export function completeFolders(paths: Paths): readonly string[] {
	return [...PLACES, ...SIDE_FOLDERS].filter((folder) => {
		const isMissing = !fs.existsSync(paths.folder(folder));
		if (isMissing) ensureFolder(paths.folder(folder), folder);
		return isMissing;
	});
}

/** Whether a folder is a queue root. */
export function isRoot(folder: string): boolean {
	const has = (name: string) => fs.existsSync(path.join(folder, name));
	return (
		(has("wait-q") && has("currently-executing")) ||
		(has(CONFIG_FILE) && has("run"))
	);
}

function ensureFolder(folder: string, which: string): void {
	fse.ensureDirSync(folder);
	fs.chmodSync(folder, which === "run" ? 0o700 : MODE);
}

function writeIfMissing(file: string, text: string): void {
	if (!fs.existsSync(file)) fs.writeFileSync(file, text, { mode: 0o660 });
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
