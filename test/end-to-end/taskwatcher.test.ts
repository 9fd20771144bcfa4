/** The sequences of taskwatcher's own description, with programs that report as it says. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test, { type ExecutionContext } from "ava";
import { catq, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

/** Its example of a feedback file, and what that says. */
const SAMPLE = `[info]Starting test
[playbook]myPlaybook
[info]
[heartbeat]
[testcase_id]001
[testcase_name]Initialization
[progress]12
[progress]15
[testcase_id]002
[testcase_name]Setting up topology
[progress]10
`;
const VALUES = {
	playbook: "myPlaybook",
	testcase_id: "002",
	testcase_name: "Setting up topology",
	progress: "10",
};

/** Reports the sample, beats until it may end, then clears all and gives its report. */
const BASH = `#!/bin/bash
while [ $# -gt 0 ]; do case $1 in --feedback) feedback=$2; shift ;; --playbook) playbook=$2; shift ;; esac; shift; done
while IFS= read -r line; do echo "$line" >>"$feedback"; done <"$UOW_ROOT/../sample"
until [ -e "$UOW_ROOT/../go" ]; do touch "$feedback"; sleep 0.1; done
echo "[]" >>"$feedback"
echo "[report]$playbook passed" >>"$feedback"
`;
const PYTHON = `#!/usr/bin/env python3
import argparse, os, time
args = argparse.ArgumentParser()
args.add_argument("--feedback", required=True)
args.add_argument("--playbook", required=True)
args = args.parse_args()
base = os.environ["UOW_ROOT"] + "/.."
with open(args.feedback, "a", buffering=1) as feedback:
    for line in open(base + "/sample"):
        feedback.write(line)
    while not os.path.exists(base + "/go"):
        os.utime(args.feedback)
        time.sleep(0.1)
    print("[]", file=feedback)
    print(f"[report]{args.playbook} passed", file=feedback)
`;

type Verb = (...words: string[]) => ReturnType<typeof catq>;
const verbOf =
	(root: TestRoot): Verb =>
	(...words) =>
		catq(["--root", root.root, ...words]);
const jsonOf = (text: string) => JSON.parse(text);

/** A root whose job type `runner` takes the path of its feedback file as an option. */
async function rootWith(t: ExecutionContext, program: string) {
	const root = await makeRoot(t);
	const base = path.dirname(root.root);
	const file = path.join(base, "checkitbaby");
	fs.writeFileSync(file, program, { mode: 0o755 });
	fs.writeFileSync(path.join(base, "sample"), SAMPLE);
	fs.writeFileSync(root.config, config(file));
	return root;
}

function config(program: string): string {
	return [
		"slots :: 3",
		"==== JOB TYPE runner",
		`WORDS :: ${program} --playbook {PLAYBOOK} --feedback {feedback}`,
		"REQUIRED :: PLAYBOOK",
		"",
	].join("\n");
}

function task(id: string): string {
	return [
		"==== UNIT OF WORK",
		`ID :: ${id}`,
		"JOB TYPE :: runner",
		"TASK NAME :: Runner",
		"INFO 1 :: Info1",
		"INFO 2 :: Info2",
		"INFO 3 :: Info3",
		"PLAYBOOK :: myPlaybook",
		"TIMEOUT :: 10m",
		"FEEDBACK :: 30s",
		"",
		"==== STATUS",
		"",
		"==== JOB LOG",
		"",
	].join("\n");
}

/** Reserves an id, launches the task with it, and waits until it has reported all. */
async function launched(root: TestRoot, verb: Verb): Promise<string> {
	const reserved = verb("reserve", "--task-name", "Runner", "--unique");
	const id = reserved.out.trim();
	root.drop("wait-q", `runner-${id}`, task(id));
	await until(
		"it has reported",
		() => verb("feedback", id),
		({ out }) => out.includes('"progress": "10"'),
	);
	return id;
}

