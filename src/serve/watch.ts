/** One page that is watched, however many watch it: looked at again and again, and told in those parts that have changed. */
import { INDEX, named, TASK, TASKS } from "../page/names.ts";
import { type LogNews, LogTail } from "../post/log-tail.ts";
import type { Shown } from "../post/uow.ts";
import { page, shownOf, uowText } from "./pages.ts";
import { Refusal } from "./route.ts";
import type { Site } from "./site.ts";
import { task, tasks } from "./tasks.ts";

export type Telling =
	/** Parts of its text by their number, of so many. */
	| {
			readonly name: "page";
			readonly data: {
				readonly count: number;
				readonly parts: readonly (readonly [number, string])[];
			};
	  }
	| { readonly name: "log"; readonly data: LogNews }
	/** Why it cannot be shown now. */
	| { readonly name: "trouble"; readonly data: string };

/** Milliseconds between two looks at a page, and at a log; what takes long is done less often, so that this part of the time is free. */
const PAUSE = 1000;
const LOG_PAUSE = 250;
const FREE = 0.9;
/** Characters of a log that are told in a millisecond: a flood is looked at less often. */
const FLOW = 200;
/** Where a text of a page is cut into parts: nothing that somebody wrote has such a mark. */
const CUTS = /(?=<(?:nav|header|section|footer)\b)/;

export class Watch {
	readonly #site: Site;
	readonly #file: string;
	readonly #query: URLSearchParams;
	readonly #log = new LogTail();
	#shown: Shown | undefined;
	#parts: readonly string[] = [];
	#trouble: string | undefined;
	#pageDue = 0;
	#logDue = 0;

	/** `address`: the end of its own, `tasks.html?page=2`. */
	constructor(site: Site, address: string) {
		const [file = "", query = ""] = address.split("?");
		this.#site = site;
		this.#file = file === "" ? INDEX : file;
		this.#query = new URLSearchParams(query);
	}

	/** What has changed since the last look, for those who had all before. */
	look(): Telling[] {
		const now = performance.now();
		const told: Telling[] = [];
		if (now >= this.#pageDue) {
			told.push(...this.#lookAtPage());
			this.#pageDue = pauseAfter(now, PAUSE);
		}
		if (now >= this.#logDue) {
			const news = this.#lookAtLog();
			if (news !== undefined) told.push({ name: "log", data: news });
			const length = news === undefined ? 0 : JSON.stringify(news).length;
			this.#logDue = pauseAfter(now, Math.max(LOG_PAUSE, length / FLOW));
		}
		return told;
	}

	/** For one who comes: what all others have. `at`: up to where it has the log. */
	begin(at: string): Telling[] {
		if (this.#trouble !== undefined)
			return [{ name: "trouble", data: this.#trouble }];
		const parts = [...this.#parts.entries()];
		const news = this.#ofLog((...file) => this.#log.catchUp(...file, at));
		return [
			{ name: "page", data: { count: parts.length, parts } },
			...(news === undefined ? [] : [{ name: "log", data: news } as const]),
		];
	}

	#lookAtPage(): Telling[] {
		const text = this.#text();
		if (text === undefined) {
			const isNews = this.#parts.length > 0;
			this.#parts = [];
			return isNews ? [{ name: "trouble", data: this.#trouble ?? "" }] : [];
		}
		const before = this.#parts;
		this.#parts = bodyOf(text).split(CUTS);
		const isSame = before.length === this.#parts.length;
		const parts = [...this.#parts.entries()].filter(
			([i, part]) => !isSame || part !== before[i],
		);
		const { length: count } = this.#parts;
		return parts.length === 0 ? [] : [{ name: "page", data: { count, parts } }];
	}

	#text(): string | undefined {
		try {
			const text = this.#rendered();
			this.#trouble = undefined;
			return text;
		} catch (error) {
			this.#shown = undefined;
			this.#trouble =
				error instanceof Refusal ? error.message : "it cannot be read now";
			return undefined;
		}
	}

	/** Without a log, which is told by itself. */
	#rendered(): string {
		if (this.#file === TASKS)
			return String(tasks(this.#site, this.#query.get("page") ?? 1).body);
		if (this.#file === TASK)
			return String(task(this.#site, this.#query.get("name")).body);
		const what = named(this.#file);
		if (what?.kind === "style") throw new Refusal(404, "that is no page");
		if (what?.kind !== "uow") return String(page(this.#site, this.#file).body);
		this.#shown = shownOf(this.#site, what.id);
		return uowText(this.#site, this.#shown, 0);
	}

	#lookAtLog(): LogNews | undefined {
		return this.#ofLog((...file) => this.#log.look(...file));
	}

	#ofLog<T>(use: (path: string | Buffer, name: string) => T): T | undefined {
		if (this.#shown === undefined) return undefined;
		const { place, name } = this.#shown;
		return use(this.#site.paths.at(place, name), `${place}/${name}`);
	}
}

function pauseAfter(begun: number, least: number): number {
	const now = performance.now();
	return now + Math.max(least, ((now - begun) * FREE) / (1 - FREE));
}

/** What stands in the body of a page. */
function bodyOf(text: string): string {
	const begin = text.indexOf("<body>") + "<body>".length;
	return text.slice(begin, text.lastIndexOf("</body>"));
}
