/** catq edit and show: what they change, and what they tell. */
import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { putBack } from "../../src/client/put-back.ts";
import { uowAt } from "../../src/client/uows.ts";
import { catq, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

/** `script` is the editor: $1 is the copy. */
function edit(root: TestRoot, name: string, script: string) {
	const editor = `${root.root}/../editor`;
	fs.writeFileSync(editor, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
	const { code, err } = catq(["--root", root.root, "edit", name], {
		env: {
			...process.env,
			VISUAL: editor,
			TMPDIR: path.dirname(root.root),
			LC_ALL: "C",
		},
	});
	return [code, err.trimEnd()] as const;
}

test("a waiting UOW is changed in an editor, and nothing else is", async (t) => {
	const root = await makeRoot(t);
	const monitor = await startMonitor(t, root);
	root.drop(
		"wait-q",
		"held",
		shell("echo old", "NOTE :: 1").replace("STATUS\n", "STATUS\nHELD"),
	);
	await until("it is accepted", () =>
		root.text("wait-q", "held")?.startsWith("timestamp"),
	);
	const first = root.text("wait-q", "held") ?? "";
	const copies = () =>
		fs
			.readdirSync(path.dirname(root.root))
			.filter((name) => name.startsWith("catq-edit-"));

	t.deepEqual(edit(root, "hel", "true"), [0, "catq: held stays as it is"]);
	fs.writeFileSync(root.own("1-0.kill"), "");
	t.regex(
		catq(["--root", root.root, "show", "held"]).out,
		/\nin run\/:\n1-0\.kill {2}it was told to end, and why\n$/,
	);
	fs.unlinkSync(root.own("1-0.kill"));
	const failed = `catq: the editor (${root.root}/../editor) ended with`;
	t.deepEqual(edit(root, "held", "exit 1"), [
		75,
		`${failed} exit code 1; held stays as it is`,
	]);
	t.regex(edit(root, "held", "exit 127")[1], /could not be run; \$VISUAL or/);
	t.deepEqual(copies(), []);
	const cases: Record<string, RegExp> = {
		"sed -i 's/NOTE/TIMEOUT/; s/:: 1/:: x/' $1":
			/held: line 5: TIMEOUT: expected/,
		"sed -i 1d $1": /held: its first line holds its id/,
		"echo broken > $1": /held: line 1: a Unit of Work begins/,
		"printf x >> $1": /does not end with a newline/,
		"echo x >> $1; exit 3":
			/held: stays as it is: the editor .* ended with exit code 3;/,
	};
	for (const [script, words] of Object.entries(cases)) {
		const [code, err] = edit(root, "held", script);
		t.is(code, script.includes("exit") ? 75 : 65, script);
		t.regex(err, words);
		const copy = /your copy is (.*)$/.exec(err)?.[1] ?? "";
		t.true(fs.existsSync(copy), err);
		t.is(root.text("wait-q", "held"), first, script);
	}
	const kept = copies().length;
	t.deepEqual(edit(root, "held", "sed -i s/old/new/ $1"), [0, ""]);
	t.is(root.text("wait-q", "held"), first.replace("old", "new"));
	t.is(copies().length, kept);
	t.is(catq(["--root", root.root, "release", "held"]).code, 0);
	await until("it is done", () => root.status("done-q", "held"));
	t.is(root.log("done-q", "held"), "new\n");

	const shown = JSON.parse(
		catq(["--root", root.root, "show", "held", "--json"]).out,
	);
	t.deepEqual(
		[
			shown.id,
			shown.place,
			shown.exit,
			shown.logBytes,
			shown.header,
			shown.attempt,
		],
		[1, "done-q", 0, 4, { COMMAND: "echo new", NOTE: "1" }, 1],
	);
	t.is(shown.file, root.at("done-q", "held"));
	t.is(edit(root, "held", "true")[0], 67);
	await monitor.end();
	const text = catq(["--root", root.root, "show", "1"]);
	t.regex(
		text.out,
		/^name +held\n(.*\n)*exit +0\n(.*\n)*\nheader:\nCOMMAND +echo new\nNOTE +1\n$/,
	);
	t.regex(text.err, /no Monitor runs/);
});

test("an edited text takes no place of one that has changed or moved on", async (t) => {
	const root = await makeRoot(t);
	const begin = () => {
		root.drop("wait-q", "a", shell("old"));
		const uow = uowAt(root, "wait-q", "a");
		if (uow === undefined) throw new Error("it is there");
		return { place: "wait-q", name: "a", uow } as const;
	};
	const text = Buffer.from(shell("new"));
	const moved = begin();
	fs.renameSync(root.at("wait-q", "a"), root.at("done-q", "a"));
	t.false(putBack(root, moved, text));
	t.deepEqual(root.names("wait-q"), []);
	const changed = begin();
	root.drop("wait-q", "a", shell("other"));
	t.false(putBack(root, changed, text));
	t.is(root.text("wait-q", "a"), shell("other"));
	const same = begin();
	t.true(putBack(root, same, text));
	t.is(root.text("wait-q", "a"), shell("new"));
	t.deepEqual(fs.readdirSync(root.folder("incoming")), ["README"]);
});
