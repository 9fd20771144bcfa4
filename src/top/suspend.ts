/** Ctrl-Z: the shell gets its terminal back, and this process stands still until it is called. */
import type { Screen } from "./screen.ts";

/**
 * Without a listener of ours the kernel does what it does to any program: it
 * stops the whole job; where there is no shell that could call it back, nothing.
 */
export function suspend(screen: Screen): void {
	const listeners = process.listeners("SIGTSTP");
	process.removeAllListeners("SIGTSTP");
	screen.giveBack();
	process.kill(0, "SIGTSTP");
	for (const listener of listeners) process.on("SIGTSTP", listener);
	screen.take();
}
