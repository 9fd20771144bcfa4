/** A verb that is begun, seen while it goes on, and waited for: through pipes, or as somebody types it in a terminal. */
import { spawn } from "node:child_process";
import { CLI } from "./daemon.ts";
import type { TestRoot } from "./root.ts";

export interface Ran {
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
}

export function begin(root: Pick<TestRoot, "root">, ...words: string[]) {
	return begun([process.execPath, CLI, "--root", root.root, ...words]);
}

/** A terminal around a program: what is written to its standard input is typed there. It ends as the program does. */
const TERMINAL = `
import os, pty, sys
sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))
`;

/** In a terminal of its own: standard output and error are one there. */
export function beginOnTerminal(
	root: Pick<TestRoot, "root">,
	words: readonly string[],
	{
		columns = 0,
		env = {},
	}: { readonly columns?: number; readonly env?: NodeJS.ProcessEnv } = {},
) {
	return begun(
		[
			...["python3", "-c", TERMINAL],
			...["sh", "-c", 'stty cols "$0"; exec "$@"', String(columns)],
			...[process.execPath, CLI, "--root", root.root, ...words],
		],
		{ ...process.env, NO_COLOR: "", TERM: "xterm", ...env },
	);
}

function begun([program = "", ...words]: string[], env = process.env) {
	const child = spawn(program, words, { env });
	let out = "";
	let err = "";
	child.stdout.on("data", (data) => (out += data));
	child.stderr.on("data", (data) => (err += data));
	const ended = new Promise<Ran>((resolve) =>
		child.on("close", (code) => resolve({ code, out, err })),
	);
	return { child, ended, out: () => out, err: () => err };
}
