/** The posted status: status.txt and status.json, written whole, and only when they say something new. */
import { type Digest, digestText } from "../core/digest.ts";
import type { Paths } from "./paths.ts";
import { replaceWhole } from "./steps.ts";

export class StatusPost {
	readonly #folder: string;
	#posted = "";

	constructor(paths: Paths) {
		this.#folder = paths.folder("status");
	}

	post(digest: Digest): void {
		const { takenAt: _, ...rest } = digest;
		const news = JSON.stringify({
			...rest,
			running: rest.running.map(({ seconds: _, ...line }) => line),
		});
		if (news === this.#posted) return;
		this.#posted = news;
		replaceWhole(
			`${this.#folder}/status.json`,
			`${JSON.stringify(digest, null, 2)}\n`,
			false,
			0o644,
		);
		replaceWhole(
			`${this.#folder}/status.txt`,
			`${digest.takenAt}\n${digestText(digest)}\n`,
			false,
			0o644,
		);
	}
}
