import fs from "node:fs";
import path from "node:path";
import test, { type ExecutionContext } from "ava";
import { PLACES, SIDE_FOLDERS } from "../../src/text/places.ts";
import { CLI, catq, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";
import { asUser, twoUsers } from "../helpers/users.ts";

const GROUP = "users";

const HELLO =
	"'==== UNIT OF WORK\\nCOMMAND :: id -u\\n==== STATUS\\n==== JOB LOG\\n'";

const LONG = HELLO.replace("id -u", "sleep 600");

const modes = (root: TestRoot, names: readonly string[]) =>
	Object.fromEntries(
		names.map((name) => {
			const stats = fs.statSync(path.join(root.root, name));
			return [name, `${(stats.mode & 0o7777).toString(8)} ${stats.gid}`];
		}),
	);

/** A root that `catq init --group` opened; and the group's number. */
async function sharedRoot(t: ExecutionContext, config = "") {
	const root = await makeRoot(t, config);
	fs.chmodSync(path.dirname(root.root), 0o755);
	const shared = catq(["init", "--group", GROUP, root.root]);
	t.is(shared.code, 0, shared.err);
	return { root, group: fs.statSync(root.root).gid };
}

const SHARED: Readonly<Record<string, string>> = {
	...Object.fromEntries(
		[...PLACES, ...SIDE_FOLDERS].map((folder) => [folder, "2750"]),
	),
	".": "2750",
	run: "2700",
	"wait-q": "1730",
	"priority-q": "1730",
	incoming: "1770",
	"monitor.config.txt": "640",
	README: "640",
	"done-q/README": "640",
	monitor_reads: "640",
	monitor_says: "640",
};

test("init --group opens a root to a group, and what vanishes of it is made anew with the same rights", async (t) => {
	if (twoUsers(t) === undefined) return;
	const { root, group } = await sharedRoot(t, "says size :: 300\n");
	const expected = Object.fromEntries(
		Object.entries(SHARED).map(([name, mode]) => [name, `${mode} ${group}`]),
	);
	t.deepEqual(modes(root, Object.keys(SHARED)), expected);
	await startMonitor(t, root);
	for (const folder of ["trash", "wait-q", "incoming"] as const)
		fs.rmSync(root.folder(folder), { recursive: true });
	fs.rmSync(root.reads);
	await until("monitor_reads is back", () => fs.existsSync(root.reads));
	await until("the folders are back", () =>
		["trash", "wait-q"].every((name) =>
			fs.existsSync(path.join(root.root, name)),
		),
	);
	for (let i = 0; i < 4; i += 1) {
		root.ask("CONFIG");
		await until(
			"answered",
			() => !/^CONFIG/m.test(fs.readFileSync(root.reads, "latin1")),
		);
	}
	await until("monitor_says was put aside", () =>
		fs.existsSync(`${root.says}.1`),
	);
	await until(
		"monitor_reads is fresh",
		() => !fs.readFileSync(root.reads, "latin1").includes("\u0006"),
	);
	fs.mkdirSync(root.folder("incoming"), { recursive: true });
	t.is(catq(["init", "--group", GROUP, root.root]).code, 0);
	t.deepEqual(modes(root, Object.keys(SHARED)), expected);
});

test("members of the group drop, read what became of it, and cannot touch each other's files or ask for anything", async (t) => {
	const users = twoUsers(t);
	if (users === undefined) return;
	const [one, other] = users;
	const { root, group } = await sharedRoot(t, "settle seconds :: 0.2\n");
	await startMonitor(t, root);
	const as = (user: typeof one, command: string) =>
		asUser(user, group, `cd ${root.root} && ${command}`);
	// The mask that lets one's group write, as many systems have it.
	t.is(as(one, `umask 002 && printf ${HELLO} >wait-q/hello`).code, 0);
	await until("done", () => root.status("done-q", "hello"));
	t.is(as(one, "tail -n 1 done-q/hello").out, `${one.uid}\n`);
	t.is(
		as(one, `printf ${HELLO} >incoming/slow && mv incoming/slow wait-q/`).code,
		0,
	);
	await until("done", () => root.status("done-q", "slow"));
	t.is(as(one, "cp done-q/hello wait-q/again").code, 0);
	await until("a copy is a new job", () => root.status("done-q", "again"));
	t.is(as(one, "printf 'no UOW\\n' >wait-q/wrong").code, 0);
	await until("in trash", () => root.text("trash", "wrong"));
	t.regex(as(one, "cat trash/wrong.why").out, /came here/);
	await until("the status", () =>
		fs.existsSync(`${root.folder("status")}/status.txt`),
	);
	for (const file of [
		"status/status.txt",
		"monitor_says",
		"monitor_reads",
		"monitor.config.txt",
		"wait-q/README",
	])
		t.is(as(one, `cat ${file}`).code, 0, file);

	const run = (verb: string) =>
		as(one, `${process.execPath} ${CLI} --root ${root.root} ${verb}`);
	t.is(run("log hello").out, `${one.uid}\n`);
	t.regex(run("show hello").out, /^place +done-q$/m);
	t.is(run("wait hello").code, 0);
	t.regex(
		run("list").err,
		/is for the Monitor's user: .* into priority-q of .* group can use add, /,
	);
	t.regex(run("pause").err, /you may not write monitor_reads/);
	t.regex(
		run("monitor --once").out,
		/EACCES.*; it runs as the owner of its root$/m,
	);
	t.regex(run("log hel").err, /no UOW named hel; .* give its whole name$/m);

	t.is(as(one, `printf ${LONG} >wait-q/long`).code, 0);
	await until("it runs", () => root.status("currently-executing", "long"));
	for (const verb of ["kill", "hold", "up", "edit", "rm"])
		t.regex(run(`${verb} long`).err, /long .*\bruns\b|into run of /, verb);
	root.ask("KILL JOB long");

	root.ask("PAUSE");
	await until("paused", () => root.said().includes("PAUSE: "));
	t.is(
		as(
			one,
			`printf ${HELLO} >priority-q/mine && printf ${HELLO} >incoming/draft`,
		).code,
		0,
	);
	await until("it waits", () => root.status("priority-q", "mine"));
	const edited = as(
		one,
		`EDITOR='sed -i s/id.-u/true/' ${process.execPath} ${CLI} --root ${root.root} edit mine`,
	);
	t.is(`${edited.code} ${edited.err}`, "0 ");
	for (const attack of [
		"ls priority-q",
		"echo x >>priority-q/mine",
		"rm -f priority-q/mine",
		"mv priority-q/mine wait-q/mine",
		"mv incoming/draft wait-q/draft",
		"rm -f incoming/draft",
		"mv done-q/hello wait-q/",
		"echo RESUME >>monitor_reads",
		"echo x >>monitor_says",
		"ls run",
	])
		t.not(as(other, attack).code, 0, attack);
	t.is(as(one, "rm priority-q/mine").code, 0, "one's own may be taken back");
	t.not(
		asUser(other, other.gid, `ls ${root.root}`).code,
		0,
		"who is no member",
	);
});

test("there, a Monitor that is an ordinary user reads what members drop with a careful mask", async (t) => {
	const users = twoUsers(t);
	if (users === undefined) return;
	const [owner, member] = users;
	const { root } = await sharedRoot(t);
	const { root: base } = root;
	for (const file of fs.readdirSync(base, {
		recursive: true,
		encoding: "utf8",
	}))
		fs.chownSync(path.join(base, file), owner.uid, -1);
	fs.chownSync(base, owner.uid, -1);
	fs.chownSync(path.dirname(base), owner.uid, -1);
	const open = ["init", "--group", String(owner.gid), base];
	const asRoot = catq(open);
	t.is(asRoot.code, 78);
	t.regex(asRoot.err, /root belongs to user \d+, catq runs as 0: /);
	t.is(catq(open, { uid: owner.uid, gid: owner.gid }).code, 0);
	t.deepEqual(modes(root, ["wait-q", "incoming", "done-q"]), {
		"wait-q": `3730 ${owner.gid}`,
		incoming: `3770 ${owner.gid}`,
		"done-q": `2750 ${owner.gid}`,
	});
	await startMonitor(t, root, { uid: owner.uid, gid: owner.gid });
	const drop = `umask 027 && printf ${HELLO} >${base}/wait-q/hello`;
	t.is(asUser(member, owner.gid, drop).code, 0);
	await until("done", () => root.status("done-q", "hello"));
	t.regex(root.log("done-q", "hello") ?? "", new RegExp(`^${owner.uid}\n$`));
	t.is(asUser(member, owner.gid, `cat ${base}/done-q/hello`).code, 0);
});

test("init --group names a group that there is, and says so where there is none", async (t) => {
	const root = await makeRoot(t);
	const run = catq(["init", "--group", "no-such-group", root.root]);
	t.is(run.code, 78);
	t.regex(
		run.err,
		/there is no group no-such-group; make it first \(groupadd\)/,
	);
});
