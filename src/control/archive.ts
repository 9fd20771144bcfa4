/** catq archive --older 30d: moves UOWs that settled long ago to archive; nothing is overwritten. */
import { complain, EXIT, type ExitCode } from "../cli/exit.ts";
import { type OpenRoot, onRoot } from "../cli/root.ts";
import { type Given, textOf } from "../cli/verb.ts";
import { endedBefore, type OldUow } from "../client/old.ts";
import { isAboutOneFile, syncFolder } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { moveFree } from "../disk/steps.ts";
import { OUTCOMES } from "../text/history.ts";
import { isoOf } from "../text/instant.ts";
import { SETTLED, type SettledPlace } from "../text/places.ts";
import { countOf, readDuration } from "../text/quantity.ts";
import { visible, visibleJson } from "../text/visible.ts";

interface Wanted {
	/** Seconds. */
	readonly older: number;
	readonly places: readonly SettledPlace[];
	readonly dryRun: boolean;
	readonly asJson: boolean;
}

export function act(given: Given): Promise<ExitCode> {
	return onRoot(given.root, (root) => {
		const wanted = wantedOf(given);
		return typeof wanted === "string"
			? complain(wanted, EXIT.usage)
			: run(root, wanted);
	});
}

function wantedOf(given: Given): Wanted | string {
	const older = textOf(given, "older");
	if (older === undefined)
		return "say how old: catq archive --older 30d (--dry-run only shows them)";
	const seconds = readDuration(older);
	if (!seconds.ok) return `--older: ${seconds.wrong}`;
	const outcome = textOf(given, "outcome");
	const places = SETTLED.filter(
		(place) => outcome === undefined || place === `${outcome}-q`,
	);
	if (places.length === 0)
		return `--outcome: expected ${OUTCOMES.join(", ")}, found "${visible(outcome ?? "")}"`;
	return {
		older: seconds.value,
		places,
		dryRun: given.options.dryRun === true,
		asJson: given.options.json === true,
	};
}

function run({ paths }: OpenRoot, wanted: Wanted): ExitCode {
	const before = Date.now() - wanted.older * 1000;
	let count = 0;
	let failed = 0;
	for (const uow of endedBefore(paths, wanted.places, before)) {
		const got = wanted.dryRun ? uow.name : move(paths, uow);
		if (got === undefined) failed += 1;
		else {
			count += 1;
			if (wanted.asJson) tellJson(uow, got);
			else tell(uow, got);
		}
	}
	// One look at the disk for all: a rename that a power cut undoes is undone, no more.
	if (count > 0 && !wanted.dryRun) syncFolder(paths.folder("archive"));
	const does = wanted.dryRun ? "would be archived" : "archived";
	process.stderr.write(
		`catq: ${countOf(count, "UOW")} ${does}${failed > 0 ? `, ${failed} could not be moved` : ""}\n`,
	);
	return failed > 0 ? EXIT.tempFail : EXIT.ok;
}

/** The name it got; undefined where it could not be moved. */
function move(paths: Paths, { place, name }: OldUow): string | undefined {
	try {
		return moveFree(paths, { place, name }, "archive", false);
	} catch (error) {
		if (!isAboutOneFile(error)) throw error;
		const why = error instanceof Error ? error.message : String(error);
		complain(`${place}/${visible(name)} stays: ${why}`, EXIT.tempFail);
		return undefined;
	}
}

/** `as`: its name in archive. The names are promised: docs/cli.md. */
function tellJson({ place, name, endedAt }: OldUow, as: string): void {
	const line = { place, name, endedAt: isoOf(endedAt), as };
	process.stdout.write(`${visibleJson(line)}\n`);
}

function tell({ place, name, endedAt }: OldUow, got: string): void {
	const as = got === name ? "" : ` as ${visible(got)}`;
	process.stdout.write(
		`${place}/${visible(name)} ended ${isoOf(endedAt)}${as}\n`,
	);
}
