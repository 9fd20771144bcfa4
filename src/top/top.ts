/** catq top: a live screen of a root, and keys for what people do most. */
import { type Brush, brushOf, paintFor } from "../cli/colour.ts";
import { complain, EXIT } from "../cli/exit.ts";
import { type OpenRoot, onRoot } from "../cli/root.ts";
import type { Given } from "../cli/verb.ts";
import { visible } from "../text/visible.ts";
import { Inbox } from "./inbox.ts";
import { listen } from "./keyboard.ts";
import { Screen } from "./screen.ts";
import { Session } from "./session.ts";

/** What ends it, with the exit code that a shell gives such an end. */
const SIGNALS = [
	["SIGHUP", 129],
	["SIGINT", 130],
	["SIGTERM", 143],
] as const;

export function act(given: Given): number | Promise<number> {
	const paint = paintFor(given);
	if (typeof paint === "string") return complain(paint, EXIT.usage);
	const why = unfit();
	if (why !== undefined)
		return complain(
			`top needs a terminal, and ${why}; catq list shows what runs and waits, catq status how much lies where`,
			EXIT.usage,
		);
	return onRoot<number>(given.root, (root) => show(root, brushOf(paint)));
}

function unfit(): string | undefined {
	const { TERM = "" } = process.env;
	if (process.stdin.isTTY !== true) return "standard input is none";
	if (process.stdout.isTTY !== true) return "standard output is none";
	return TERM === "" || TERM === "dumb"
		? `this one cannot move its cursor ($TERM is "${visible(TERM)}")`
		: undefined;
}

/** The terminal is given back however this ends. */
async function show(root: OpenRoot, brush: Brush): Promise<number> {
	const inbox = new Inbox();
	const screen = new Screen(process.stdin, process.stdout);
	const session = new Session(root, brush, screen, inbox);
	const giveBack = () => screen.giveBack();
	process.once("exit", giveBack);
	const deaf = hear(inbox, screen);
	try {
		screen.take();
		const code = await session.run();
		giveBack();
		// An answer may still be waited for.
		process.exit(code);
	} finally {
		deaf();
		giveBack();
	}
}

/** All that comes from outside goes to the inbox; returns what ends that. */
function hear(inbox: Inbox, screen: Screen): () => void {
	const undo = [
		listen(process.stdin, (key) => inbox.put({ kind: "key", key })),
	];
	for (const [signal, code] of SIGNALS) {
		const quit = () => inbox.put({ kind: "quit", code });
		process.on(signal, quit);
		undo.push(() => void process.off(signal, quit));
	}
	const suspend = () => inbox.put({ kind: "suspend" });
	const goOn = () => {
		screen.take();
		inbox.put({ kind: "redraw" });
	};
	const resize = () => inbox.put({ kind: "redraw" });
	const hangUp = () => inbox.put({ kind: "quit", code: 129 });
	process.on("SIGTSTP", suspend);
	process.on("SIGCONT", goOn);
	process.stdout.on("resize", resize);
	process.stdin.on("end", hangUp);
	return () => {
		for (const one of undo) one();
		process.removeAllListeners("SIGTSTP");
		process.off("SIGCONT", goOn);
		process.stdout.off("resize", resize);
		process.stdin.off("end", hangUp);
	};
}
