/** A bell: rung any number of times, it ends one sleep. */
export class Nudge {
	#rung = false;
	#wake: (() => void) | undefined;

	readonly ring = (): void => {
		this.#rung = true;
		this.#wake?.();
	};

	/** Whether it rang since it was asked last. */
	take(): boolean {
		const rung = this.#rung;
		this.#rung = false;
		return rung;
	}

	/** Sleeps for `seconds` at most; true if the bell ended it. Never longer than an hour: timers of 25 days fire at once. */
	async sleep(seconds: number): Promise<boolean> {
		if (this.#rung) return this.take();
		await new Promise<void>((resolve) => {
			const timer = setTimeout(
				resolve,
				Math.min(Math.max(seconds, 0.001), 3600) * 1000,
			);
			this.#wake = () => {
				clearTimeout(timer);
				resolve();
			};
		});
		this.#wake = undefined;
		return this.take();
	}
}
