import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test, { type ExecutionContext } from "ava";
import { shareRoot } from "../../src/spool/create.ts";
import type { Place } from "../../src/text/places.ts";
import { startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";
import { type TestUser, twoUsers } from "../helpers/users.ts";

const SETTLED = ["done-q", "error-q", "fail-q"] as const;

/** A root that `user` may look into as far as a member of its group may. */
async function openRoot(
	t: ExecutionContext,
	user: TestUser,
	config = "",
): Promise<TestRoot> {
	const root = await makeRoot(t, config);
	fs.chmodSync(path.dirname(root.root), 0o755);
	shareRoot(root, user.gid);
	return root;
}

function dropAs(
	root: TestRoot,
	who: { uid: number; gid: number },
	name: string,
	text: string,
	mode = 0o644,
	place: Place = "wait-q",
): void {
	const beside = path.join(root.root, "incoming", name);
	fs.writeFileSync(beside, text);
	fs.chownSync(beside, who.uid, who.gid);
	fs.chmodSync(beside, mode);
	fs.renameSync(beside, path.join(root.root, place, name));
}

const settled = (root: TestRoot, name: string) =>
	until(`${name} settled`, () =>
		SETTLED.map((place) => root.status(place, name)).find(Boolean),
	) as Promise<string>;

const logOf = (root: TestRoot, name: string) =>
	SETTLED.map((place) => root.log(place, name)).find(Boolean) ?? "";

test("a root Monitor runs a job as the owner of its file: with that user's groups and home, no privileges, and none of the Monitor's secrets", async (t) => {
	const users = twoUsers(t);
	if (users === undefined) return;
	const [user] = users;
	const root = await openRoot(t, user);
	const secrets = {
		TOKEN: "s3cret",
		NOTIFY_SOCKET: "/run/systemd/s3cret",
		CREDENTIALS_DIRECTORY: "/run/s3cret",
		NODE_OPTIONS: "--title=s3cret",
		LD_PRELOAD: "/nowhere/s3cret.so",
		LD_LIBRARY_PATH: "/nowhere/s3cret",
		BASH_ENV: "/nowhere/s3cret",
	};
	await startMonitor(t, root, { env: secrets });
	const facts =
		'id -u; id -g; id -G; echo "$HOME $USER $LOGNAME"; pwd; ls /proc/self/fd | tr "\\n" " "; echo; env; cat /proc/self/status';
	dropAs(root, user, "facts", shell(facts, "USER :: root", "UID :: 0"));
	t.regex(await settled(root, "facts"), /^DONE /);
	const log = logOf(root, "facts");
	t.deepEqual(log.split("\n").slice(0, 6), [
		String(user.uid),
		String(user.gid),
		user.groups,
		`${user.home} ${user.name} ${user.name}`,
		path.dirname(root.root),
		// The last is ls's own.
		"0 1 2 3 ",
	]);
	t.notRegex(log, /s3cret/);
	t.regex(log, /^UOW_USER=root$/m);
	t.regex(log, /^NoNewPrivs:\t1$/m);
	for (const set of ["Inh", "Prm", "Eff", "Amb"])
		t.regex(log, new RegExp(`^Cap${set}:\\t0+$`, "m"));
});

test("a variable that the configuration names reaches jobs, whatever it is called: a configuration is trusted", async (t) => {
	const root = await makeRoot(t, "environment :: PATH, TOKEN\n");
	await startMonitor(t, root, { env: { TOKEN: "given", OTHER: "kept" } });
	root.drop("wait-q", "env", shell("env"));
	t.regex(await settled(root, "env"), /^DONE /);
	t.regex(logOf(root, "env"), /^TOKEN=given$/m);
	t.notRegex(logOf(root, "env"), /^OTHER=/m);
});

test("a stamped file keeps its owner and loses setuid bits; a refused one keeps its owner, too", async (t) => {
	const users = twoUsers(t);
	if (users === undefined) return;
	const [user] = users;
	const root = await openRoot(t, user, "settle seconds :: 0.1\n");
	await startMonitor(t, root);
	dropAs(root, user, "bits", shell("true"), 0o6755);
	dropAs(root, user, "wrong", "no UOW\n", 0o640);
	t.regex(await settled(root, "bits"), /^DONE /);
	const stats = fs.statSync(root.at("done-q", "bits"));
	t.deepEqual(
		[stats.uid, stats.gid, stats.mode & 0o7777],
		[user.uid, user.gid, 0o755],
	);
	await until("in trash", () => root.text("trash", "wrong"));
	t.is(fs.statSync(root.at("trash", "wrong")).uid, user.uid);
});

test("an owner that is no user of the machine: fail-q, in words", async (t) => {
	const users = twoUsers(t);
	if (users === undefined) return;
	const root = await openRoot(t, users[0]);
	await startMonitor(t, root);
	dropAs(root, { uid: 54_321, gid: 54_321 }, "orphan", shell("true"));
	t.is(
		await settled(root, "orphan"),
		"FAIL not run: its owner 54321 is no user of this machine",
	);
});

test("a file that others can write is not run as its owner: they could have written it", async (t) => {
	const users = twoUsers(t);
	if (users === undefined) return;
	const [user, other] = users;
	const root = await openRoot(t, user);
	await startMonitor(t, root);
	const foreign = { ...user, gid: other.gid };
	dropAs(root, user, "by-all", shell("id -u"), 0o646);
	dropAs(root, foreign, "by-group", shell("id -u"), 0o660);
	dropAs(root, { uid: 0, gid: 0 }, "roots", shell("id -u"), 0o666);
	dropAs(root, user, "own-group", shell("id -u"), 0o664);
	for (const name of ["by-all", "by-group", "roots"])
		t.regex(
			await settled(root, name),
			/^FAIL not run: others than its owner can write to it \(mode \d+\): chmod go-w it$/,
			name,
		);
	t.regex(await settled(root, "own-group"), /^DONE /);
	t.is(logOf(root, "own-group"), `${user.uid}\n`);
});

test("DIRECTORY leads no job into a folder that is closed to its owner", async (t) => {
	const users = twoUsers(t);
	if (users === undefined) return;
	const [user] = users;
	const root = await openRoot(t, user);
	const closed = path.join(path.dirname(root.root), "closed");
	fs.mkdirSync(path.join(closed, "inner"), { recursive: true });
	fs.writeFileSync(path.join(closed, "inner", "file"), "closed to others\n");
	fs.chmodSync(closed, 0o700);
	await startMonitor(t, root);
	const line = `DIRECTORY :: ${closed}/inner`;
	dropAs(root, user, "sneak", shell("cat file; ls -l", line));
	t.regex(await settled(root, "sneak"), /^ERROR exit 2 /);
	t.regex(logOf(root, "sneak"), /can't cd to/);
	t.notRegex(logOf(root, "sneak"), /closed to others/);
	dropAs(root, { uid: 0, gid: 0 }, "own", shell("cat file", line));
	t.regex(await settled(root, "own"), /^DONE /);
});

test("a program of another user that was handed a job's output is not ended with the job", async (t) => {
	const users = twoUsers(t);
	if (users === undefined) return;
	const [user, other] = users;
	const root = await openRoot(t, user);
	await startMonitor(t, root);
	const lines = ["GRACE :: 0.2s"];
	dropAs(root, user, "gives", shell("echo $$; exec sleep 71", ...lines));
	const pid = await until(
		"it runs",
		() => /^\d+$/m.exec(root.log("currently-executing", "gives") ?? "")?.[0],
	);
	// As a service would hold it that was sent the descriptor.
	const holders = [0, other.uid, user.uid].map((uid) => {
		const output = fs.openSync(`/proc/${pid}/fd/1`, "a");
		const holder = spawn("sleep", ["72"], {
			stdio: ["ignore", output, "ignore"],
			uid,
			detached: true,
		});
		fs.closeSync(output);
		t.teardown(() => holder.kill("SIGKILL"));
		return holder;
	});
	root.ask("KILL JOB gives");
	t.regex(await settled(root, "gives"), /^FAIL killed by request/);
	t.deepEqual(
		holders.map((holder) => holder.exitCode ?? holder.signalCode),
		[null, null, "SIGTERM"],
	);
});

test("a job reaches neither the Monitor nor its records nor another owner's UOWs, though it is in the group of the root", async (t) => {
	const users = twoUsers(t);
	if (users === undefined) return;
	const [user, victim] = users;
	const root = await openRoot(t, user, "slots :: 2\n");
	const monitor = await startMonitor(t, root, { env: { TOKEN: "s3cret" } });
	dropAs(root, victim, "settled", shell("echo mine"));
	t.regex(await settled(root, "settled"), /^DONE /);
	dropAs(root, victim, "waits", shell("true", "NOT BEFORE :: 2999-01-01"));
	dropAs(root, victim, "runs", shell("sleep 70"));
	await until("it runs", () => root.text("currently-executing", "runs"));
	await until("it waits", () => root.status("wait-q", "waits"));
	const name = (await until("its fence", () =>
		fs.readdirSync(root.folder("run")).find((file) => file.endsWith(".fence")),
	)) as string;
	const key = name.replace(".fence", "");
	const fence = (await until(
		"its keeper",
		() => fs.readFileSync(root.own(name), "utf8").split(" "),
		(words) => words.length === 4,
	)) as string[];
	const others = ["done-q/settled", "wait-q/waits", "currently-executing/runs"];
	const attacks = [
		`cat /proc/${monitor.child.pid}/environ`,
		`ls /proc/${monitor.child.pid}/fd`,
		`kill -0 ${monitor.child.pid}`,
		`kill -0 ${fence[1]}`,
		`cat /proc/${fence[1]}/environ`,
		"ls run",
		`cat run/${key}.ticket`,
		`echo "exit 0 1.00" >run/${key}.exit`,
		`echo "end 0" >run/${key}.end`,
		"echo 1 >run/next-id",
		"echo paused >run/mode",
		"ls wait-q",
		...others.flatMap((file) => [
			`echo forged >>${file}`,
			`rm -f ${file}`,
			`mv ${file} ${file}.moved`,
			`mv -f ${file} incoming/`,
		]),
		"mv done-q/settled wait-q/",
		"cp done-q/settled currently-executing/",
		"cp done-q/settled error-q/",
		"echo forged >>monitor_says",
		"echo SHUTDOWN >>monitor_reads",
		"echo 'slots :: 9' >>monitor.config.txt",
		"mv run run.moved",
		"mkdir own",
		"ln -s /etc trash/link",
		"ln wait-q/waits incoming/second-name",
		"touch status/status.txt",
	];
	const script = attacks.map(
		(attack, i) => `( ${attack} ) >/dev/null 2>&1 && echo "REACHED ${i}"`,
	);
	dropAs(
		root,
		user,
		"attack",
		shell(
			`${script.join("; ")}; test -r done-q/settled && echo inside`,
			`DIRECTORY :: ${root.root}`,
		),
	);
	await settled(root, "attack");
	const reached = [...logOf(root, "attack").matchAll(/REACHED (\d+)/g)];
	t.deepEqual(
		reached.map((match) => attacks[Number(match[1])]),
		[],
	);
	t.regex(logOf(root, "attack"), /inside/, "the attacks were tried in place");
	t.true(fs.existsSync(root.at("currently-executing", "runs")));
	t.regex(root.status("wait-q", "waits") ?? "", /^WAITING: not before/);
	t.notRegex(root.said(), /forged/);
	t.is(monitor.child.exitCode, null);
});
