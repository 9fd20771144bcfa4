/**
 * What is posted for people, and when: the status and the pages are a courtesy.
 * While jobs come and go fast they are not told of each; what keeps a post from
 * being written does not end the Monitor.
 */
import { digestOf } from "../core/digest.ts";
import type { Snapshot } from "../core/snapshot.ts";
import { uptime } from "../jobs/proc.ts";
import type { Pages } from "../post/pages.ts";
import type { StatusPost } from "../spool/status-post.ts";
import type { Uptime } from "../text/instant.ts";
import { announce, type World } from "./world.ts";

/** Seconds between two posted statuses while there is no rest, and between two rests. */
const POST_PAUSE = 1;
const REST_PAUSE = 0.5;

export interface Posts {
	readonly status: StatusPost;
	readonly pages: Pages;
}

export class Posting {
	readonly #world: World;
	readonly #posts: Posts;
	#snapshot: Snapshot | undefined;
	/** Not posted yet. */
	#isNew = false;
	#postedAt = Number.NEGATIVE_INFINITY;
	/** The first turn since it rested; undefined: it rests. */
	#busySince: Uptime | undefined;

	constructor(world: World, posts: Posts) {
		this.#world = world;
		this.#posts = posts;
	}

	/** What a turn saw; undefined where a folder went away under the look. */
	see(snapshot: Snapshot | undefined, isRest: boolean, now: Uptime): void {
		this.#snapshot = snapshot;
		this.#isNew ||= snapshot !== undefined;
		this.#busySince = isRest ? undefined : (this.#busySince ?? now);
		if (this.#isNew && this.#isDue(now))
			// What an earlier Monitor left waiting is started first.
			this.#post(isRest || this.#postedAt > 0);
	}

	/** The first at once; what has come after a rest is launched before it is posted. */
	#isDue(now: Uptime): boolean {
		if (this.#busySince === undefined || this.#postedAt < 0)
			return now - this.#postedAt >= REST_PAUSE;
		return now - Math.max(this.#postedAt, this.#busySince) >= POST_PAUSE;
	}

	/** Seconds until there is something to post. */
	dueIn(now: Uptime): number {
		if (this.#snapshot === undefined) return Number.POSITIVE_INFINITY;
		return this.#isNew
			? Math.max(0, this.#postedAt + REST_PAUSE - now)
			: this.#posts.pages.dueIn(now);
	}

	post(): void {
		this.#post(true);
	}

	#post(withPages: boolean): void {
		const snapshot = this.#snapshot;
		if (snapshot === undefined) return;
		if (this.#isNew) this.#postStatus(snapshot);
		if (withPages) this.#postPages(snapshot);
	}

	#postStatus(snapshot: Snapshot): void {
		const { takenAt: at, uptime: taken } = snapshot;
		this.#isNew = false;
		this.#postedAt = uptime();
		const digest = digestOf(snapshot, this.#world.config);
		const complaint = this.#posts.status.post(digest);
		if (complaint !== undefined)
			announce(this.#world, { at, uptime: taken }, complaint);
	}

	#postPages(snapshot: Snapshot): void {
		const { config } = this.#world;
		const now = { at: Date.now(), uptime: uptime() };
		const complaint = this.#posts.pages.post({ snapshot, config, ...now });
		if (complaint !== undefined) announce(this.#world, now, complaint);
	}
}
