/** Every verb of catq, in the order of its help. */
import type { Command } from "commander";
import { isRoot } from "../spool/create.ts";
import { check } from "./check.ts";
import { feedback } from "./feedback.ts";
import { init } from "./init.ts";
import { kill } from "./kill.ts";
import { killall } from "./killall.ts";
import { list } from "./list.ts";
import { monitor } from "./monitor.ts";
import { parse } from "./parse.ts";
import { reserve } from "./reserve.ts";
import { chosenRoot } from "./root.ts";
import { verify } from "./verify.ts";

/** Adds itself to the program. */
export type Verb = (program: Command) => void;

export const VERBS: readonly Verb[] = [
	init,
	monitor,
	list,
	feedback,
	parse,
	kill,
	killall,
	reserve,
	check,
	verify,
];

/** Bare catq in a root lists it; elsewhere it is answered with help. */
export function impliedWords(words: readonly string[]): readonly string[] {
	const [option, root] = words;
	const isBare =
		words.length === 0 || (option === "--root" && words.length === 2);
	return isBare && isRoot(chosenRoot(root)) ? [...words, "list"] : words;
}
