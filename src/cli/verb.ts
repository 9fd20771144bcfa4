/** What a verb is: words for people and options as data, and its code, which is loaded only when it is used. */
export interface Option {
	/** `-s, --signal <signal>`: with a value where it has angle brackets. */
	readonly flags: string;
	readonly about: string;
	/** It may be given several times. */
	readonly isList?: true;
	/** What its value may be, where that is a short list. */
	readonly choices?: readonly string[];
}

export interface Argument {
	readonly name: string;
	readonly about: string;
	readonly choices?: readonly string[];
}

/** Headings of the help, in their order. */
export const GROUPS = [
	"Jobs",
	"Looking",
	"Steering",
	"The queue root",
	"Help",
] as const;
export type Group = (typeof GROUPS)[number];

export interface Verb {
	readonly name: string;
	readonly about: string;
	/** `<uow>`, `[dir]`, `<file...>`: in brackets as help shows it. */
	readonly args?: readonly Argument[];
	readonly options?: readonly Option[];
	/** Under which heading of the help it stands. */
	readonly group: Group;
	/** Command lines worth knowing, as they are typed. */
	readonly examples: readonly string[];
	/** For programs: not shown in the help. */
	readonly hidden?: true;
	/** Options end at the first argument: the rest is somebody else's command line. */
	readonly passThrough?: true;
	readonly load: () => Promise<{ readonly act: Act }>;
}

/** What stood on the command line. */
export interface Stood {
	/** --root. */
	readonly root: string | undefined;
	readonly args: readonly string[];
	/** By their long name in camel case; true: one that takes no value. */
	readonly options: Readonly<
		Record<string, string | readonly string[] | true | undefined>
	>;
}

export interface Given extends Stood {
	/** Every verb there is. */
	readonly verbs: readonly Verb[];
	/** Of catq. */
	readonly version: string;
}

/** Its exit code: one of ours, or a job's own. */
export type Act = (given: Given) => number | Promise<number>;

/** The value of an option; undefined: it was not given. */
export function textOf(
	given: Pick<Given, "options">,
	name: string,
): string | undefined {
	const value = given.options[name];
	return typeof value === "string" ? value : undefined;
}

/** All values of an option that may be given several times. */
export function textsOf(
	given: Pick<Given, "options">,
	name: string,
): readonly string[] {
	const value = given.options[name];
	return typeof value === "object" ? value : [];
}
