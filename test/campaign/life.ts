/** A life with every kind of transition, for sweeps that die at each of its operations. */
import fs from "node:fs";
import path from "node:path";
import { type Kind, RESERVED, roleOf } from "./cast.ts";
import type { Expectations } from "./promises.ts";
import { drop, newTrial, type Trial } from "./trial.ts";

export interface Life {
	readonly trial: Trial;
	readonly expected: Expectations;
}

/** Every kind of transition once: each further operation is a further point of every sweep. */
const KINDS: readonly Kind[] = [
	"retried",
	"self-killing",
	"silent",
	"leaver",
	"mover",
	"reserved",
	"refused",
	"rubbish",
];
const CONFIG = "slots :: 4\nsettle seconds :: 0\n";
const OLD = "an old result\n";

/** A root in which everything waits to happen. `home`: a folder of the file system to be tried. */
export async function newLife(harmed: boolean, home?: string): Promise<Life> {
	const trial = await newTrial(CONFIG, home);
	// One of them finds its name taken where it goes.
	const nameOf = (kind: Kind) => (kind === "reserved" ? "good" : kind);
	const cast = KINDS.map((kind, i) =>
		roleOf(kind, `t${i}x`, nameOf(kind), trial.truth),
	);
	for (const [i, role] of cast.entries())
		drop(trial, i % 3 === 1 ? "priority-q" : "wait-q", role.name, role.text);
	reserve(trial);
	drop(trial, "done-q", "good", OLD);
	const stray = roleOf("good", "stray", "stray", trial.truth);
	drop(trial, "currently-executing", stray.name, stray.text);
	drop(trial, "wait-q", "README.md", "a second README\n");
	fs.appendFileSync(
		path.join(trial.root, "monitor_reads"),
		"HOLD nothing-1\nSTATUS\nHOLD nothing-2\n",
	);
	return {
		trial,
		expected: {
			cast: [...cast, stray],
			harmed,
			untouched: new Map([["done-q/good", OLD]]),
			requests: ["nothing-1", "nothing-2"],
		},
	};
}

/** An id that was handed out before. */
function reserve({ root }: Trial): void {
	const run = path.join(root, "run");
	fs.writeFileSync(path.join(run, "next-id"), "101\n");
	fs.writeFileSync(
		path.join(run, `${RESERVED}.reserved`),
		"UNTIL :: 2999-11-22T13:00:00Z\n",
	);
}
