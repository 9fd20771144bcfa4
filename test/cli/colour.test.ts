/** Colour: only on a terminal, only where it is wanted, and in no other column. */
import fs from "node:fs";
import test from "ava";
import { stampLine } from "../../src/text/stamp.ts";
import { beginOnTerminal } from "../helpers/begin.ts";
import { catq } from "../helpers/daemon.ts";
import { makeRoot, uow } from "../helpers/root.ts";

const RED = "\u001b[31m";

test("states have a colour on a terminal, unless NO_COLOR or --color says otherwise", async (t) => {
	const root = await makeRoot(t);
	const entry = { name: "error", id: 1, taskName: "fail", outcome: "error" };
	fs.writeFileSync(root.history, `${JSON.stringify(entry)}\n`);
	const words = ["--root", root.root, "history"];
	const inPipe = (...more: string[]) => catq([...words, ...more]);
	const onTerminal = async (env: NodeJS.ProcessEnv, ...more: string[]) =>
		(await beginOnTerminal(root, ["history", ...more], { env }).ended).out;
	t.false(inPipe().out.includes("\u001b"));
	const painted = inPipe("--color", "always").out;
	t.is(painted.split(RED).length, 2);
	t.true(painted.includes(`error  fail  ${RED}error\u001b[0m`));
	t.is(painted.replace(RED, "").replace("\u001b[0m", ""), inPipe().out);
	t.true((await onTerminal({})).includes(RED));
	t.false((await onTerminal({ NO_COLOR: "1" })).includes("\u001b"));
	t.false((await onTerminal({ TERM: "dumb" })).includes("\u001b"));
	t.false((await onTerminal({}, "--color", "never")).includes("\u001b"));
	t.is(inPipe("--color", "some").code, 64);
});

test("on a terminal a table is no wider than that, and status is as colourful as list", async (t) => {
	const root = await makeRoot(t);
	const words = "a-task-with-a-rather-long-name-of-its-own";
	root.drop("wait-q", words, uow("COMMAND :: true", `INFO 1 :: ${words}`));
	const onTerminal = async (columns: number, verb: string) => {
		const { out } = await beginOnTerminal(root, [verb], { columns }).ended;
		return out.replaceAll("\r", "");
	};
	const widest = (text: string) =>
		Math.max(
			...text
				.split("\n")
				.filter((line) => !line.startsWith("catq: "))
				.map((line) => line.length),
		);
	for (const columns of [40, 80])
		t.true(
			widest(await onTerminal(columns, "list")) <= columns,
			String(columns),
		);
	t.true((await onTerminal(200, "list")).includes(words));
	const stamp = stampLine({ seconds: 1, ordinal: 0, id: 7 });
	const held = uow("COMMAND :: true").replace("STATUS\n", "STATUS\nHELD");
	root.drop("wait-q", "held", `${stamp}\n${held}`);
	t.true(
		(await onTerminal(80, "status")).includes(
			" (id 7) \u001b[34mHELD\u001b[0m",
		),
	);
	t.false(catq(["--root", root.root, "status"]).out.includes("\u001b"));
});
