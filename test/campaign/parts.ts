/** Every part, in the order in which a whole campaign runs them. */

import { clock } from "./clock.ts";
import { logs } from "./logs.ts";
import type { Part } from "./part.ts";
import { restart } from "./restart.ts";
import { slowWriters } from "./slow-writers.ts";

export const PARTS: readonly Part[] = [logs, slowWriters, clock, restart];
