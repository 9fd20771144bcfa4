/** Every part, in the order in which a whole bench runs them. */
import { drain, output } from "./drain.ts";
import { fsync } from "./fsync.ts";
import { biglog, burst } from "./large.ts";
import type { Part } from "./part.ts";
import { start } from "./start.ts";
import { submit } from "./submit.ts";
import { reading, verbs } from "./verbs.ts";
import { idle, waiting } from "./waiting.ts";

export const PARTS: readonly Part[] = [
	drain,
	start,
	submit,
	output,
	fsync,
	biglog,
	burst,
	waiting,
	idle,
	verbs,
	reading,
];
