/** Every part, in the order in which a whole bench runs them. */
import { drain, output } from "./drain.ts";
import { fsync } from "./fsync.ts";
import type { Part } from "./part.ts";
import { start } from "./start.ts";

export const PARTS: readonly Part[] = [drain, start, output, fsync];
