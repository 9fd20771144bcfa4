/** The timeline of the first page: drawn anew where something began or ended, and now and then as time goes on. */
import type { Digest } from "../core/digest.ts";
import type { Html } from "../page/html.ts";
import { spansOf } from "../page/spans.ts";
import { timeline } from "../page/timeline.ts";
import type { Recent } from "./recent.ts";

/** Milliseconds for which time may stand still in it. */
const PAUSE = 10_000;

export class TimelineDrawer {
	#drawn: Html | undefined;
	#of: readonly unknown[] = [];

	/** Up to the moment at which what runs was seen. */
	draw({ running, takenAt }: Digest, { entries, knownFrom }: Recent): Html {
		const now = Date.parse(takenAt);
		const names = running.map(({ id, pulse, state }) => [id, pulse, state]);
		const of = [entries, String(names), Math.floor(now / PAUSE)];
		if (this.#drawn === undefined || of.some((one, i) => one !== this.#of[i])) {
			const spans = spansOf(entries, running, now);
			this.#drawn = timeline({ spans, knownFrom, now });
			this.#of = of;
		}
		return this.#drawn;
	}
}
