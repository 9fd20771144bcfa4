/** Every part, in the order in which a whole campaign runs them. */
import type { Part } from "./part.ts";
import { requests } from "./requests.ts";

export const PARTS: readonly Part[] = [requests];