const sequence = (language: string, program: string) =>
	test(`a task in ${language} is reserved, launched, listed, asked, killed; another reports its end`, async (t) => {
		if (spawnSync(language, ["--version"]).status !== 0) {
			t.log(`SKIPPED: there is no ${language}`);
			t.pass();
			return;
		}
		const root = await rootWith(t, program);
		const verb = verbOf(root);
		await startMonitor(t, root);

		const id = await launched(root, verb);
		t.regex(id, /^\d+$/);
		const second = verb("reserve", "--task-name", "Runner", "--unique");
		t.deepEqual([second.code, second.out], [1, ""]);
		t.is(
			second.err,
			`catq: not reserved: runner-${id} of the same task Runner runs\n`,
		);
		const [row, ...others] = jsonOf(verb("list", "--json").out).uows;
		t.deepEqual(others, []);
		t.like(row, {
			id: Number(id),
			name: `runner-${id}`,
			taskName: "Runner",
			info1: "Info1",
			info2: "Info2",
			info3: "Info3",
			state: "RUNNING",
			feedback: true,
			timeoutSeconds: 600,
			limitSeconds: 30,
			progress: 10,
		});
		t.true(
			fs
				.readFileSync(`/proc/${row.pid}/cmdline`, "utf8")
				.includes("checkitbaby"),
		);
		t.regex(
			verb("list").out,
			/ Runner +Info1 +Info2 +Info3 +\d+ +RUNNING .* yes .* 30 s +\[#---------\] 10% /,
		);
		t.deepEqual(jsonOf(verb("feedback", id).out), VALUES);
		t.is(verb("kill", id).code, 0);
		await until("it was killed", () => root.status("fail-q", `runner-${id}`));
		await until("it is not listed", () => !verb("list").out.includes("Runner"));
		t.is(verb("kill", id).code, 67);

		const next = await launched(root, verb);
		fs.writeFileSync(path.join(root.root, "../go"), "");
		await until("it has ended", () => root.status("done-q", `runner-${next}`));
		const report = { report: "myPlaybook passed" };
		t.deepEqual(jsonOf(verb("feedback", next).out), report);
		const history = verb("history", "--json")
			.out.trim()
			.split("\n")
			.map(jsonOf);
		t.deepEqual(
			history.map(({ id, taskName, info1, outcome, signal, feedback }) => ({
				id,
				taskName,
				info1,
				outcome,
				signal,
				feedback,
			})),
			[
				{
					id: Number(id),
					taskName: "Runner",
					info1: "Info1",
					outcome: "fail",
					signal: "TERM",
					feedback: VALUES,
				},
				{
					id: Number(next),
					taskName: "Runner",
					info1: "Info1",
					outcome: "done",
					signal: null,
					feedback: report,
				},
			],
		);
	});

sequence("bash", BASH);
sequence("python3", PYTHON);

test("a task that reports nothing runs many times, or once where it was reserved as unique", async (t) => {
	const root = await makeRoot(t, "slots :: 3\n");
	const verb = verbOf(root);
	await startMonitor(t, root);
	for (const name of ["free-1", "free-2"])
		root.drop("wait-q", name, shell("sleep 600"));
	await until("both run", () => root.names("currently-executing").length === 2);
	const reserved = verb("reserve", "--task-name", "only", "--unique");
	t.is(verb("kill", reserved.out.trim()).code, 68);
	t.is(
		verb("reserve", "--task-name", "only", "--unique").err.trim(),
		`catq: not reserved: id ${reserved.out.trim()} is reserved for it`,
	);
	t.is(verb("killall", "free").code, 0);
	await until("both have ended", () => root.names("fail-q").length === 2);
	t.is(verb("killall", "free").code, 67);
	t.is(verb("feedback", "free-1").code, 1);
});

test("a task that stops reporting is silent, stalled, and ended when its time is up", async (t) => {
	const root = await makeRoot(t);
	const verb = verbOf(root);
	await startMonitor(t, root);
	root.drop(
		"wait-q",
		"stuck",
		shell("echo '[progress]40' >> $UOW_FEEDBACK; sleep 600", "FEEDBACK :: 2s"),
	);
	await until("it was ended", () => root.names("fail-q").includes("stuck"));
	t.regex(root.status("fail-q", "stuck") ?? "", /^FAIL no feedback for 2 s: /);
	const said = root.said();
	t.true(said.indexOf("stuck is silent") < said.indexOf("stuck is stalled"));
	const [line] = verb("history", "--json").out.split("\n");
	t.like(jsonOf(line ?? ""), {
		outcome: "fail",
		reason: "no feedback for 2 s",
		feedback: { progress: "40" },
	});
});

test("parse gives of taskwatcher's example exactly the values that it names", async (t) => {
	const root = await makeRoot(t);
	const file = path.join(root.root, "feedback.log");
	fs.writeFileSync(file, SAMPLE);
	t.is(catq(["parse", file]).out, `${JSON.stringify(VALUES, null, 2)}\n`);
});
