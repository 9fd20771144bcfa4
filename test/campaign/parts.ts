/** Every part, in the order in which a whole campaign runs them. */
import { clock } from "./clock.ts";
import { CORPUS_PART as corpus } from "./corpus.ts";
import { errors } from "./errors.ts";
import { escapes } from "./escapes.ts";
import { keeper } from "./keeper.ts";
import { kills } from "./kills.ts";
import { limits } from "./limits.ts";
import { logs } from "./logs.ts";
import { mutants } from "./mutants.ts";
import type { Part } from "./part.ts";
import { power } from "./power.ts";
import { requests } from "./requests.ts";
import { restart } from "./restart.ts";
import { slowWriters } from "./slow-writers.ts";
import { soak } from "./soak.ts";
import { strangers } from "./strangers.ts";
import { syscalls } from "./syscalls.ts";

export const PARTS: readonly Part[] = [
	kills,
	keeper,
	errors,
	syscalls,
	soak,
	power,
	strangers,
	escapes,
	corpus,
	requests,
	logs,
	slowWriters,
	clock,
	restart,
	limits,
	mutants,
];
