/** The verbs that help with catq itself. */
import type { Verb } from "../cli/verb.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;

export const MANUAL_VERBS: readonly Verb[] = [
	{
		name: "completion",
		group: "Help",
		about: "print what makes a shell complete verbs, options, names and ids",
		args: [{ name: "<shell>", about: SHELLS.join(", "), choices: SHELLS }],
		examples: [
			"catq completion bash > ~/.local/share/bash-completion/completions/catq",
		],
		load: () => import("./completion.ts"),
	},
	{
		name: "man",
		group: "Help",
		hidden: true,
		examples: ["catq man catq.1 | man -l -"],
		about: "print a man page as its source",
		args: [{ name: "<page>", about: "catq.1, catq-uow.5 or catq-config.5" }],
		load: () => import("./man.ts"),
	},
	{
		name: "names",
		group: "Help",
		hidden: true,
		examples: ["catq names nightly"],
		about: "print names and ids that begin so, one a line: for completion",
		args: [{ name: "[beginning]", about: "what was typed so far" }],
		load: () => import("./names.ts"),
	},
];
