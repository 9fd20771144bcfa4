/**
 * Command lines in which all is as the table of verbs has it, read with no more than
 * Node brings. Whatever else stands on one, a wish for help or a mistake, is left to
 * the program, which knows what to say of it.
 */
import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Stood, Verb } from "./verb.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

export interface Plain {
	readonly verb: Verb;
	readonly stood: Stood;
}

/** Undefined: let the program read it. */
export function plainWords(
	words: readonly string[],
	verbs: readonly Verb[],
): Plain | undefined {
	const [root, own] = rootIn(words);
	const verb = verbs.find(({ name }) => name === own[0]);
	if (verb === undefined) return undefined;
	const read = readOwn(verb, own.slice(1));
	if (read === undefined || !isRightCount(verb, read.args.length))
		return undefined;
	return { verb, stood: { root, ...read } };
}

/** `--root` as it stands before the verb, and the words from the verb on. */
function rootIn(
	words: readonly string[],
): readonly [string | undefined, readonly string[]] {
	const [first = "", second] = words;
	if (first.startsWith("--root="))
		return [first.slice("--root=".length), words.slice(1)];
	return first === "--root" && second !== undefined && !second.startsWith("-")
		? [second, words.slice(2)]
		: [undefined, words];
}

function readOwn(
	verb: Verb,
	words: readonly string[],
): Omit<Stood, "root"> | undefined {
	const options = optionsOf(verb);
	const own = verb.passThrough === true ? lengthOfOptions(words, options) : -1;
	try {
		const { values, positionals } = parseArgs({
			args: own < 0 ? words : words.slice(0, own),
			options,
			allowPositionals: true,
		});
		const args = own < 0 ? positionals : [...positionals, ...words.slice(own)];
		const named = Object.entries(values).map(([name, value]) => [
			camel(name),
			value,
		]);
		return { args, options: Object.fromEntries(named) };
	} catch {
		return undefined;
	}
}

/** How many words stand before the command that is passed through; -1: all of them, or `--` tells. */
function lengthOfOptions(words: readonly string[], options: Options): number {
	const { tokens } = parseArgs({
		args: words,
		options,
		strict: false,
		tokens: true,
	});
	const end = tokens.find(({ kind }) => kind !== "option");
	return end?.kind === "positional" ? end.index : -1;
}

function optionsOf({ options = [] }: Verb): Options {
	return Object.fromEntries(
		options.map(({ flags, isList }) => {
			const [, short, long = "", value] =
				/^(?:-(\w), )?--([\w-]+)( <.+>)?$/.exec(flags) ?? [];
			return [
				long,
				{
					type: value === undefined ? "boolean" : "string",
					multiple: isList === true,
					...(short === undefined ? {} : { short }),
				},
			];
		}),
	);
}

function isRightCount({ args = [] }: Verb, count: number): boolean {
	const least = args.filter(({ name }) => name.startsWith("<")).length;
	const isOpen = args.some(({ name }) => /\.\.\.[\]>]$/.test(name));
	return count >= least && (isOpen || count <= args.length);
}

/** As the verbs know it: `--task-name` is `taskName`. */
function camel(flag: string): string {
	return flag.replace(/-([a-z0-9])/g, (_, letter: string) =>
		letter.toUpperCase(),
	);
}
