import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell } from "../helpers/root.ts";
import { mountTest, resizeDisk, smallDisk } from "../helpers/small-disk.ts";
import { until } from "../helpers/until.ts";

const KB = 1024;

test("a job that writes more than max log is ended in order, with the reason and as much log as it may have", async (t) => {
	const root = await makeRoot(t, "max log :: 100K\n");
	await startMonitor(t, root);
	const command =
		"trap 'exit 3' TERM; while echo 123456789; do :; done; sleep 68";
	root.drop("wait-q", "talks", shell(command, "RETRIES :: 3 every 1s"));
	await until("in fail-q", () => root.status("fail-q", "talks"));
	t.regex(
		root.status("fail-q", "talks") ?? "",
		/^FAIL log longer than 100 KB: exit 3 after .*, log may be cut$/,
	);
	const log = root.log("fail-q", "talks") ?? "";
	t.true(log.length > 99 * KB && log.length <= 100 * KB + 512, `${log.length}`);
	t.regex(log, /^(123456789\n)+\d*$/);
	t.regex(root.said(), /talks is being ended: log longer than 100 KB/);
});

test("a job that is faster than the Monitor fails for its log too, and its next attempt has the whole limit again", async (t) => {
	const root = await makeRoot(t, "max log :: 100K\nsettle seconds :: 0.2\n");
	await startMonitor(t, root);
	const command =
		"if [ $UOW_ATTEMPT = 1 ]; then head -c 200K /dev/zero; else head -c 100000 /dev/zero; echo end; fi";
	root.drop("wait-q", "bursts", shell(command));
	await until("in fail-q", () => root.status("fail-q", "bursts"));
	t.regex(
		root.status("fail-q", "bursts") ?? "",
		/^FAIL log longer than 100 KB: exit 0 after .*, log may be cut$/,
	);
	const at = (place: "fail-q" | "wait-q") =>
		path.join(root.folder(place), "bursts");
	fs.renameSync(at("fail-q"), at("wait-q"));
	await until("done", () => root.status("done-q", "bursts"));
	t.regex(root.status("done-q", "bursts") ?? "", /, attempt 2$/);
	t.true(root.log("done-q", "bursts")?.endsWith("end\n"));
});

test("a limit that changes while a job runs is not for that job", async (t) => {
	const root = await makeRoot(t, "max log :: 100K\n");
	await startMonitor(t, root);
	const go = path.join(root.root, "go");
	root.drop(
		"wait-q",
		"slow",
		shell(
			`echo runs; until [ -e ${go} ]; do sleep 0.05; done; head -c 1000 /dev/zero`,
		),
	);
	await until("it runs", () =>
		root.log("currently-executing", "slow")?.includes("runs"),
	);
	fs.writeFileSync(root.config, "max log :: 100\n");
	root.ask("RELOAD");
	await until("in force", () => root.said().includes("is in force"));
	fs.writeFileSync(go, "");
	root.drop("wait-q", "next", shell("head -c 1000 /dev/zero"));
	await until("done", () => root.status("done-q", "slow"));
	await until("the new one is for the next", () =>
		root.status("fail-q", "next")?.startsWith("FAIL log longer than 100 B"),
	);
});

test("a log of a terabyte without a byte is never copied, whatever stamp it brings", async (t) => {
	const root = await makeRoot(t, "settle seconds :: 0.2\n");
	await startMonitor(t, root);
	root.drop("wait-q", "first", shell("true"));
	await until("id 1 was given", () => root.said().includes("first: DONE"));
	fs.rmSync(path.join(root.folder("done-q"), "first"));
	const sparse = (name: string, text: string) => {
		const file = path.join(root.folder("incoming"), name);
		fs.writeFileSync(file, text);
		fs.truncateSync(file, 2 ** 40 - 1);
		fs.appendFileSync(file, "\n");
		fs.renameSync(file, path.join(root.folder("wait-q"), name));
	};
	const stamped = (status: string) =>
		`timestamp: 100 enqueued 1970-01-01T00:01:40Z id 1\n\n${shell("true").replace("==== STATUS\n\n", `==== STATUS\n${status}\n\n`)}`;
	sparse("new", shell("true"));
	sparse("forged", stamped("WAITING"));
	sparse("settled", stamped("DONE exit 0"));
	sparse("in-place", stamped("DONE exit 0".padEnd(158)));
	const why = (name: string) =>
		root.text("trash", `${name}.why`)?.split("\n")[1] ?? "";
	await until(
		"three in trash",
		() => ["new", "forged", "settled"].map(why),
		(seen) =>
			/^it brings a log of 1024 GB/.test(seen[0] ?? "") &&
			/^its log of 1024 GB would have to be copied/.test(seen[1] ?? "") &&
			/^its log of 1024 GB would have to be copied/.test(seen[2] ?? ""),
	);
	const inPlace = () => {
		const file = path.join(root.folder("done-q"), "in-place");
		return fs.existsSync(file) && fs.statSync(file);
	};
	// The placeholder of its move is empty.
	const stats = await until(
		"what needs no copy ran",
		inPlace,
		(seen) => seen !== false && seen.size > 0,
	);
	t.true(stats && stats.size > 2 ** 40 && stats.blocks * 512 < 2 ** 20);
	await until("it is said", () =>
		/in-place: DONE exit 0 .*, attempt 2/.test(root.said()),
	);
});

mountTest(
	"no job starts while the disk has too few inodes, and STATUS says so",
	async (t) => {
		const disk = smallDisk(t, "size=16m,nr_inodes=200");
		const root = await makeRoot(
			t,
			"min free disk :: none\nsleep seconds :: 1\n",
			disk,
		);
		await startMonitor(t, root);
		root.drop("wait-q", "waits", shell("true"));
		await until(
			"it says why",
			() => root.status("wait-q", "waits") ?? "",
			(seen) =>
				/^WAITING: \d+ inodes free on disk, 1000 wanted \(min free inodes\)$/.test(
					seen,
				),
		);
		fs.writeFileSync(
			root.config,
			"min free disk :: none\nmin free inodes :: 50\n",
		);
		root.ask("RELOAD");
		await until("done", () => root.status("done-q", "waits"));
	},
);

mountTest(
	"a job that fills the disk keeps its outcome, loses the rest of its log and says so; the Monitor ends with 75 and goes on when there is room",
	async (t) => {
		const disk = smallDisk(t, "size=4m");
		const config = "min free disk :: none\nsleep seconds :: 1\n";
		const root = await makeRoot(t, config, disk);
		const first = await startMonitor(t, root);
		const command = "head -c 20M /dev/zero; exit 3";
		root.drop("wait-q", "fills", shell(command));
		t.is(await first.ended(), 75);
		t.regex(
			first.output(),
			/the Monitor ends: ENOSPC: no space left on device, write '.*'\n$/,
		);
		t.regex(
			root.status("error-q", "fills") ?? "",
			/^ERROR exit 3 after .*, log may be cut$/,
		);
		resizeDisk(disk, "8m");
		await startMonitor(t, root);
		root.drop("wait-q", "next", shell("echo again"));
		await until("done", () => root.status("done-q", "next"));
		t.is(root.log("done-q", "next"), "again\n");
	},
);
