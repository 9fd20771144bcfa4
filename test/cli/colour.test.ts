/** Colour: only on a terminal, only where it is wanted, and in no other column. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import test from "ava";
import { CLI, catq } from "../helpers/daemon.ts";
import { makeRoot } from "../helpers/root.ts";

const RED = "\u001b[31m";

test("states have a colour on a terminal, unless NO_COLOR or --color says otherwise", async (t) => {
	const root = await makeRoot(t);
	const entry = { name: "error", id: 1, taskName: "fail", outcome: "error" };
	fs.writeFileSync(root.history, `${JSON.stringify(entry)}\n`);
	const words = ["--root", root.root, "history"];
	const inPipe = (...more: string[]) => catq([...words, ...more]);
	const onTerminal = (env: NodeJS.ProcessEnv, ...more: string[]) => {
		const line = [process.execPath, CLI, ...words, ...more].join(" ");
		// A terminal that script(1) makes.
		return spawnSync("script", ["-qec", line, "/dev/null"], {
			encoding: "utf8",
			timeout: 60_000,
			env: { ...process.env, NO_COLOR: "", TERM: "xterm", ...env },
		}).stdout;
	};
	t.false(inPipe().out.includes("\u001b"));
	const painted = inPipe("--color", "always").out;
	t.is(painted.split(RED).length, 2);
	t.true(painted.includes(`error  fail  ${RED}error\u001b[0m`));
	t.is(painted.replace(RED, "").replace("\u001b[0m", ""), inPipe().out);
	t.true(onTerminal({}).includes(RED));
	t.false(onTerminal({ NO_COLOR: "1" }).includes("\u001b"));
	t.false(onTerminal({ TERM: "dumb" }).includes("\u001b"));
	t.false(onTerminal({}, "--color", "never").includes("\u001b"));
	t.is(inPipe("--color", "some").code, 64);
});
