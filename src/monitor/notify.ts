/** Tells systemd what the Monitor is doing, through systemd-notify; without NOTIFY_SOCKET nothing. */
import { execFile } from "node:child_process";

const LIMIT_MS = 2000;

export class SystemdNotify {
	readonly #isThere = process.env.NOTIFY_SOCKET !== undefined;
	/** Seconds between two signs of life; half of what systemd waits. */
	readonly pause =
		this.#isThere && process.env.WATCHDOG_USEC !== undefined
			? Number(process.env.WATCHDOG_USEC) / 2e6
			: Number.POSITIVE_INFINITY;
	#signedAt = Number.NEGATIVE_INFINITY;

	/** Settles when it was told, or could not be: nothing depends on it. */
	async tell(...words: string[]): Promise<void> {
		if (!this.#isThere) return;
		const args = [`--pid=${process.pid}`, ...words];
		const options = { timeout: LIMIT_MS };
		await new Promise<void>((resolve) => {
			execFile("systemd-notify", args, options, () => resolve());
		});
	}

	/** A sign of life, when one is due. */
	live(): void {
		const seconds = performance.now() / 1000;
		if (seconds - this.#signedAt < this.pause * 0.9) return;
		this.#signedAt = seconds;
		void this.tell("WATCHDOG=1");
	}
}
