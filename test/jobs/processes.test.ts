import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "ava";
import { folderIn, mountOf } from "../../src/jobs/cgroup.ts";
import { KEEPER } from "../../src/jobs/keeper.ts";
import { factsOf, isAlive, writersOf } from "../../src/jobs/proc.ts";
import { programPath } from "../../src/jobs/program-path.ts";
import { locksLimitOf } from "../../src/jobs/traces.ts";
import { table } from "../helpers/table.ts";
import { until } from "../helpers/until.ts";

function records(): {
	base: string;
	uow: string;
	read: (kind: string) => string | undefined;
} {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "catq-keeper-"));
	const base = path.join(folder, "1-aa");
	const uow = path.join(folder, "uow");
	fs.writeFileSync(uow, "==== JOB LOG\n");
	const read = (kind: string) =>
		fs.existsSync(`${base}.${kind}`)
			? fs.readFileSync(`${base}.${kind}`, "utf8")
			: undefined;
	return { base, uow, read };
}

for (const shell of ["/bin/sh", "/bin/bash"])
	test(`the keeper in ${shell} records fence, exit and end, and only the job's own bytes are logged`, (t) => {
		const { base, uow, read } = records();
		fs.writeFileSync(`${base}.ticket`, "");
		const run = spawnSync(
			shell,
			[
				"-c",
				KEEPER,
				"catq-keeper",
				base,
				uow,
				"",
				"/",
				"/dev/null",
				"unlimited",
				"/bin/bash",
				"-c",
				"echo out; echo err >&2; kill -TERM $$",
			],
			{ detached: true } as never,
		);
		t.is(run.status, 0);
		t.regex(read("fence") ?? "", /^taken \d+ \d+ \d+(\.\d+)?\n$/);
		t.regex(read("exit") ?? "", /^exit 143 \d+(\.\d+)?\n *\n$/);
		t.is(read("end"), "end 0\n");
		t.is(fs.readFileSync(uow, "utf8"), "==== JOB LOG\nout\nerr\n");
	});

for (const shell of ["/bin/sh", "/bin/bash"])
	test(`a job of the keeper in ${shell} carries the run's limit on file locks, and so does all it starts; tee does not`, (t) => {
		const { base, uow } = records();
		fs.writeFileSync(`${base}.ticket`, "");
		const limit = locksLimitOf("17-3f9a0b1c");
		const script =
			"env -i setsid -w grep -h locks /proc/self/limits; grep -h locks /proc/$PPID/limits";
		spawnSync(shell, [
			"-c",
			KEEPER,
			"catq-keeper",
			base,
			uow,
			"",
			"/",
			"/dev/null",
			limit,
			"/bin/bash",
			"-c",
			script,
		]);
		const [, job, around] = fs.readFileSync(uow, "utf8").split("\n");
		t.regex(job ?? "", new RegExp(`^Max file locks +${limit} `));
		t.notRegex(around ?? limit, new RegExp(limit));
	});

table("a key's limit on file locks", locksLimitOf, {
	"the least": ["1048576-00000000", "4503599627370496"],
	"the greatest": ["1048575-ffffffff", "9007199254740991"],
	"another id": ["1-00000001", "4503599628419073"],
});

table(
	"the Monitor's own cgroup",
	([mountinfo, cgroup]) => {
		const mount = mountOf([mountinfo]);
		return mount && folderIn(mount, ["1:cpu:/x", cgroup]);
	},
	{
		"of a service": [
			[
				"41 31 0:38 / /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw",
				"0::/system.slice/catq.service",
			],
			"/sys/fs/cgroup/system.slice/catq.service",
		],
		"the topmost, beside cgroup v1, a space in the path": [
			["41 31 0:38 / /sys/fs/my\\040groups rw - cgroup2 none rw", "0::/"],
			"/sys/fs/my groups",
		],
		"only a part of the tree is mounted": [
			["41 31 0:38 /a /mnt rw - cgroup2 none rw", "0::/a/b"],
			"/mnt/b",
		],
		"not in the part that is mounted": [
			["41 31 0:38 /a /mnt rw - cgroup2 none rw", "0::/ab"],
			undefined,
		],
		"outside of the cgroup namespace": [
			["41 31 0:38 / /mnt rw - cgroup2 none rw", "0::/../b"],
			undefined,
		],
		"cgroup v1 alone": [
			["41 31 0:38 / /mnt rw - cgroup cgroup rw,cpu", "0::/"],
			undefined,
		],
	} satisfies Record<string, [[string, string], string | undefined]>,
);

test("a keeper that finds the fence taken, or its ticket gone, runs nothing", (t) => {
	const { base, uow, read } = records();
	const keep = () =>
		spawnSync("/bin/sh", [
			"-c",
			KEEPER,
			"catq-keeper",
			base,
			uow,
			"",
			"/",
			"/dev/null",
			"unlimited",
			"/bin/echo",
			"ran",
		]).status;
	t.is(keep(), 125, "no ticket");
	fs.writeFileSync(`${base}.ticket`, "");
	fs.writeFileSync(`${base}.fence`, "revoked return x\n");
	t.is(keep(), 125, "fence revoked");
	t.is(fs.readFileSync(uow, "utf8"), "==== JOB LOG\n");
	t.is(read("exit"), undefined);
});

