/** Every part, in the order in which a whole campaign runs them. */
import { CORPUS_PART } from "./corpus.ts";
import type { Part } from "./part.ts";

export const PARTS: readonly Part[] = [CORPUS_PART];
