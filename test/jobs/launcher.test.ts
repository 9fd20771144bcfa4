import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { Launcher } from "../../src/jobs/launcher.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

/** A job whose ticket is there. */
function aJob(root: TestRoot, key: string, words: readonly string[]) {
	fs.writeFileSync(root.own(`${key}.ticket`), "");
	root.drop("currently-executing", "job", "log\n");
	return {
		records: root.own(key),
		uow: path.join(root.folder("currently-executing"), "job"),
		mostBlocks: undefined,
		directory: "/",
		words,
		environment: { PATH: "/usr/bin:/bin" },
		cgroup: undefined,
	};
}

test("a keeper is known from its launch to its end", async (t) => {
	const root = await makeRoot(t);
	const launcher = new Launcher(() => {});
	t.is(launcher.childOf("1-aa"), "none");
	launcher.launch("1-aa", aJob(root, "1-aa", ["/bin/echo", "it's $0"]));
	t.is(launcher.childOf("1-aa"), "alive");
	await until("ended", () => launcher.childOf("1-aa") === "ended");
	t.is(launcher.faultOf("1-aa"), undefined);
	t.is(fs.readFileSync(root.own("1-aa.end"), "utf8"), "end 0\n");
	t.is(root.text("currently-executing", "job"), "log\nit's $0\n");
	launcher.forget("1-aa");
	t.is(launcher.childOf("1-aa"), "none");
	launcher.close();
});

test("who stops can wait until all keepers have begun", async (t) => {
	const root = await makeRoot(t);
	const launcher = new Launcher(() => {});
	launcher.launch("5-ee", aJob(root, "5-ee", ["/bin/sleep", "0.2"]));
	await launcher.begun();
	await until("fenced", () => fs.existsSync(root.own("5-ee.fence")));
	await launcher.begun();
	t.is(launcher.childOf("5-ee"), "alive");
	await until("ended", () => launcher.childOf("5-ee") === "ended");
	launcher.close();
});

test("a keeper is one short line in a list of processes, and a job has nothing of it", async (t) => {
	const root = await makeRoot(t);
	const launcher = new Launcher(() => {});
	const shown = 'tr "\\0" " " < /proc/$PPID/cmdline; env | grep -c CATQ';
	launcher.launch("4-dd", aJob(root, "4-dd", ["/bin/sh", "-c", shown]));
	await until("ended", () => launcher.childOf("4-dd") === "ended");
	const [, line = "", count] =
		root.text("currently-executing", "job")?.split("\n") ?? [];
	t.true(line.startsWith('/bin/sh -c eval "$CATQ_KEEPER" catq-keeper /'), line);
	t.true(line.endsWith(" 0"), line);
	t.is(count, "");
	launcher.close();
});

test("a job with more words than the kernel takes is told with the reason, beside others", async (t) => {
	const root = await makeRoot(t);
	const launcher = new Launcher(() => {});
	const words = ["/bin/true", "x".repeat(2 ** 22)];
	launcher.launch("2-bb", aJob(root, "2-bb", words));
	launcher.launch("3-cc", aJob(root, "3-cc", ["/bin/true"]));
	await until("both ended", () =>
		["2-bb", "3-cc"].every((key) => launcher.childOf(key) === "ended"),
	);
	t.regex(launcher.faultOf("2-bb") ?? "", /E2BIG/);
	t.is(launcher.faultOf("3-cc"), undefined);
	launcher.close();
});
