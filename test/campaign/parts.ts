/** Every part, in the order in which a whole campaign runs them. */
import { logs } from "./logs.ts";
import type { Part } from "./part.ts";
import { slowWriters } from "./slow-writers.ts";

export const PARTS: readonly Part[] = [logs, slowWriters];
