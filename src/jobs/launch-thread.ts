/**
 * The thread that starts keepers. Node forks on the loop that asks for it, and
 * that one stands still until the new process has begun: 2 ms, and more where
 * the processors are busy.
 */
import { spawn } from "node:child_process";
import { parentPort } from "node:worker_threads";

export interface LaunchOrder {
	readonly key: string;
	/** For `sh`. */
	readonly words: readonly string[];
	readonly environment: Readonly<Record<string, string>>;
}

/** That a keeper has begun, or ended. */
export interface LaunchNews {
	readonly key: string;
	readonly state: "alive" | "ended";
	/** Why there never was one (E2BIG, EAGAIN). */
	readonly fault?: string | undefined;
}

parentPort?.on("message", ({ key, words, environment }: LaunchOrder) => {
	const tell = (news: LaunchNews) => parentPort?.postMessage(news);
	const ended = (error?: unknown) => {
		const fault = error instanceof Error ? error.message : undefined;
		tell({ key, state: "ended", fault });
	};
	try {
		spawn("/bin/sh", words, {
			cwd: "/",
			detached: true,
			env: environment,
			stdio: "ignore",
		})
			.once("error", ended)
			.once("exit", () => ended());
		tell({ key, state: "alive" });
	} catch (error) {
		ended(error);
	}
});
