/** Requests from real writers: appending, holding the file open, editors that save by rename and in place, and a Monitor that is killed. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import test, { type ExecutionContext } from "ava";
import { closeArenas, live } from "../campaign/arenas.ts";
import type { Fire } from "../campaign/fire.ts";
import { each, PRESENT } from "../campaign/trial.ts";
import { startMonitor } from "../helpers/daemon.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

test.after.always(() => closeArenas());

/** How often each of these requests was answered. */
function answers(root: TestRoot, ...requests: string[]): number[] {
	const lines = root.said().split("\n");
	return requests.map(
		(request) => lines.filter((line) => line.includes(`Z ${request}: `)).length,
	);
}

async function answered(root: TestRoot, request: string): Promise<void> {
	await until(`answer to ${request}`, () => answers(root, request)[0] !== 0);
}

async function renewed(root: TestRoot): Promise<void> {
	await until(
		"a file with comments only",
		() => fs.existsSync(root.reads) && fs.readFileSync(root.reads, "utf8"),
		(text) => text !== false && text !== "" && !/^[^#\n]/m.test(text),
	);
}

function asides(root: TestRoot): string[] {
	return fs
		.readdirSync(root.folder("run"))
		.filter((name) => name.startsWith("reads-"));
}

for (const how of ["rename", "rm"])
	test(`what a writer that keeps monitor_reads open adds after ${how} is answered, also by the next Monitor`, async (t) => {
		const root = await makeRoot(t);
		const first = await startMonitor(t, root);
		const held = fs.openSync(root.reads, "a");
		t.teardown(() => fs.closeSync(held));
		fs.writeSync(held, "HOLD one\n");
		await answered(root, "HOLD one");
		if (how === "rename")
			execFileSync("sed", ["-i", "$a HOLD edited", root.reads]);
		else fs.rmSync(root.reads);
		fs.writeSync(held, "HOLD two\n");
		await answered(root, "HOLD two");
		await first.end("SIGKILL");
		fs.writeSync(held, "HOLD three\n");
		await startMonitor(t, root);
		await answered(root, "HOLD three");
		await renewed(root);
		fs.writeSync(held, "HOLD four\n");
		await answered(root, "HOLD four");
		root.ask("HOLD five");
		await answered(root, "HOLD five");
		t.deepEqual(
			answers(root, "HOLD one", "HOLD two", "HOLD three", "HOLD four"),
			[1, 1, 1, 1],
		);
		if (how === "rename") t.deepEqual(answers(root, "HOLD edited"), [1]);
	});

test("a file that was put aside goes when its last writer has closed it", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	const held = fs.openSync(root.reads, "a");
	fs.writeSync(held, "HOLD one\nHOLD half");
	await answered(root, "HOLD one");
	execFileSync("sed", ["-i", "$a HOLD edited", root.reads]);
	await answered(root, "HOLD edited");
	await renewed(root);
	fs.writeSync(held, " a line\n");
	await answered(root, "HOLD half a line");
	t.true(asides(root).length > 1);
	fs.closeSync(held);
	await until(
		"one file left",
		() => asides(root).length,
		(count) => count === 1,
	);
	t.deepEqual(answers(root, "HOLD one", "HOLD edited"), [1, 1]);
});

/** A real vim, waiting for its commands. */
function startVim(
	t: ExecutionContext,
	root: TestRoot,
	backupcopy: string,
): ChildProcess {
	const vim = spawn("vim", ["-es", "-u", "NONE", "-i", "NONE", root.reads], {
		stdio: ["pipe", "ignore", "ignore"],
	});
	t.teardown(() => vim.kill("SIGKILL"));
	vim.stdin?.write(`set noswapfile backupcopy=${backupcopy}\n`);
	return vim;
}

function hasVim(): boolean {
	try {
		execFileSync("vim", ["--version"]);
		return true;
	} catch {
		return false;
	}
}

