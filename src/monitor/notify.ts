/** Tells systemd what the Monitor is doing, through systemd-notify; without NOTIFY_SOCKET nothing. */
import { spawn } from "node:child_process";

export class SystemdNotify {
	readonly #isThere = process.env.NOTIFY_SOCKET !== undefined;
	/** Seconds between two signs of life; half of what systemd waits. */
	readonly pause =
		this.#isThere && process.env.WATCHDOG_USEC !== undefined
			? Number(process.env.WATCHDOG_USEC) / 2e6
			: Number.POSITIVE_INFINITY;
	#signedAt = Number.NEGATIVE_INFINITY;

	tell(...words: string[]): void {
		if (!this.#isThere) return;
		const child = spawn("systemd-notify", [`--pid=${process.pid}`, ...words], {
			stdio: "ignore",
		});
		child.on("error", () => {});
		child.unref();
	}

	/** A sign of life, when one is due. `seconds` of any monotonic clock. */
	live(seconds: number): void {
		if (seconds - this.#signedAt < this.pause * 0.9) return;
		this.#signedAt = seconds;
		this.tell("WATCHDOG=1");
	}
}
