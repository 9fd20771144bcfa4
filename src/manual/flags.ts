/** The verb table as completion and man pages need it. */
import type { Option, Verb } from "../cli/verb.ts";

/** `-s, --signal <signal>` */
export interface Flags {
	readonly short: string | undefined;
	readonly long: string | undefined;
	/** `signal`; undefined: it takes no value. */
	readonly value: string | undefined;
}

export function flagsOf({ flags }: Pick<Option, "flags">): Flags {
	return {
		short: /(?:^|\s)-(\w)\b/.exec(flags)?.[1],
		long: /--([\w-]+)/.exec(flags)?.[1],
		value: /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1],
	};
}

/** `-s` and `--signal`, as they are typed. */
export function spellings(option: Option): string[] {
	const { short, long } = flagsOf(option);
	return [
		...(short === undefined ? [] : [`-${short}`]),
		...(long === undefined ? [] : [`--${long}`]),
	];
}

/** What may stand at a place of a command line. */
export type Kind = "uow" | "file" | "dir" | "other";

export function kindOf(word: string): Kind {
	const name = word.replace(/[<>[\].]/g, "");
	// A command line is somebody else's: its words are files more often than not.
	if (name === "command") return "file";
	return name === "uow" || name === "file" || name === "dir" ? name : "other";
}

/** What the arguments of a verb are; a shell's name is one of a list. */
export function argumentOf(verb: Verb): {
	readonly kind: Kind;
	readonly choices: readonly string[];
} {
	const [arg] = verb.args ?? [];
	return { kind: kindOf(arg?.name ?? ""), choices: arg?.choices ?? [] };
}

export const HELP: Option = {
	flags: "-h, --help",
	about: "say how it is used",
};
export const ROOT: Option = { flags: "--root <dir>", about: "the queue root" };

export function optionsOf(verb: Verb): readonly Option[] {
	return [...(verb.options ?? []), HELP];
}

export function shown(verbs: readonly Verb[]): readonly Verb[] {
	return verbs.filter((verb) => verb.hidden !== true);
}
