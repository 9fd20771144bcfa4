/** Runs the verb that a command line names. */
import { isRoot } from "../spool/is-root.ts";
import { plainWords } from "./plain-words.ts";
import { chosenRoot } from "./root.ts";
import type { Stood, Verb } from "./verb.ts";

export async function runWords(
	words: readonly string[],
	version: () => string,
	verbs: readonly Verb[],
): Promise<number> {
	const implied = impliedWords(words);
	const act = async (verb: Verb, stood: Stood) =>
		(await verb.load()).act({
			...stood,
			verbs,
			// Few ask for it, and it is read from a file.
			get version() {
				return version();
			},
		});
	const plain = plainWords(implied, verbs);
	if (plain !== undefined) return act(plain.verb, plain.stood);
	const { runProgram } = await import("./program.ts");
	return runProgram(implied, version(), verbs, act);
}

/** Bare catq in a root lists it; elsewhere it is answered with help. */
function impliedWords(words: readonly string[]): readonly string[] {
	const [option, root] = words;
	const isBare =
		words.length === 0 || (option === "--root" && words.length === 2);
	return isBare && isRoot(chosenRoot(root)) ? [...words, "list"] : words;
}