for (const backupcopy of ["yes", "no", "auto"])
	(hasVim() ? test : test.skip)(
		`vim (backupcopy=${backupcopy}) that goes on with what it loaded long ago has no line obeyed twice, and each new one once`,
		async (t) => {
			const root = await makeRoot(t);
			const first = await startMonitor(t, root);
			const vim = startVim(t, root, backupcopy);
			const save = async (line: string, count = 1) => {
				vim.stdin?.write(`call append('$', '${line}')\nw!\n`);
				await until(`answer ${count} to ${line}`, () => {
					// It asks whether to write over what others changed; asked nothing, it yanks a line.
					vim.stdin?.write("y\n");
					return answers(root, line)[0] === count;
				});
			};
			await save("HOLD one");
			await save("HOLD two");
			await renewed(root);
			root.ask("HOLD others");
			await answered(root, "HOLD others");
			// Its text still has the first two, and not what others asked.
			await save("HOLD three");
			await first.end("SIGKILL");
			await startMonitor(t, root);
			await save("HOLD four");
			await save("HOLD one", 2);
			await renewed(root);
			t.deepEqual(
				answers(
					root,
					"HOLD one",
					"HOLD two",
					"HOLD three",
					"HOLD four",
					"HOLD others",
				),
				[2, 1, 1, 1, 1],
			);
		},
	);

test("a request that is written with > instead of >> is answered each time", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	for (const count of [1, 2]) {
		execFileSync("bash", ["-c", 'echo "HOLD one" >"$1"', "sh", root.reads]);
		await until("answered", () => answers(root, "HOLD one")[0] === count);
		await renewed(root);
	}
});

test("a line that is changed in place in a large file is a new request, and no other is", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	const lines = Array.from({ length: 300 }, (_, i) => `HOLD no-${i}`);
	// A comment of half a megabyte stands between the first and the others.
	const padding = `# ${"x".repeat(98)}\n`.repeat(5000);
	const held = fs.openSync(root.reads, "r+");
	t.teardown(() => fs.closeSync(held));
	const start = fs.fstatSync(held).size;
	fs.appendFileSync(root.reads, `HOLD first\n${padding}${lines.join("\n")}\n`);
	await answered(root, "HOLD no-299");
	fs.writeSync(held, "HOLD other", start);
	await answered(root, "HOLD other");
	t.deepEqual(answers(root, "HOLD first", "HOLD other", ...lines), [
		1,
		1,
		...lines.map(() => 1),
	]);
});

test("ten thousand requests at once are answered in their order", async (t) => {
	const root = await makeRoot(t, "says size :: 64M\n");
	await startMonitor(t, root);
	const asked = Array.from({ length: 10_000 }, (_, i) => `HOLD no-${i}`);
	fs.appendFileSync(root.reads, `${asked.join("\n")}\n`);
	await until("all", () => /Z HOLD no-9999: /.test(root.said()), Boolean, 50);
	t.deepEqual(root.said().match(/HOLD no-\d+(?=: )/g), asked);
});

test("a Monitor that dies at any file operation has answered each request exactly once after the next", async (t) => {
	t.timeout(240_000);
	const asked = ["HOLD one", "PAUSE"];
	const populate = async () => {
		const root = await makeRoot(t);
		for (const request of asked) root.ask(request);
		return root;
	};
	const none = { kind: "none" } as const;
	const run = ({ root }: TestRoot, fire: Fire) =>
		live(PRESENT, { root, looks: false, fire });
	const clean = await run(await populate(), none);
	const count = clean.report?.operations.length ?? 0;
	t.true(count > 20, clean.out);
	await each(
		Array.from({ length: count }, (_, i) => i + 1),
		async (at) => {
			const when = at % 2 === 0 ? "before" : "after";
			const root = await populate();
			await run(root, { kind: "kill", at, when });
			await run(root, none);
			t.deepEqual(
				answers(root, ...asked),
				asked.map(() => 1),
				`killed ${when} operation ${at}`,
			);
		},
	);
});
