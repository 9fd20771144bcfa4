/** Every part, in the order in which a whole campaign runs them. */
import { escapes } from "./escapes.ts";
import type { Part } from "./part.ts";

export const PARTS: readonly Part[] = [
	// Each part stands in a line of its own.
	escapes,
];
