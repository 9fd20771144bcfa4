/**
 * What shall lie in status/ against what lies there, one page a step. It may be
 * stopped after any of them; what it remembers makes it faster and nothing else.
 */
import type { Snapshot } from "../core/snapshot.ts";
import * as files from "../disk/files.ts";
import { namesIn } from "../disk/names.ts";
import type { Paths } from "../disk/paths.ts";
import { removeIfThere, replaceWhole } from "../disk/steps.ts";
import { folderPage } from "../page/folder-page.ts";
import { INDEX, isPage, STYLE } from "../page/names.ts";
import { stylesheet } from "../page/style.ts";
import { uowPage } from "../page/uow-page.ts";
import { feedbackPath } from "../spool/feedback-file.ts";
import type { Config } from "../text/config.ts";
import { type Instant, isoOf, type Uptime } from "../text/instant.ts";
import { digestNow, indexText, indexVersion } from "./first.ts";
import { folderLists, folderPages } from "./lists.ts";
import { SettledList } from "./settled.ts";
import { rootName, uowFacts } from "./uow.ts";
import { type Wanted, wantedUows } from "./wanted.ts";

export interface Look {
	/** The last one; it may be some seconds old. */
	readonly snapshot: Snapshot;
	readonly config: Config;
	readonly at: Instant;
	readonly uptime: Uptime;
}

/** Seconds between two looks at the first page and at what has settled; at the other lists, and at the same running UOW. */
const LIST_PAUSE = 1;
const LIVE_PAUSE = 4;
/** Pages that are removed in a pass: a page is quickly gone, so what is wanted comes first. */
const MOST_REMOVED = 50;

type Wants = ReadonlyMap<string, Wanted>;

export class Board {
	readonly #paths: Paths;
	readonly #settled: SettledList;
	/** Version of each posted page, by its file; "" where it is an earlier Monitor's. */
	readonly #posted = new Map<string, string>();
	readonly #lookedAt = new Map<string, Uptime>();
	#folderFiles: ReadonlySet<string> = new Set();
	#stoppedAt = 0;
	#isListed = false;
	/** An earlier Monitor's pages look like those of this one. */
	#isSameStyle = false;
	/** When there will be something to look at, also where nothing happens. */
	wakeAt: Uptime = Number.POSITIVE_INFINITY;

	constructor(paths: Paths) {
		this.#paths = paths;
		this.#settled = new SettledList(paths);
	}

	*steps(look: Look): Generator<void> {
		this.wakeAt = Number.POSITIVE_INFINITY;
		if (!this.#isListed) this.#list();
		if (look.config.postedUows === 0) {
			yield* this.#remove(() => false);
			return;
		}
		if (this.#posted.get(STYLE) !== "posted") {
			this.#write(STYLE, stylesheet(), "posted");
			yield;
		}
		const isFresh = this.#isDue("settled", LIST_PAUSE, look.uptime);
		if (isFresh) this.#settled.look(look.config.postedUows);
		const wants = wantedUows(look.snapshot, this.#settled);
		yield* this.#first(look, wants);
		yield* this.#folders(look);
		// One that has just settled is in the history since it runs no more.
		if (isFresh)
			yield* this.#remove(
				(file) =>
					[INDEX, STYLE].includes(file) ||
					this.#folderFiles.has(file) ||
					wants.has(file),
			);
		yield* this.#uows(look, [...wants]);
	}

	/** Each in turn, from where an earlier pass was stopped: none is kept waiting by others that change all the time. */
	*#uows(look: Look, wants: readonly (readonly [string, Wanted])[]) {
		const start = this.#stoppedAt % Math.max(1, wants.length);
		for (const i of wants.keys()) {
			const at = (start + i) % wants.length;
			const [file, wanted] = wants[at] ?? [];
			if (file === undefined || wanted === undefined) continue;
			this.#stoppedAt = at + 1;
			yield* this.#uow(look, file, wanted);
		}
		this.#stoppedAt = 0;
	}

