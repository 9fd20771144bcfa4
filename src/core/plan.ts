/** What a header leads to under a configuration: the command line and environment of its job, or why there is none. */
import type { Config } from "../text/config.ts";
import { type Terms, taskNameOf, termsOf } from "../text/header.ts";
import {
	commandLine,
	type JobType,
	refusals,
	SHELL,
	valuesOf,
} from "../text/job-type.ts";
import type { Headed } from "../text/uow-text.ts";
import { shorten, visible } from "../text/visible.ts";

export interface Plan {
	readonly terms: Terms;
	readonly taskName: string;
	/** The words of the command line; never seen by a shell. */
	readonly words: readonly string[];
	/** `UOW_…` variables of the header items. */
	readonly variables: ReadonlyMap<string, string>;
}

/** Why the configuration does not let these items run; undefined: it does. */
export function refusalOf(head: Headed, config: Config): string | undefined {
	const type = typeOf(head, config);
	if (typeof type === "string") return type;
	const reasons = refusals(type, head.items);
	return reasons.length === 0 ? undefined : reasons.join("; ");
}

/** What a header asks for, with the defaults of its job type behind it. */
export function termsUnder(head: Headed, config: Config): Terms {
	const type = typeOf(head, config);
	return termsOf(valuesOf(typeof type === "string" ? SHELL : type, head.items));
}

/** For a head that refusalOf passes. `feedback`: path of its feedback file, if it gets one. */
export function planOf(
	head: Headed,
	name: string,
	config: Config,
	feedback: string,
): Plan | undefined {
	const type = typeOf(head, config);
	if (typeof type === "string" || refusals(type, head.items).length > 0)
		return undefined;
	const values = valuesOf(type, head.items);
	const terms = termsOf(values);
	// A program that takes the path of its feedback file wants no length of time.
	const filled = new Map(values);
	if (terms.feedback === undefined) filled.delete("FEEDBACK");
	else filled.set("FEEDBACK", feedback);
	return {
		terms,
		taskName: terms.taskName ?? taskNameOf(name),
		words: commandLine(type, filled),
		variables: new Map(
			[...filled].map(([key, value]) => [`UOW_${key}`, value]),
		),
	};
}

function typeOf(head: Headed, config: Config): JobType | string {
	const name =
		head.items.find((item) => item.key === "JOB_TYPE")?.value ?? "shell";
	const type = config.jobTypes.get(name);
	if (type !== undefined) return type;
	const known = [...config.jobTypes.keys()].join(", ") || "none";
	if (name === "shell")
		return `this queue runs no shell commands (shell jobs :: no); its job types are ${known}`;
	return `there is no job type "${shorten(visible(name), 40)}"; the job types are ${known}`;
}
