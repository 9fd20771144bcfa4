/** The end of one UOW's log, wherever the UOW goes, for who follows it on the screen. */
import type { OpenRoot } from "../cli/root.ts";
import { logEnd } from "../client/job-log.ts";
import { type Seen, type Sight, Tracker } from "../client/track.ts";
import { uowAt } from "../client/uows.ts";
import { termsUnder } from "../core/plan.ts";
import { visible } from "../text/visible.ts";
import type { LogSeen } from "./log-picture.ts";
import type { Logged } from "./model.ts";

/** Bytes that are shown. */
const MOST = 256 * 1024;
/** Seconds after which one that nobody finds is gone; it is not looked for any more. */
const PATIENCE = 10;

export class LogWindow {
	readonly #root: OpenRoot;
	readonly #tracker: Tracker;
	#seen: LogSeen;
	#version = "";
	#isGone = false;

	constructor(root: OpenRoot, { name, id, place }: Logged) {
		const header = uowAt(root.paths, place, name)?.head.header ?? "";
		this.#root = root;
		this.#tracker = new Tracker(root.paths, {
			name,
			id: id ?? undefined,
			header,
		});
		this.#seen = { name, status: "", text: "", cut: 0 };
	}

	/** The same object as long as nothing has changed. `now`: seconds of a steady clock. */
	look(now: number): LogSeen {
		if (!this.#isGone) this.#see(this.#tracker.look(now));
		return this.#seen;
	}

	#see(sight: Sight): void {
		switch (sight.kind) {
			case "waits":
			case "runs":
			case "settled":
				this.#read(sight);
				return;
			case "discarded":
				this.#isGone = true;
				this.#tell(`moved to trash: ${sight.why}`);
				return;
			case "missing":
				this.#isGone = sight.seconds > PATIENCE;
				if (this.#isGone)
					this.#tell("it lies in no folder of the root any more");
		}
	}

	#tell(status: string): void {
		this.#seen = { ...this.#seen, status };
	}

	#read({ place, name, uow, kind }: Seen & Pick<Sight, "kind">): void {
		const version = `${place} ${uow.version}`;
		if (version === this.#version) return;
		const { paths, config } = this.#root;
		const log = logEnd(
			{
				path: paths.at(place, name),
				inode: uow.inode,
				logAt: uow.head.logAt ?? uow.size,
				hasValues: termsUnder(uow.head, config).feedback !== undefined,
				isOver: kind === "settled",
			},
			MOST,
		);
		if (log === undefined) return;
		this.#version = version;
		const status = uow.head.status?.text ?? "not accepted yet";
		this.#seen = { name, status: `${place}: ${visible(status)}`, ...log };
	}
}
