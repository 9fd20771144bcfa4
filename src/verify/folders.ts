/** The folders and message files themselves: there, on one mount, closed to others. Facts and judgement. */
import fs from "node:fs";
import path from "node:path";
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { ReadsFile } from "../mail/reads-file.ts";
import { takenOf } from "../mail/request-log.ts";
import { complaintsOf, type Self } from "../spool/trust.ts";
import { type Folder, PLACES, SIDE_FOLDERS } from "../text/places.ts";
import type { TurnFacts } from "./judge-holder.ts";
import { type Finding, type Line, note, wrong } from "./report.ts";

const FOLDERS: readonly Folder[] = [...PLACES, ...SIDE_FOLDERS];
/** UOWs move between these by rename. */
const MOVING: readonly Folder[] = [...PLACES, "run"];

export function foldersLine(paths: Paths): Line {
	const bad = FOLDERS.flatMap((folder) => folderFinding(paths, folder));
	return {
		promise: "every folder is there",
		checked: `${FOLDERS.length} folders`,
		findings: bad,
	};
}

function folderFinding(paths: Paths, folder: Folder): Finding[] {
	const stats = fs.statSync(paths.folder(folder), { throwIfNoEntry: false });
	if (stats === undefined)
		return [
			wrong(
				paths.folder(folder),
				`the folder for ${folder} is missing`,
				"make it, or use --repair; the Monitor makes it too",
				{ kind: "make folders" },
			),
		];
	return stats.isDirectory()
		? []
		: [
				wrong(
					paths.folder(folder),
					"it is a file, not a folder",
					`move it away, then make a folder for ${folder}`,
				),
			];
}

/**
 * A rename needs one file system and one mount: two bind mounts of one file
 * system have the same device and still refuse it. The kernel tells the mount of
 * an open folder, so that no rename has to be tried.
 */
export function mountLine(paths: Paths): Line {
	const found = MOVING.flatMap((folder) => {
		const mount = mountOf(paths.folder(folder));
		return mount === undefined ? [] : [{ folder, mount }];
	});
	const [first] = found;
	const others = found.filter(({ mount }) => mount !== first?.mount);
	return {
		promise: "all queues and run lie on one file system",
		checked: `${found.length} folders, by device and mount`,
		findings: others.map(({ folder }) =>
			wrong(
				paths.folder(folder),
				`it lies on another file system or mount than ${first?.folder}`,
				"a UOW moves by rename: let all of them lie on one",
			),
		),
	};
}

function mountOf(folder: string): string | undefined {
	if (!fs.existsSync(folder)) return undefined;
	const fd = files.openAsIs(fs.realpathSync(folder));
	try {
		const info = fs.readFileSync(`/proc/self/fdinfo/${fd}`, "utf8");
		const mount = /^mnt_id:\s*(\d+)/m.exec(info)?.[1] ?? "";
		return `${files.statusOf(fd).dev} ${mount}`;
	} finally {
		files.close(fd);
	}
}

/** `self`: whom the Monitor runs as. */
export function trustLine(paths: Paths, self: Self): Line {
	return {
		promise: "only the Monitor's user can change what it trusts",
		checked: `root, what lies in it and above it, for user ${self.uid}`,
		findings: complaintsOf(paths, self).map(({ path, what, remedy, mode }) =>
			mode === undefined
				? wrong(path, what, remedy)
				: wrong(path, what, remedy, { kind: "set mode", path, mode }),
		),
	};
}

export function messagesLine(paths: Paths): Line {
	const found = [paths.reads, paths.says].map((path) => ({
		path,
		stats: files.look(path),
	}));
	return {
		promise: "monitor_reads and monitor_says can be used",
		checked: found
			.map(({ path, stats }) => `${baseOf(path)} ${modeText(stats)}`)
			.join(", "),
		findings: found.flatMap(({ path, stats }) => messageFinding(path, stats)),
	};
}

function messageFinding(path: string, stats: fs.Stats | undefined): Finding[] {
	if (stats === undefined)
		return [
			note(path, "it is not there", "the Monitor makes it, or --repair", {
				kind: "make message file",
				path,
			}),
		];
	if (!stats.isFile())
		return [
			wrong(
				path,
				"it is no regular file",
				"the Monitor leaves it alone: move it away, and a new one is made",
			),
		];
	return [];
}

function modeText(stats: fs.Stats | undefined): string {
	if (stats === undefined) return "missing";
	const mode = (stats.mode & 0o777).toString(8).padStart(4, "0");
	return `${mode} user ${stats.uid} group ${stats.gid}`;
}

export function turnFacts(paths: Paths, now: number): TurnFacts {
	const reads = files.look(paths.reads);
	return {
		postedAt: files.look(`${paths.folder("status")}/status.json`)?.mtimeMs,
		pending: reads?.isFile() ? pendingIn(paths, reads) : 0,
		askedAt: reads?.mtimeMs ?? now,
		now,
	};
}

/** What its owner may not read would be given that right by the Monitor; here it is left as it is. */
function pendingIn(paths: Paths, stats: fs.Stats): number {
	if ((stats.mode & 0o400) === 0) return 0;
	const log = files.readText(paths.own("requests")) ?? "";
	const fd = files.openAsIs(paths.reads);
	const file = new ReadsFile(fd, files.inodeOf(stats), false, 0);
	file.scan(0, Number.POSITIVE_INFINITY, (edition) => takenOf(log, edition));
	file.close();
	return file.pending.size;
}

function baseOf(file: string): string {
	return path.basename(file);
}
