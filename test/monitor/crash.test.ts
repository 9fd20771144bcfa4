/** The short version of the crash campaign: the Monitor dies at every file operation of a life with every kind of transition. */
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import { makeRoot, shell, type TestRoot, uow } from "../helpers/root.ts";

const MONITOR = fileURLToPath(
	new URL("../fixtures/crash-monitor.js", import.meta.url),
);

interface Ended {
	readonly code: number | null;
	readonly signal: string | null;
	readonly out: string;
}

function run(root: TestRoot, at: number, when: string): Promise<Ended> {
	const child = spawn(
		process.execPath,
		[MONITOR, root.root, String(at), when],
		{ stdio: ["ignore", "pipe", "inherit"] },
	);
	let out = "";
	child.stdout.on("data", (data) => (out += data));
	return new Promise((resolve) =>
		child.on("close", (code, signal) => resolve({ code, signal, out })),
	);
}

/** Jobs that end well, badly, badly and then well, never, and a file that is none; beside a settled UOW of the same name. */
async function populate(t: ExecutionContext): Promise<TestRoot> {
	const root = await makeRoot(t, "slots :: 2\nsettle seconds :: 0\n");
	const ledger = path.join(path.dirname(root.root), "ledger");
	const note = `echo $UOW_NAME >> ${ledger}`;
	root.drop("wait-q", "good", shell(`${note}; echo output`));
	root.drop("priority-q", "bad", shell(`${note}; echo output; exit 3`));
	root.drop(
		"wait-q",
		"again",
		shell(`${note}; echo output; exit $((2 - UOW_ATTEMPT))`, "RETRIES :: 1"),
	);
	root.drop("wait-q", "refused", uow("JOB TYPE :: none"));
	root.drop("wait-q", "rubbish", "no unit of work\n");
	root.drop("done-q", "good", "old result\n");
	root.ask("STATUS");
	return root;
}

/** What must hold after any crash and one more run: the words of the README, as far as one root can show them. */
function violations(root: TestRoot): string[] {
	const bad: string[] = [];
	const at = (name: string) =>
		(
			[
				"wait-q",
				"priority-q",
				"currently-executing",
				"done-q",
				"error-q",
				"fail-q",
				"trash",
			] as const
		).flatMap((place) =>
			root
				.names(place)
				.filter((one) => one.replace(/\.\d+$/, "") === name)
				.map((one) => ({
					place,
					name: one,
					text: root.text(place, one) ?? "",
				})),
		);
	const ledgerFile = path.join(path.dirname(root.root), "ledger");
	const runs = fs.existsSync(ledgerFile)
		? fs.readFileSync(ledgerFile, "utf8").split("\n")
		: [];
	const count = (name: string) => runs.filter((one) => one === name).length;
	const one = (
		name: string,
		place: string,
		status: RegExp,
		mostRuns: number,
	) => {
		const found = at(name).filter((file) => file.text !== "old result\n");
		if (found.length !== 1)
			bad.push(
				`${name} lies in ${found.map((file) => file.place).join("+") || "no folder"}`,
			);
		const file = found[0];
		if (file === undefined) return;
		const shown = /^==== STATUS\n(.*)$/m.exec(file.text)?.[1]?.trimEnd() ?? "";
		const lost =
			file.place === "fail-q" && /^FAIL (may have run|not started)/.test(shown);
		if (!lost && (file.place !== place || !status.test(shown)))
			bad.push(`${name} in ${file.place}: ${shown}`);
		if (count(name) > mostRuns) bad.push(`${name} ran ${count(name)} times`);
		if (mostRuns > 0 && !lost && !/^output$/m.test(file.text))
			bad.push(`${name} lost its log`);
		if (
			!file.text.includes(
				name === "refused" ? "JOB TYPE :: none" : "COMMAND :: ",
			)
		)
			bad.push(`${name} lost its header`);
	};
	one("good", "done-q", /^DONE exit 0 /, 1);
	one("bad", "error-q", /^ERROR exit 3 /, 1);
	one("again", "done-q", /^DONE exit 0 .*, attempt 2/, 2);
	one("refused", "fail-q", /^FAIL not run: /, 0);
	if (root.text("trash", "rubbish") !== "no unit of work\n")
		bad.push("rubbish is not in trash");
	if (root.text("done-q", "good") !== "old result\n")
		bad.push("an old result was overwritten");
	const records = fs
		.readdirSync(root.folder("run"))
		.filter((name) => /^\d+-|^stamp-|^reads\.new/.test(name));
	if (records.length > 0) bad.push(`records left: ${records.join(" ")}`);
	if ((root.said().match(/ STATUS: /g) ?? []).length > 1)
		bad.push("STATUS answered twice");
	return bad;
}

async function crashAt(
	t: ExecutionContext,
	at: number,
	when: string,
): Promise<boolean> {
	const root = await populate(t);
	const crashed = await run(root, at, when);
	for (const restart of at % 8 === 0 ? [1, 2] : [1]) {
		const { code } = await run(root, 0, "before");
		t.is(code, 0, `restart ${restart} after operation ${at} (${when})`);
		t.deepEqual(
			violations(root),
			[],
			`after operation ${at} (${when}), restart ${restart}`,
		);
	}
	fs.rmSync(path.dirname(root.root), { recursive: true, force: true });
	return crashed.signal === "SIGKILL";
}

test("a Monitor that dies at any file operation loses nothing, runs nothing twice and leaves nothing half done", async (t) => {
	t.timeout(240_000);
	const root = await populate(t);
	const clean = await run(root, 0, "before");
	t.deepEqual(violations(root), [], "without a crash");
	const operations = Number(clean.out);
	let kills = 0;
	const points = Array.from({ length: operations }, (_, i) => i + 1);
	const work = async () => {
		for (let at = points.shift(); at !== undefined; at = points.shift()) {
			const died = await crashAt(t, at, at % 2 === 0 ? "before" : "after");
			if (died) kills += 1;
		}
	};
	await Promise.all([work(), work()]);
	t.log(`${operations} operations, ${kills} kills`);
	t.true(
		kills > operations * 0.8,
		`${kills} kills in ${operations} operations`,
	);
});
