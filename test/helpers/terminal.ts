/** A real terminal: tmux draws it, and presses its keys. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import type { Owner } from "./owner.ts";
import type { TestRoot } from "./root.ts";
import { until } from "./until.ts";

export interface Terminal {
	press(...keys: string[]): void;
	/** Its lines now; with its colours as a terminal gets them, where they are wanted. */
	screen(inColour?: boolean): string;
	/** Waits until it shows that. */
	shows(pattern: RegExp): Promise<string>;
	resize(columns: number, rows: number): void;
}

/** With a shell in it; it goes with its owner. */
export function openTerminal(t: Owner, root: TestRoot): Terminal {
	// A server of its own, beside its root.
	const socket = path.join(path.dirname(root.root), "tmux");
	const tmux = (...words: string[]) =>
		execFileSync("tmux", ["-S", socket, "-f", "/dev/null", ...words], {
			encoding: "utf8",
			env: { ...process.env, TMUX: "", LC_ALL: "C.UTF-8" },
		});
	tmux("new-session", "-d", "-x", "100", "-y", "24", "bash --norc --noprofile");
	t.teardown(() => void tmux("kill-server"));
	const screen = (inColour = false) =>
		tmux("capture-pane", "-p", ...(inColour ? ["-e"] : []));
	return {
		press: (...keys) => void tmux("send-keys", ...keys),
		screen,
		shows: (pattern) =>
			until(
				String(pattern),
				async () => {
					// Each look is a process.
					await new Promise((resolve) => setTimeout(resolve, 50));
					return screen();
				},
				(seen) => pattern.test(seen),
			),
		resize: (columns, rows) =>
			void tmux("resize-window", "-x", String(columns), "-y", String(rows)),
	};
}
