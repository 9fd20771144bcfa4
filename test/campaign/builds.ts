/** Copies of the compiled product with lines changed on purpose: mutants, and keepers that are slow or die. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { closeArenas } from "./arenas.ts";
import { type Build, PRESENT } from "./trial.ts";

export interface Change {
	/** Below dist/src. */
	readonly file: string;
	/** Stands there exactly once, as tsc wrote it. */
	readonly from: string;
	readonly to: string;
}

const PACKAGE = fileURLToPath(new URL("../../..", import.meta.url));

/** Throws where a change no longer fits the product: a mutant must be what it says. */
export function changedBuild(changes: readonly Change[]): Build {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "catq-build-"));
	const dist = path.join(folder, "dist");
	fs.cpSync(PRESENT.dist, dist, { recursive: true });
	for (const name of ["node_modules", "package.json"])
		fs.symlinkSync(path.join(PACKAGE, name), path.join(folder, name));
	// Copies: whoever copied a link would work on what it leads to.
	for (const name of ["queue-root-template", "monitor.config.txt"])
		fs.cpSync(path.join(PACKAGE, name), path.join(folder, name), {
			recursive: true,
		});
	for (const change of changes) apply(path.join(dist, "src"), change);
	return { dist };
}

function apply(source: string, { file, from, to }: Change): void {
	const target = path.join(source, file);
	const text = fs.readFileSync(target, "utf8");
	const count = text.split(from).length - 1;
	if (count !== 1) throw new Error(`${file} holds ${count} times: ${from}`);
	fs.writeFileSync(
		target,
		text.replace(from, () => to),
	);
}

export function removeBuild(build: Build): void {
	closeArenas(build);
	fs.rmSync(path.dirname(build.dist), { recursive: true, force: true });
}

/** The keeper's text comes from the environment, so that one build serves many. */
export const KEEPER_VARIABLE = "CAMPAIGN_KEEPER";
export const OTHER_KEEPER: Change = {
	file: "jobs/launcher.js",
	from: "CATQ_KEEPER: KEEPER",
	to: `CATQ_KEEPER: process.env.${KEEPER_VARIABLE} ?? KEEPER`,
};

/** The boot id comes from a file of ours, where there is one: a machine that went down has another. */
export const BOOT_VARIABLE = "CAMPAIGN_BOOT";
export const OTHER_BOOT: Change = {
	file: "jobs/proc.js",
	from: '"/proc/sys/kernel/random/boot_id"',
	to: `process.env.${BOOT_VARIABLE} ?? "/proc/sys/kernel/random/boot_id"`,
};
