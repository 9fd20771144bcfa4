/** catq run, follow, log and wait: what they print, and how they end. */
import { spawn } from "node:child_process";
import fs from "node:fs";
import test from "ava";
import { begin } from "../helpers/begin.ts";
import { CLI, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, type TestRoot, uow } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

const catq = (root: TestRoot, ...words: string[]) =>
	begin(root, ...words).ended;

test("run ends as its job does, with its output and nothing of anybody else", async (t) => {
	const root = await makeRoot(t, "slots :: 8\n");
	const monitor = await startMonitor(t, root);
	const cases: Record<string, [string[], number, string, RegExp]> = {
		done: [["printf", "a\u001b[31mb"], 0, "a\u001b[31mb", /^$/],
		"an exit code": [["echo x; exit 7"], 7, "x\n", /ERROR exit 7/],
		"a code that means done": [
			["--success-exits", "3", "exit 3"],
			3,
			"",
			/DONE exit 3/,
		],
		"a signal": [["kill -KILL $$"], 137, "", /FAIL signal KILL/],
		"too long": [
			["--timeout", "0.3s", "--grace", "0s", "exec sleep 60"],
			124,
			"",
			/^==== POST-MORTEM [\s\S]*END OF POST-MORTEM\ncatq: .*FAIL timeout/,
		],
		"feedback values are no output": [
			["--feedback", "60s", 'echo "[a]b" >"$UOW_FEEDBACK"; echo x'],
			0,
			"x\n",
			/^$/,
		],
		"its next attempt": [
			["--retries", "1", 'echo "$UOW_ATTEMPT"; ((UOW_ATTEMPT == 2))'],
			0,
			"1\n2\n",
			/^$/,
		],
		"plain text": [
			["--plain", "printf 'a\\e[31mb\\r\\nc\\rd\\x07'"],
			0,
			"ab\nc\nd\\x07",
			/^$/,
		],
	};
	await Promise.all(
		Object.entries(cases).map(async ([what, [words, code, out, err]]) => {
			const ran = await catq(root, "run", ...words);
			const own = ran.out.replace(/^==== ATTEMPT .*\n/m, "");
			t.deepEqual([ran.code, own], [code, out], what);
			// A machine under load may let it wait for longer than a second.
			const said = ran.err.replace(
				/^catq: \S+: (WAITING.*|it is not accepted yet)\n/gm,
				"",
			);
			t.regex(said, err, what);
		}),
	);
	await monitor.end();
});

test("Ctrl-C ends the following and not the job, which can be followed again and waited for", async (t) => {
	const root = await makeRoot(t);
	const monitor = await startMonitor(t, root);
	const go = `${root.root}/../go`;
	const run = begin(
		root,
		"run",
		"--name",
		"slow",
		`seq 5; until [ -e ${go} ]; do sleep 0.05; done; echo end; exit 4`,
	);
	await until("its output", () => run.out() === "1\n2\n3\n4\n5\n");
	run.child.kill("SIGINT");
	const stopped = await run.ended;
	t.is(stopped.code, 130);
	t.regex(stopped.err, /slow goes on; see it again with: catq follow slow/);
	t.is((await catq(root, "log", "-n", "2", "slow")).out, "4\n5\n");
	const late = await catq(root, "wait", "--timeout", "0", "slow");
	t.deepEqual([late.code, late.out], [75, ""]);

	const follow = begin(root, "follow");
	const log = begin(root, "log", "-f", "-n", "1", "slo");
	const wait = begin(root, "wait", "slow", "1");
	await until("both follow", () => follow.out() !== "" && log.out() !== "");
	fs.writeFileSync(go, "");
	const followed = await follow.ended;
	t.deepEqual([followed.code, followed.out], [4, "1\n2\n3\n4\n5\nend\n"]);
	const tail = await log.ended;
	t.deepEqual([tail.code, tail.out], [4, "5\nend\n"]);
	t.is((await wait.ended).code, 4);
	t.is((await catq(root, "log", "1")).out, "1\n2\n3\n4\n5\nend\n");
	t.is((await catq(root, "wait", "none")).code, 66);
	await catq(root, "add", "--hold", "--name", "held", "true");
	const held = begin(root, "wait", "held");
	await until("the reason", () => held.err().includes("catq release held"));
	t.is((await catq(root, "release", "held")).code, 0);
	const { code, err } = await held.ended;
	t.is(code, 0);
	t.regex(err, /^catq: held: HELD; catq release held$/m);
	await monitor.end();
	const none = await catq(root, "follow", "slow");
	t.deepEqual([none.code, none.out.length], [4, 14]);
});

test("who is not read any more ends in silence", async (t) => {
	const root = await makeRoot(t);
	fs.writeFileSync(
		root.at("done-q", "long"),
		`${uow("COMMAND :: x")}${"line\n".repeat(100_000)}`,
	);
	for (const words of [["log", "long"], ["--help"]]) {
		const command = [process.execPath, CLI, "--root", root.root, ...words];
		const run = spawn("bash", [
			"-c",
			'"$@" | head -c 1 >/dev/null; echo $PIPESTATUS',
			"bash",
			...command,
		]);
		let said = "";
		run.stdout.on("data", (data) => (said += data));
		run.stderr.on("data", (data) => (said += data));
		await new Promise((resolve) => run.on("close", resolve));
		t.regex(said, words[0] === "log" ? /^141\n$/ : /^(141|0)\n$/);
	}
});
