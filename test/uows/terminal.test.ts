/** run, follow and list in a terminal, and the same through pipes. */
import fs from "node:fs";
import test from "ava";
import { begin, beginOnTerminal } from "../helpers/begin.ts";
import { startMonitor } from "../helpers/daemon.ts";
import { makeRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

const RED = "\u001b[31mred\u001b[0m\n";
const PAINT = String.raw`printf '\e[31mred\e[0m\n'`;

const CASES: Record<string, [words: string[], code: number, out: string]> = {
	"0": [[PAINT], 0, RED],
	"its own": [[`${PAINT}; exit 3`], 3, RED],
	"a signal": [[`${PAINT}; kill -TERM $$`], 143, RED],
	"its time": [
		["--timeout", "0.3s", "--grace", "0s", "exec sleep 60"],
		124,
		"",
	],
};

test("in a terminal as through a pipe a job's colours are its own, run ends as it does, and Ctrl-C ends only the following", async (t) => {
	const root = await makeRoot(t, "slots :: 9\n");
	const monitor = await startMonitor(t, root);
	const go = `${root.root}/../go`;
	const slow = `seq 2; until [ -e ${go} ]; do sleep 0.05; done; echo end`;
	await begin(root, "add", "--name", "slow", slow).ended;
	const following = beginOnTerminal(root, ["follow", "slow"]);
	await Promise.all(
		Object.entries(CASES).map(async ([what, [words, code, out]]) => {
			const piped = begin(root, "run", ...words);
			const typed = await beginOnTerminal(root, ["run", ...words]).ended;
			t.is(typed.code, code, what);
			const shown = typed.out.replaceAll("\r\n", "\n");
			t.true(shown.includes(out), shown);
			t.false(shown.replace(out, "").includes("\u001b"), shown);
			const { err, ...rest } = await piped.ended;
			t.deepEqual(rest, { code, out }, what);
			t.false(err.includes("\u001b"), err);
		}),
	);

	await until("its log", () => following.out().includes("1\r\n2\r\n"));
	const listed = await beginOnTerminal(root, ["list"]).ended;
	t.regex(listed.out, /slow .*RUNNING/);
	t.true(listed.out.includes("\u001b["));
	t.false((await begin(root, "list").ended).out.includes("\u001b"));
	following.child.stdin.write("\u0003");
	const { code, out } = await following.ended;
	t.is(code, 130);
	t.regex(out, /slow goes on; see it again with: catq follow slow/);
	t.deepEqual(root.names("currently-executing"), ["slow"]);
	fs.writeFileSync(go, "");
	await until("it is done", () => root.status("done-q", "slow"));
	t.is(root.log("done-q", "slow"), "1\n2\nend\n");
	await monitor.end();
});
