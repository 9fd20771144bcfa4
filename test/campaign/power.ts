/**
 * Power cuts: on a file system of its own everything that was not made durable
 * is dropped at every operation (the shutdown ioctl), and the machine "boots"
 * again. The truth about what ran lies outside of it.
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { live } from "./arenas.ts";
import {
	BOOT_VARIABLE,
	type Change,
	changedBuild,
	OTHER_BOOT,
	removeBuild,
} from "./builds.ts";
import type { Fire, Order } from "./fire.ts";
import { newLife } from "./life.ts";
import type { Options, Outcome, Part } from "./part.ts";
import { randomOf } from "./random.ts";
import { comeToRest } from "./rest.ts";
import {
	type Build,
	type Ended,
	each,
	endTrial,
	enoughOf,
	liveAsProcess,
	someOf,
} from "./trial.ts";

/** Cuts of the short version, for each file system. */
const SHORT = 3;

type Cut = Omit<Extract<Fire, { kind: "cut" }>, "mount">;

const SYSTEMS = ["ext4", "xfs"] as const;
type System = (typeof SYSTEMS)[number];

export const power: Part = {
	name: "power",
	about: "power cuts on ext4 and xfs before and after every operation (root)",
	run: (options) => sweepPower([], options),
};

/** `changes`: made to the product first. */
export async function sweepPower(
	changes: readonly Change[],
	options: Options,
	systems: readonly System[] = SYSTEMS,
): Promise<Outcome> {
	const none = { points: 0, violations: [], figures: [] };
	const why = obstacle();
	if (why !== undefined) return { ...none, skipped: why };
	const build = changedBuild([...changes, OTHER_BOOT]);
	try {
		return await sweepSystems(build, options, systems);
	} finally {
		removeBuild(build);
	}
}

async function sweepSystems(
	build: Build,
	options: Options,
	systems: readonly System[],
): Promise<Outcome> {
	const violations: string[] = [];
	const figures: string[] = [];
	let points = 0;
	for (const system of systems) {
		const cuts = await cutsOf(build, options);
		let lost = 0;
		const work = async (cut: Cut) => {
			const result = await withDisk(system, (disk) =>
				cutOnce(build, cut, disk),
			);
			lost += result.lost;
			violations.push(
				...result.violations.map(
					(text) => `${system} ${JSON.stringify(cut)}: ${text}`,
				),
			);
		};
		const done = await each(cuts, work, enoughOf(options, violations));
		points += done;
		figures.push(
			`${system}: ${done} cuts, ${lost} UOWs rightly in fail-q as "may have run"`,
		);
	}
	return { points, violations, figures };
}

function obstacle(): string | undefined {
	if (process.getuid?.() !== 0) return "root is needed for power cuts";
	const missing = ["mkfs.ext4", "mkfs.xfs", "xfs_io"].filter(
		(tool) => spawnSync("which", [tool]).status !== 0,
	);
	if (missing.length > 0) return `${missing.join(", ")} needed for power cuts`;
	return run("losetup", "-f").ok ? undefined : "no loop device can be had here";
}

async function cutsOf(build: Build, options: Options): Promise<readonly Cut[]> {
	const { trial } = await newLife(false);
	const fire: Fire = { kind: "none" };
	const ended = await live(build, { root: trial.root, looks: false, fire });
	endTrial(trial);
	const count = ended.report?.operations.length ?? 0;
	const all = Array.from({ length: count }, (_, i): Cut => {
		// The next operation's "before" is this one's "after": both now and then.
		return { kind: "cut", at: i + 1, when: i % 8 === 7 ? "after" : "before" };
	});
	const random = randomOf(options.seed);
	return random.shuffled(options.short ? someOf(all, SHORT, random) : all);
}

interface Disk {
	readonly system: System;
	readonly mount: string;
}

/** A fresh file system for one cut. */
async function withDisk<T>(
	system: System,
	work: (disk: Disk) => Promise<T>,
): Promise<T> {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "catq-power-"));
	const image = path.join(folder, "image");
	const mount = path.join(folder, "mount");
	fs.mkdirSync(mount);
	fs.closeSync(fs.openSync(image, "w"));
	fs.truncateSync(image, 400 * 2 ** 20);
	try {
		must(`mkfs.${system}`, "-q", image);
		must("mount", "-o", "loop", image, mount);
		return await work({ system, mount });
	} finally {
		while (run("umount", "-l", mount).ok);
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

async function cutOnce(
	build: Build,
	cut: Cut,
	disk: Disk,
): Promise<{ lost: number; violations: string[] }> {
	const life = await newLife(true, disk.mount);
	// What was dropped long ago is on the disk.
	must("sync", "-f", disk.mount);
	const order = (fire: Fire): Order => ({
		root: life.trial.root,
		looks: false,
		fire,
	});
	// A process of its own: what watches a disk that is gone makes a noise afterwards.
	await liveAsProcess(build, order({ ...cut, mount: disk.mount }));
	remount(disk);
	const violations = await comeToRest(life.trial, life.expected, () =>
		liveAfterBoot(build, order({ kind: "none" })),
	);
	const failed = fs.readdirSync(path.join(life.trial.root, "fail-q"));
	const lost = failed.filter((name) =>
		fs
			.readFileSync(path.join(life.trial.root, "fail-q", name), "latin1")
			.includes("\nFAIL may have run"),
	).length;
	endTrial(life.trial);
	return { lost, violations };
}

/**
 * The file system comes back as it stood on the disk: a copy of it, since other
 * mount namespaces of the machine may still hold the one that was cut.
 */
function remount({ system, mount }: Disk): void {
	const folder = path.dirname(mount);
	const copy = path.join(folder, "copy");
	must("umount", "-l", mount);
	must("cp", "--sparse=always", path.join(folder, "image"), copy);
	// Only xfs minds two file systems of one name.
	const options = system === "xfs" ? "loop,nouuid" : "loop";
	must("mount", "-o", options, copy, mount);
}

/** After a boot: the same root, another boot id. */
function liveAfterBoot(build: Build, order: Order): Promise<Ended> {
	const boot = path.join(os.tmpdir(), "catq-campaign-boot-id");
	fs.writeFileSync(boot, "00000000-0000-4000-8000-000000000000\n");
	return live(build, order, { [BOOT_VARIABLE]: boot });
}

function run(program: string, ...args: string[]): { ok: boolean; out: string } {
	const ended = spawnSync(program, args, { encoding: "utf8" });
	return { ok: ended.status === 0, out: `${ended.stdout}${ended.stderr}` };
}

function must(program: string, ...args: string[]): void {
	const { ok, out } = run(program, ...args);
	if (!ok) throw new Error(`${program} ${args.join(" ")}: ${out}`);
}
