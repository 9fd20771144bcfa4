/** Queue roots for tests: made by the product itself, in a folder that goes with the test. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Paths, pathsOf } from "../../src/disk/paths.ts";
import { createRoot } from "../../src/spool/create.ts";
import { DEFAULT_CONFIG } from "../../src/text/config-text.ts";
import type { Place } from "../../src/text/places.ts";
import type { Owner } from "./owner.ts";

export interface TestRoot extends Paths {
	/** Drops a file as a person would: written elsewhere, then moved in. `uid`: whose it is, where root drops it. */
	drop(queue: Place, name: string, text: string, uid?: number): void;
	/** Text of a file in a place; undefined where there is none. */
	text(place: Place, name: string): string | undefined;
	/** Names in a place, without READMEs. */
	names(place: Place): string[];
	/** All that the Monitor said. */
	said(): string;
	/** The STATUS line of a UOW, without its padding. */
	status(place: Place, name: string): string | undefined;
	/** What stands below JOB LOG. */
	log(place: Place, name: string): string | undefined;
	/** Appends a line to monitor_reads. */
	ask(request: string): void;
}

/** `under`: the folder in which its own folder is made. */
export async function makeRoot(
	t: Owner,
	config = "",
	under = os.tmpdir(),
): Promise<TestRoot> {
	const base = fs.mkdtempSync(path.join(under, "catq-test-"));
	t.teardown(() => fs.rmSync(base, { recursive: true, force: true }));
	const root = path.join(base, "root");
	await createRoot(root);
	fs.writeFileSync(path.join(root, "monitor.config.txt"), config, {
		mode: 0o640,
	});
	const paths = pathsOf(root, DEFAULT_CONFIG);
	const at = (place: Place, name: string) => path.join(root, place, name);
	const read = (file: string) =>
		fs.existsSync(file) ? fs.readFileSync(file, "latin1") : undefined;
	return {
		...paths,
		drop(queue, name, text, uid) {
			const beside = path.join(base, `drop-${process.hrtime.bigint()}`);
			fs.writeFileSync(beside, text);
			if (uid !== undefined) fs.chownSync(beside, uid, uid);
			fs.renameSync(beside, at(queue, name));
		},
		text: (place, name) => read(at(place, name)),
		names: (place) =>
			fs
				.readdirSync(path.join(root, place))
				.filter((name) => !name.startsWith("README")),
		said: () => read(paths.says) ?? "",
		status: (place, name) =>
			/^==== STATUS\n(.*)$/m.exec(read(at(place, name)) ?? "")?.[1]?.trimEnd(),
		log: (place, name) =>
			/^==== JOB LOG\n([\s\S]*)/m.exec(read(at(place, name)) ?? "")?.[1],
		ask: (request) => fs.appendFileSync(paths.reads, `${request}\n`),
	};
}

/** A whole UOW, accepted at once. */
export function uow(...lines: string[]): string {
	return `==== UNIT OF WORK\n${lines.join("\n")}\n\n==== STATUS\n\n==== JOB LOG\n`;
}

/** A whole UOW that runs a shell command. */
export function shell(command: string, ...lines: string[]): string {
	return uow(`COMMAND :: ${command}`, ...lines);
}
