/** The verbs that help with catq itself. */
import type { Verb } from "../cli/verb.ts";

const PAGES = ["catq.1", "catq-uow.5", "catq-config.5"] as const;

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
		examples: ["catq man catq.1 | man -l -"],
		about: "print a man page as its source: catq.1, catq-uow.5, catq-config.5",
		args: [
			{
				name: "<page>",
				about: PAGES.join(", "),
				choices: PAGES,
			},
		],
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
