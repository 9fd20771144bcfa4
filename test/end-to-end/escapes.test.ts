import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test, { type ExecutionContext } from "ava";
import type { Place } from "../../src/text/places.ts";
import {
	canMakeCgroups,
	OWN_CGROUP,
	withoutCgroups,
} from "../helpers/cgroups.ts";
import { startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

const isRoot = process.getuid?.() === 0;
const NOBODY = 65534;
/** Leaves its session, its environment and its files, and does not hear TERM. */
const hidden = (token: string) =>
	`(trap '' TERM; env -i setsid sleep ${token} <&- >&- 2>&- &); echo ready; sleep 302`;

function pidsOf(command: string): string[] {
	return spawnSync("pgrep", ["-xf", command], { encoding: "utf8" })
		.stdout.split("\n")
		.filter(Boolean);
}

async function begun(root: TestRoot, name: string, token: string) {
	await until(`${name} has begun`, () => pidsOf(`sleep ${token}`).length === 1);
	await until("ready", () => root.log("currently-executing", name));
}

async function endsHidden(
	t: ExecutionContext,
	token: string,
	before: string[],
): Promise<TestRoot> {
	const root = await makeRoot(t);
	await startMonitor(t, root, { before });
	root.drop("wait-q", "job", shell(hidden(token), "GRACE :: 0.3s"));
	await begun(root, "job", token);
	root.ask("KILL JOB job");
	const status = await until("settled", () => root.status("fail-q", "job"));
	// A busy machine may take longer than GRACE to end the job itself.
	t.regex(
		status ?? "",
		/^FAIL killed by request: signal (TERM|KILL) after [^,]*, \S+ to \S+$/,
	);
	t.deepEqual(pidsOf(`sleep ${token}`), []);
	return root;
}

test("KILL JOB ends a daemon that left session, environment and files, and the run's cgroup goes", async (t) => {
	const root = await endsHidden(t, `300.1${process.pid}`, []);
	if (!canMakeCgroups()) return t.log("no cgroup can be made here");
	const { dev, ino } = fs.statSync(root.root);
	await until("no cgroup is left", () =>
		fs
			.readdirSync(OWN_CGROUP ?? "")
			.every((name) => !name.startsWith(`catq-${dev}-${ino}.`)),
	);
});

test("so it does where no cgroup can be made", async (t) => {
	if (!isRoot) return t.log("only root can take cgroups away");
	await endsHidden(t, `300.2${process.pid}`, withoutCgroups());
});

test("a run whose keeper was killed is not over while a hidden daemon of it lives", async (t) => {
	const token = `300.3${process.pid}`;
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.drop("wait-q", "job", shell(hidden(token), "GRACE :: 0.3s"));
	await begun(root, "job", token);
	const run = root.folder("run");
	const fence =
		fs.readdirSync(run).find((name) => name.endsWith(".fence")) ?? "";
	const keeper = fs.readFileSync(path.join(run, fence), "utf8").split(" ")[1];
	process.kill(-Number(keeper), "SIGKILL");
	root.ask("STATUS");
	await until("looked again", () => root.said().includes(" STATUS: "));
	t.is(root.status("fail-q", "job"), undefined);
	root.ask("KILL JOB job");
	const status = await until("settled", () => root.status("fail-q", "job"));
	t.regex(
		status ?? "",
		/^FAIL may have run: killed by request; its keeper ended without recording an exit, /,
	);
	t.deepEqual(pidsOf(`sleep ${token}`), []);
});

test("a process that KILL cannot end is named in STATUS, and its UOW is not tried again by itself", async (t) => {
	if (!isRoot) return t.log("only root can give a job a program of root's");
	const token = `300.4${process.pid}`;
	const root = await makeRoot(t);
	const base = path.dirname(root.root);
	const become = path.join(base, "become");
	fs.chmodSync(base, 0o755);
	fs.copyFileSync("/usr/bin/setpriv", become);
	fs.chmodSync(become, 0o4755);
	for (const name of ["", ...fs.readdirSync(root.root, { recursive: true })])
		fs.chownSync(path.join(root.root, String(name)), NOBODY, NOBODY);
	await startMonitor(t, root, { uid: NOBODY });
	root.drop(
		"wait-q",
		"job",
		shell(
			`(env -i setsid ${become} --reuid=0 --clear-groups sleep ${token} <&- >&- 2>&- &); sleep 302`,
			"TIMEOUT :: 1s",
			"GRACE :: 0.3s",
			"RETRIES :: 3",
		),
		NOBODY,
	);
	const status = await until("settled", () => root.status("fail-q", "job"));
	const [pid = ""] = pidsOf(`sleep ${token}`);
	t.teardown(() => process.kill(Number(pid), "SIGKILL"));
	t.regex(status ?? "", new RegExp(`, 1 left: ${pid} sleep$`));
	await until("said", () =>
		root.said().includes(`job: KILL does not help against ${pid} sleep`),
	);
});

/** Not to be seen by a look at groups, sessions, files or the environment. */
const CLOSED = "<&- >&- 2>&-";

/** One Monitor, and jobs that end by themselves, each in its own way. */
async function endsByItself(
	t: ExecutionContext,
	token: string,
	before: string[],
) {
	const root = await makeRoot(t, "slots :: 5\n");
	await startMonitor(t, root, { before });
	const drop = (name: string, command: string, ...header: string[]) =>
		root.drop("wait-q", name, shell(command, "GRACE :: 0.3s", ...header));
	drop("holder", `sleep ${token}1 & exit 4`);
	drop("daemon", `(trap '' TERM; env -i setsid sleep ${token}2 ${CLOSED} &)`);
	drop("pipeline", "exec > >(sort); echo b; echo a");
	drop("kept", `sleep ${token}3 ${CLOSED} &`, "KEEP LEFTOVERS :: yes");
	drop("heard", `sleep ${token}4 &`, "KEEP LEFTOVERS :: yes");
	const status = (place: Place, name: string) =>
		until(`${name} is settled`, () => root.status(place, name));
	const end = "exit 0 after [^,]*, \\S+ to \\S+";
	t.regex(
		(await status("error-q", "holder")) ?? "",
		/^ERROR exit 4 after .*Z, ended 1 left behind: \d+ sleep$/,
	);
	t.regex(
		(await status("done-q", "daemon")) ?? "",
		new RegExp(`^DONE ${end}, ended 1 left behind: \\d+ sleep$`),
	);
	t.regex(
		(await status("done-q", "pipeline")) ?? "",
		new RegExp(`^DONE ${end}$`),
	);
	t.is(root.log("done-q", "pipeline"), "a\nb\n");
	t.regex(
		(await status("done-q", "kept")) ?? "",
		new RegExp(`^DONE ${end}, 1 lives on: \\d+ sleep$`),
	);
	t.regex(
		(await status("done-q", "heard")) ?? "",
		new RegExp(`^DONE ${end}, 1 lives on: \\d+ sleep, log may be cut$`),
	);
	const living = [1, 2, 3, 4].map((i) => pidsOf(`sleep ${token}${i}`));
	for (const pid of living.flat()) process.kill(Number(pid), "SIGKILL");
	t.deepEqual(
		living.map((pids) => pids.length),
		[0, 0, 1, 1],
	);
	// Its keeper ends only now, and nobody waits for its word any more.
	await until("an empty run/", () =>
		fs
			.readdirSync(root.folder("run"))
			.every((name) => !/^\d+-[0-9a-f]+\./.test(name)),
	);
}

test("after a normal end nothing is left of a job and STATUS names whom it left, unless KEEP LEFTOVERS", (t) =>
	endsByItself(t, `300.5${process.pid}`, []));

test("so it is where no cgroup can be made", async (t) => {
	if (!isRoot) return t.log("only root can take cgroups away");
	await endsByItself(t, `300.6${process.pid}`, withoutCgroups());
});

test("a Monitor that takes over while leftovers are ended names the same ones", async (t) => {
	const token = `300.7${process.pid}`;
	const root = await makeRoot(t);
	const first = await startMonitor(t, root);
	root.drop(
		"wait-q",
		"job",
		shell(
			`trap '' TERM; sleep ${token} & (setsid sleep ${token} ${CLOSED} &); exit 3`,
			"GRACE :: 6s",
		),
	);
	const record = () =>
		fs
			.readdirSync(root.folder("run"))
			.filter((name) => name.endsWith(".left"))
			.map((name) =>
				fs.readFileSync(path.join(root.folder("run"), name), "utf8"),
			)
			.find((text) => text.endsWith("\n"));
	const text = (await until("they are written down", record)) ?? "";
	await first.end("SIGKILL");
	t.is(pidsOf(`sleep ${token}`).length, 2);
	await startMonitor(t, root);
	const status = await until("settled", () => root.status("error-q", "job"));
	const names = /^left \S+ 2 (\d+ sleep, \d+ sleep)\n$/.exec(text)?.[1];
	t.regex(
		status ?? "",
		new RegExp(`^ERROR exit 3 after .*Z, ended 2 left behind: ${names}$`),
	);
	t.deepEqual(pidsOf(`sleep ${token}`), []);
});
