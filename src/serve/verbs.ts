/** The verb that serves the page. */
import type { Verb } from "../cli/verb.ts";

export const SERVE_VERBS: readonly Verb[] = [
	{
		name: "serve",
		group: "The queue root",
		about: "show the queue in a browser, live, with a JSON interface",
		options: [
			{
				flags: "--listen <address>",
				about:
					"a port, host:port, or the path of a Unix socket (default: 127.0.0.1:2287)",
			},
			{
				flags: "--allow-control",
				about: "let readers add, kill, hold, release and retry, too",
			},
			{
				flags: "--token-file <file>",
				about:
					"whoever reads must know the secret in this file; it is made where there is none",
			},
		],
		examples: ["catq serve", "catq serve --listen /run/user/1000/catq.sock"],
		load: () => import("./serve.ts"),
	},
];
