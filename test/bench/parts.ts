/** Every part, in the order in which a whole bench runs them. */
import { biglog } from "./biglog.ts";
import { burst } from "./burst.ts";
import { drain, output } from "./drain.ts";
import { fsync } from "./fsync.ts";
import { grow } from "./grow.ts";
import { idle } from "./idle.ts";
import { lag } from "./lag.ts";
import type { Part } from "./part.ts";
import { roots } from "./roots.ts";
import { start } from "./start.ts";
import { submit } from "./submit.ts";
import { reading, verbs } from "./verbs.ts";
import { waiting } from "./waiting.ts";

export const PARTS: readonly Part[] = [
	drain,
	start,
	submit,
	output,
	fsync,
	lag,
	biglog,
	burst,
	waiting,
	idle,
	verbs,
	reading,
	grow,
	roots,
];
