/** --json of verbs that judge: the same as their words, for programs. */
import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { catq } from "../helpers/daemon.ts";
import { makeRoot, uow } from "../helpers/root.ts";

test("check, verify and archive say with --json what their words say, with the same exit codes", async (t) => {
	const root = await makeRoot(t);
	const json = (...words: string[]) => {
		const { code, out } = catq(["--root", root.root, ...words, "--json"]);
		return { code, value: JSON.parse(out) };
	};
	const bad = path.join(root.root, "bad");
	fs.writeFileSync(bad, "==== UNIT OF WORK\nCOMMAND true\n");
	const check = json("check", bad);
	t.is(check.code, 65);
	t.deepEqual(check.value, {
		files: [
			{
				file: bad,
				problems: [
					{
						line: 2,
						text: 'expected NAME :: CONTENT, found "COMMAND true"',
					},
				],
			},
		],
	});
	const ended =
		"DONE exit 0 after 1.00 s, 2026-01-01T00:00:00Z to 2026-01-01T00:00:01Z";
	fs.writeFileSync(
		root.at("done-q", "old"),
		uow("COMMAND :: true").replace("STATUS\n", `STATUS\n${ended}`),
	);
	t.deepEqual(json("archive", "--older", "1d", "--dry-run"), {
		code: 0,
		value: {
			place: "done-q",
			name: "old",
			endedAt: "2026-01-01T00:00:01Z",
			as: "old",
		},
	});
	fs.rmSync(root.at("done-q", "old"));
	t.is(json("verify").value.wrong, 0);
	fs.chmodSync(root.folder("run"), 0o777);
	const { code, value } = json("verify");
	t.is(code, 65);
	t.is(value.wrong, 1);
	const [wrong] = value.checks.filter(
		(one: { verdict: string }) => one.verdict === "WRONG",
	);
	t.deepEqual(Object.keys(wrong), [
		"promise",
		"verdict",
		"checked",
		"findings",
	]);
	t.deepEqual(Object.keys(wrong.findings[0]), [
		"verdict",
		"file",
		"what",
		"remedy",
	]);
});
