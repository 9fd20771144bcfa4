/**
 * Pages that follow the queue by themselves: server-sent events for whoever has
 * one open. All who watch cost one loop, those who watch the same page one look,
 * and nobody costs nothing.
 */
import fs from "node:fs";
import { Readable } from "node:stream";
import { SCRIPT } from "../page/names.ts";
import { type Asked, Refusal, type Reply, type Route } from "./route.ts";
import type { Site } from "./site.ts";
import { type Telling, Watch } from "./watch.ts";

const EVENTS = "text/event-stream";
const JAVASCRIPT = "text/javascript; charset=utf-8";
/** The one that a page loads, and what it loads itself. */
const SCRIPTS = [SCRIPT, "morph.js"];
/** Milliseconds: of the loop; after which a browser tries again; without news, after which it is told that all is well. */
const TICK = 250;
const RETRY = 2000;
const QUIET = 10_000;
/** Who may watch at once. */
const MOST = 100;
/** Bytes that wait for one who reads too slowly: it is cut off, comes back, and has all anew. */
const MOST_WAITING = 2 * 1024 * 1024;

export function liveRoutes(site: Site): readonly Route[] {
	const viewers = new Viewers(site);
	return [
		...SCRIPTS.map(scriptRoute),
		{
			method: "GET",
			path: "/live",
			summary: "What changes on a page, as server-sent events for its script",
			query: {
				type: "object",
				required: ["page"],
				properties: {
					page: { type: "string", maxLength: 4000 },
					log: { type: "string", maxLength: 100 },
				},
			},
			answers: EVENTS,
			answer: (asked) => viewers.add(asked),
		},
	];
}

/** As it was built, beside this room. */
function scriptRoute(name: string): Route {
	return {
		method: "GET",
		path: `/${name}`,
		summary: "A script by which a page follows the queue",
		answers: JAVASCRIPT,
		answer: () => ({
			type: JAVASCRIPT,
			body: fs.readFileSync(
				new URL(`../browser/${name}`, import.meta.url),
				"utf8",
			),
		}),
	};
}

class Stream extends Readable {
	saidAt = performance.now();

	override _read(): void {}

	say(text: string): void {
		this.saidAt = performance.now();
		this.push(text);
		if (this.readableLength > MOST_WAITING) this.destroy();
	}
}

class Viewers {
	readonly #site: Site;
	readonly #watches = new Map<
		string,
		{ readonly watch: Watch; readonly streams: Set<Stream> }
	>();
	#count = 0;
	#timer: NodeJS.Timeout | undefined;

	constructor(site: Site) {
		this.#site = site;
	}

	add({ query, gone }: Asked): Reply {
		if (this.#count >= MOST)
			throw new Refusal(503, "too many pages are watched already");
		const address = String(query.page);
		const own = this.#watches.get(address) ?? {
			watch: new Watch(this.#site, address),
			streams: new Set<Stream>(),
		};
		// Whoever is there already gets now what else would come with the next tick.
		this.#look(own);
		const stream = new Stream();
		stream.say(`retry: ${RETRY}\n\n`);
		for (const telling of own.watch.begin(String(query.log ?? "")))
			stream.say(textOf(telling));
		own.streams.add(stream);
		this.#watches.set(address, own);
		this.#count += 1;
		const leave = () => this.#leave(address, stream);
		stream.once("close", leave);
		gone.addEventListener("abort", leave);
		this.#timer ??= setTimeout(() => this.#tick(), TICK);
		return {
			type: EVENTS,
			body: stream,
			headers: { "x-accel-buffering": "no" },
		};
	}

	#leave(address: string, stream: Stream): void {
		const own = this.#watches.get(address);
		if (own?.streams.delete(stream) !== true) return;
		stream.push(null);
		this.#count -= 1;
		if (own.streams.size === 0) this.#watches.delete(address);
		if (this.#count > 0) return;
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	#tick(): void {
		const begun = performance.now();
		for (const own of [...this.#watches.values()]) this.#look(own);
		// Half of the time is for other requests, however much is watched.
		const spent = performance.now() - begun;
		this.#timer = setTimeout(() => this.#tick(), Math.max(TICK, spent));
	}

	#look(own: { watch: Watch; streams: ReadonlySet<Stream> }): void {
		const text = own.watch.look().map(textOf).join("");
		for (const stream of [...own.streams]) {
			if (text !== "") stream.say(text);
			else if (performance.now() - stream.saidAt > QUIET)
				stream.say("event: quiet\ndata:\n\n");
		}
	}
}

/** Of one line each: JSON has no line breaks of its own. */
function textOf({ name, data }: Telling): string {
	return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
