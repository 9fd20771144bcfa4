/** The posted status: status.txt and status.json, written whole, and only when they say something new. */
import { type Digest, digestText } from "../core/digest.ts";
import type { Paths } from "../disk/paths.ts";
import { replaceWhole } from "../disk/steps.ts";

export class StatusPost {
	readonly #folder: string;
	#posted = "";
	#complaint: string | undefined;

	constructor(paths: Paths) {
		this.#folder = paths.folder("status");
	}

	/** Says once why it could not be written. */
	post(digest: Digest): string | undefined {
		const { takenAt: _, ...rest } = digest;
		const running = rest.running.map(
			({ seconds: _, beatSeconds: _also, ...line }) => line,
		);
		const news = JSON.stringify({ ...rest, running });
		if (news === this.#posted) return undefined;
		try {
			// JSON last: whoever waits for it finds the text beside it new as well.
			this.#write("status.txt", `${digest.takenAt}\n${digestText(digest)}\n`);
			this.#write("status.json", `${JSON.stringify(digest, null, 2)}\n`);
			this.#posted = news;
			this.#complaint = undefined;
			return undefined;
		} catch (error) {
			const complaint = `the status is not posted: ${error instanceof Error ? error.message : error}`;
			const isNew = complaint !== this.#complaint;
			this.#complaint = complaint;
			return isNew ? complaint : undefined;
		}
	}

	#write(name: string, text: string): void {
		replaceWhole(`${this.#folder}/${name}`, text, false, 0o644);
	}
}
