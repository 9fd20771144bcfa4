/** The loop of the screen: look, draw, wait for a key or a change. */
import { type Brush, noPaint } from "../cli/colour.ts";
import type { OpenRoot } from "../cli/root.ts";
import { impossible } from "../text/problem.ts";
import type { Event, Inbox } from "./inbox.ts";
import { logLines } from "./log-lines.ts";
import {
	helpPicture,
	type LogSeen,
	logHeight,
	logPicture,
} from "./log-picture.ts";
import { LogWindow } from "./log-window.ts";
import { Looker } from "./looker.ts";
import type { Model } from "./model.ts";
import { carryOut } from "./orders.ts";
import { listPicture } from "./picture.ts";
import { press } from "./press.ts";
import type { Screen } from "./screen.ts";
import { suspend } from "./suspend.ts";
import { type Effect, FIRST_VIEW, pinned, type View } from "./view.ts";

/** Milliseconds: between two glances at what is cheap to see, and between two looks. */
const GLANCE = 200;
const LOOK = 1000;
/** A look that takes long is followed by a pause so many times as long. */
const REST = 20;

/** A log on the screen, folded to its width. */
interface Folded {
	readonly seen: LogSeen;
	readonly columns: number;
	readonly lines: readonly string[];
}

export class Session {
	readonly #root: OpenRoot;
	readonly #brush: Brush;
	readonly #screen: Screen;
	readonly #inbox: Inbox;
	readonly #looker: Looker;
	#model: Model;
	#view: View;
	#mark = "";
	#lookedAt = 0;
	#notBefore = 0;
	#log: LogWindow | undefined;
	#folded: Folded | undefined;
	#isDirty = true;

	/** Looks for the first time, so that what is wrong is said before the screen is taken. */
	constructor(root: OpenRoot, brush: Brush, screen: Screen, inbox: Inbox) {
		this.#root = root;
		this.#brush = brush;
		this.#screen = screen;
		this.#inbox = inbox;
		this.#looker = new Looker(root);
		this.#model = this.#looker.look(Date.now());
		this.#view = pinned(FIRST_VIEW, this.#model);
	}

	/** The exit code. */
	async run(): Promise<number> {
		for (;;) {
			await this.#refresh();
			if (this.#isDirty) await this.#draw();
			const event = await this.#inbox.next(GLANCE);
			const code = event === undefined ? undefined : this.#on(event);
			if (code !== undefined) return code;
		}
	}

	#on(event: Event): number | undefined {
		this.#isDirty = true;
		switch (event.kind) {
			case "key":
				return this.#press(event.key);
			case "redraw":
			case "suspend":
			case "quit":
				return this.#effect(event);
			case "said":
				this.#view = { ...this.#view, message: event.text };
				// What it led to is wanted at once.
				this.#mark = "";
				this.#notBefore = 0;
				return undefined;
			case "failed":
				throw event.error;
			default:
				return impossible(event);
		}
	}

	#press(key: string): number | undefined {
		const { view, effect } = press(this.#view, key, this.#model, {
			lines: this.#folded?.lines.length ?? 0,
			height: logHeight(this.#screen.size),
		});
		// Another screen wants its own look, at once.
		if (view.screen.kind !== this.#view.screen.kind) {
			this.#notBefore = 0;
			this.#log = undefined;
			this.#folded = undefined;
		}
		this.#view = view;
		return effect === undefined ? undefined : this.#effect(effect);
	}

	#effect(effect: Effect): number | undefined {
		switch (effect.kind) {
			case "quit":
				return effect.code;
			case "redraw":
				this.#screen.forget();
				this.#notBefore = 0;
				return undefined;
			case "suspend":
				suspend(this.#screen);
				return undefined;
			default:
				carryOut(this.#root.paths, effect).then(
					(text) => this.#inbox.put({ kind: "said", text }),
					(error: unknown) => this.#inbox.put({ kind: "failed", error }),
				);
				return undefined;
		}
	}

	async #refresh(): Promise<void> {
		const now = performance.now();
		if (now < this.#notBefore) return;
		if (this.#view.screen.kind === "log") await this.#refreshLog(now);
		else this.#refreshList(now);
		this.#notBefore = now + REST * (performance.now() - now);
	}

	#refreshList(now: number): void {
		const mark = this.#looker.mark();
		if (mark === this.#mark && now < this.#lookedAt + LOOK) return;
		this.#mark = mark;
		this.#lookedAt = now;
		this.#model = this.#looker.look(Date.now());
		this.#view = pinned(this.#view, this.#model);
		this.#isDirty = true;
	}

	/** Who reads in it is not disturbed by what comes. */
	async #refreshLog(now: number): Promise<void> {
		const { screen } = this.#view;
		if (screen.kind !== "log") return;
		const { columns } = this.#screen.size;
		this.#log ??= new LogWindow(this.#root, screen.item);
		const folded = this.#folded;
		const seen =
			folded !== undefined && screen.top !== undefined
				? folded.seen
				: this.#log.look(now / 1000);
		if (folded?.seen === seen && folded.columns === columns) return;
		const inColour = this.#brush.state !== noPaint;
		const lines = await logLines(seen.text, columns, inColour);
		this.#folded = { seen, columns, lines };
		this.#isDirty = true;
	}

	async #draw(): Promise<void> {
		this.#isDirty = false;
		this.#screen.draw(await this.#picture());
	}

	async #picture(): Promise<readonly string[]> {
		const { size } = this.#screen;
		const { screen } = this.#view;
		if (screen.kind === "help") return helpPicture(size, this.#brush);
		if (screen.kind === "log" && this.#folded !== undefined) {
			const { seen, lines } = this.#folded;
			return logPicture(seen, lines, screen.top, size, this.#brush);
		}
		return listPicture(this.#model, this.#view, size, this.#brush);
	}
}
