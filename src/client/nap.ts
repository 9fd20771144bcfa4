/** A pause between two looks at files. */
import { setTimeout as sleep } from "node:timers/promises";

export function nap(seconds: number): Promise<void> {
	return sleep(seconds * 1000);
}
