/** Every part, in the order in which a whole campaign runs them. */
import { kills } from "./kills.ts";
import type { Part } from "./part.ts";

export const PARTS: readonly Part[] = [kills];