	/** What an earlier Monitor left: taken over, or removed as what is not wanted. */
	#list(): void {
		for (const name of namesIn(this.#paths.folder("status")))
			if (isPage(name)) this.#posted.set(name, "");
		this.#isSameStyle =
			this.#posted.has(STYLE) &&
			files.readText(this.#at(STYLE)) === stylesheet();
		if (this.#isSameStyle) this.#posted.set(STYLE, "posted");
		this.#isListed = true;
	}

	*#first(look: Look, wants: Wants): Generator<void> {
		if (!this.#isDue(INDEX, LIST_PAUSE, look.uptime)) return;
		if (look.snapshot.runs.length > 0) this.#wake(look.uptime + LIVE_PAUSE);
		const digest = digestNow(this.#paths, look);
		const version = indexVersion(this.#paths, digest);
		if (version === this.#posted.get(INDEX)) return;
		const isPosted = (file: string) => wants.has(file);
		this.#write(INDEX, indexText(this.#paths, digest, isPosted), version);
		yield;
	}

	*#folders({ snapshot, at, uptime }: Look): Generator<void> {
		if (!this.#isDue("folders", LIVE_PAUSE, uptime)) return;
		const root = rootName(this.#paths);
		const pages = folderLists(snapshot, this.#settled).flatMap((list) =>
			[...folderPages(list, root, isoOf(at))].map(
				([file, facts]) => [file, facts, list.version] as const,
			),
		);
		this.#folderFiles = new Set(pages.map(([file]) => file));
		for (const [file, facts, version] of pages) {
			if (this.#posted.get(file) === version) continue;
			this.#write(file, folderPage(facts), version);
			yield;
		}
	}

	*#remove(isKept: (file: string) => boolean): Generator<void> {
		let removed = 0;
		for (const file of this.#posted.keys()) {
			if (isKept(file)) continue;
			removeIfThere(this.#at(file));
			this.#posted.delete(file);
			removed += 1;
			if (removed % MOST_REMOVED === 0) yield;
		}
	}

	*#uow(look: Look, file: string, { shown, version }: Wanted): Generator<void> {
		const posted = this.#posted.get(file);
		if (version !== undefined && version === posted) return;
		if (shown.runs && !this.#isDue(file, LIVE_PAUSE, look.uptime)) return;
		const known = version ?? this.#liveVersion(shown);
		if (known === undefined || known === posted) return;
		if (posted === "" && !shown.runs && this.#isNewer(file, shown)) {
			this.#posted.set(file, known);
			yield;
			return;
		}
		const page = uowFacts(this.#paths, shown, isoOf(look.at));
		this.#write(file, uowPage(page.facts), known, page.mode);
		yield;
	}

	/** Of what runs: its file and its reports; undefined where it went away. */
	#liveVersion(shown: Wanted["shown"]): string | undefined {
		const { id, attempt = 1, place, name } = shown;
		const uow = files.look(this.#paths.at(place, name));
		if (uow === undefined) return undefined;
		const report = files.look(feedbackPath(this.#paths, { id, attempt }));
		const said = report === undefined ? "" : files.versionOf(report);
		return `runs ${files.versionOf(uow)} ${said}`;
	}

	/** An earlier Monitor posted it after the last change of its UOW. */
	#isNewer(file: string, { place, name }: Wanted["shown"]): boolean {
		if (!this.#isSameStyle) return false;
		const page = files.look(this.#at(file));
		const uow = files.look(this.#paths.at(place, name));
		return (
			page !== undefined && uow !== undefined && page.mtimeMs > uow.ctimeMs
		);
	}

	#isDue(what: string, pause: number, uptime: Uptime): boolean {
		const next = (this.#lookedAt.get(what) ?? 0) + pause;
		if (uptime < next) {
			this.#wake(next);
			return false;
		}
		this.#lookedAt.set(what, uptime);
		return true;
	}

	#wake(at: Uptime): void {
		this.wakeAt = Math.min(this.wakeAt, at);
	}

	#at(file: string): string {
		return `${this.#paths.folder("status")}/${file}`;
	}

	#write(file: string, text: string, version: string, mode = 0o644): void {
		replaceWhole(this.#at(file), text, false, mode);
		this.#posted.set(file, version);
	}

	/** What was looked at lately is looked at again. */
	forgetPauses(): void {
		this.#lookedAt.clear();
	}

	farewell(look: Look, why: string): void {
		if (look.config.postedUows === 0 || !this.#isListed) return;
		const wants = wantedUows(look.snapshot, this.#settled);
		const digest = digestNow(this.#paths, look);
		const isPosted = (file: string) => wants.has(file);
		this.#write(
			INDEX,
			indexText(this.#paths, digest, isPosted, why),
			"stopped",
		);
	}
}