test("the keeper lives through every stop signal and still records the job's end", async (t) => {
	const { base, uow, read } = records();
	fs.writeFileSync(`${base}.ticket`, "");
	const keeper = spawn(
		"/bin/sh",
		[
			"-c",
			KEEPER,
			"catq-keeper",
			base,
			uow,
			"",
			"/",
			"/dev/null",
			"unlimited",
			"/bin/bash",
			"-c",
			"trap '' TERM INT HUP QUIT USR1 USR2; echo ready; while [ ! -e $0.stop ]; do sleep 0.02; done; exit 9",
			base,
		],
		{ detached: true, stdio: "ignore" },
	);
	await until("the job is ready", () =>
		fs.readFileSync(uow, "utf8").includes("ready"),
	);
	for (const signal of [
		"SIGTERM",
		"SIGINT",
		"SIGHUP",
		"SIGQUIT",
		"SIGUSR1",
		"SIGUSR2",
	] as const)
		process.kill(-(keeper.pid ?? 0), signal);
	fs.writeFileSync(`${base}.stop`, "");
	await until("the end is recorded", () => read("end"));
	t.regex(read("exit") ?? "", /^exit 9 /);
});

test("a process is itself only with its start time, and a zombie is dead", async (t) => {
	const own = factsOf(process.pid);
	t.true(own !== undefined && isAlive(own));
	t.false(
		isAlive({ pid: process.pid, startTicks: (own?.startTicks ?? 0) + 1 }),
	);
	// A shell whose child has ended and is not waited for.
	const parent = spawn("bash", ["-c", "sleep 1 & echo $!; exec sleep 30"], {
		stdio: ["ignore", "pipe", "ignore"],
	});
	const pid = await new Promise<number>((resolve) =>
		parent.stdout.once("data", (data) => resolve(Number(data))),
	);
	await until(
		"a zombie",
		() => factsOf(pid)?.state,
		(state) => state === "Z",
	);
	t.false(isAlive(factsOf(pid) ?? { pid, startTicks: 0 }));
	parent.kill();
});

test("whoever has a file open for writing is seen, a reader is not", async (t) => {
	const file = path.join(
		fs.mkdtempSync(path.join(os.tmpdir(), "catq-writer-")),
		"file",
	);
	fs.writeFileSync(file, "x");
	const { dev, ino } = fs.statSync(file);
	const inode = `${dev}:${ino}`;
	const open = async (redirection: string) => {
		const child = spawn(
			"bash",
			["-c", `exec 7${redirection}"$0"; echo open; exec sleep 30`, file],
			{ stdio: ["ignore", "pipe", "ignore"] },
		);
		await new Promise((resolve) => child.stdout.once("data", resolve));
		return child;
	};
	const reader = await open("<");
	t.false(writersOf(new Set([inode])).has(inode));
	const writer = await open(">>");
	t.true(writersOf(new Set([inode])).has(inode));
	reader.kill();
	writer.kill();
});

test("a program is found as the job's PATH has it, and never a builtin or a folder", (t) => {
	t.regex(programPath("sh", "/usr/bin:/bin", "/") ?? "", /^\/(usr\/)?bin\/sh$/);
	t.is(programPath("eval", "/usr/bin:/bin", "/"), undefined);
	t.is(programPath("/usr", "/usr/bin", "/"), undefined);
	t.is(programPath("bin/sh", "", "/usr"), "bin/sh");
});

test("the log goes to the UOW's own file, whatever the job does to its name, and the job holds nothing of it open", (t) => {
	const { base, uow, read } = records();
	fs.writeFileSync(`${base}.ticket`, "");
	fs.linkSync(uow, `${uow}.kept`);
	const script = 'rm "$0"; echo other > "$0"; ls -l /proc/self/fd';
	const run = spawnSync("/bin/sh", [
		"-c",
		KEEPER,
		"catq-keeper",
		base,
		uow,
		"",
		"/",
		"/dev/null",
		"unlimited",
		"/bin/bash",
		"-c",
		script,
		uow,
	]);
	t.is(run.status, 0);
	t.is(read("end"), "end 0\n");
	t.is(fs.readFileSync(uow, "utf8"), "other\n");
	const log = fs.readFileSync(`${uow}.kept`, "utf8");
	t.regex(log, /^==== JOB LOG\ntotal 0\n/);
	t.notRegex(log, new RegExp(uow));
});

for (const shell of [["/bin/sh"], ["/bin/bash", "--posix"]])
	test(`at the bound the keeper in ${shell.join(" ")} cuts the log, and the job ends in order`, (t) => {
		const { base, uow, read } = records();
		fs.writeFileSync(`${base}.ticket`, "");
		const [program = "", ...options] = shell;
		spawnSync(
			program,
			[
				...options,
				"-c",
				KEEPER,
				"catq-keeper",
				base,
				uow,
				"3",
				"/",
				"/dev/null",
				"unlimited",
				"/bin/bash",
				"-c",
				"head -c 1000000 /dev/zero && exit 7",
			],
			{ detached: true } as never,
		);
		t.is(fs.statSync(uow).size, 3 * 512);
		t.regex(read("exit") ?? "", /^exit 7 /);
		t.is(read("end"), "end 1\n");
	});
