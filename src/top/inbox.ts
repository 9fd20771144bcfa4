/** What happens to the screen, one after the other: keys, signals, answers. */
export type Event =
	| { readonly kind: "key"; readonly key: string }
	/** The terminal has another size, or may show something else: draw all of it. */
	| { readonly kind: "redraw" }
	| { readonly kind: "quit"; readonly code: number }
	| { readonly kind: "suspend" }
	/** An answer, or why there is none. */
	| { readonly kind: "said"; readonly text: string }
	| { readonly kind: "failed"; readonly error: unknown };

export class Inbox {
	readonly #events: Event[] = [];
	#wake: (() => void) | undefined;

	put(event: Event): void {
		this.#events.push(event);
		this.#wake?.();
	}

	/** Undefined: nothing came in so many milliseconds. */
	async next(patience: number): Promise<Event | undefined> {
		if (this.#events.length === 0)
			await new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, patience);
				this.#wake = () => {
					clearTimeout(timer);
					resolve();
				};
			});
		this.#wake = undefined;
		return this.#events.shift();
	}
}
