/** A disk that is soon full: a tmpfs of few bytes or few inodes, for tests that run as root. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test, { type ExecutionContext } from "ava";

/** Mounts one that goes with the test; `options` as mount(8) has them. Returns its folder. */
export function smallDisk(t: ExecutionContext, options: string): string {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "catq-disk-"));
	t.teardown(() => {
		spawnSync("umount", ["-l", folder]);
		fs.rmdirSync(folder);
	});
	t.is(mount(folder, options), 0);
	return folder;
}

/** Gives the disk another size. */
export function resizeDisk(folder: string, size: string): void {
	mount(folder, `remount,size=${size}`);
}

function mount(folder: string, options: string): number | null {
	return spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder])
		.status;
}

function canMount(): boolean {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "catq-disk-"));
	const can = mount(folder, "size=64k") === 0;
	if (can) spawnSync("umount", [folder]);
	fs.rmdirSync(folder);
	return can;
}

/** A test that mounts; skipped, and shown as skipped, where nobody may. */
export const mountTest: (
	title: string,
	run: (t: ExecutionContext) => Promise<void>,
) => void = canMount() ? test : test.skip;
