import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

test("the ready check is run before a claim; while it says no, the next UOW says why", async (t) => {
	const root = await makeRoot(t);
	const flag = path.join(root.root, "ready");
	const check = path.join(root.root, "check.sh");
	fs.writeFileSync(
		check,
		`#!/bin/sh\n[ -e ${flag} ] && exit 0\necho "no disk mounted"\nexit 1\n`,
		{ mode: 0o755 },
	);
	fs.writeFileSync(
		root.config,
		`sleep seconds :: 1\nready check :: ${check}\n`,
	);
	await startMonitor(t, root);
	root.drop("wait-q", "waits", shell("echo ran"));
	await until(
		"it says why",
		() => root.status("wait-q", "waits"),
		(seen) => seen === "WAITING: ready check: no disk mounted",
	);
	fs.writeFileSync(flag, "");
	await until("done", () => root.text("done-q", "waits"));
});

for (const [key, pattern] of [
	["max load :: 0", /^WAITING: load average [\d.]+ is above 0 \(max load\)$/],
	[
		"min free memory :: 900T",
		/^WAITING: .* memory available, 900 TB wanted \(min free memory\)$/,
	],
	[
		"min free disk :: 900T",
		/^WAITING: .* free on disk, 900 TB wanted \(min free disk\)$/,
	],
] as const)
	test(`no job starts against "${key}", and STATUS says so`, async (t) => {
		const root = await makeRoot(t, `${key}\n`);
		await startMonitor(t, root);
		root.drop("wait-q", "waits", shell("true"));
		await until(
			"it says why",
			() => root.status("wait-q", "waits") ?? "",
			(seen) =>
				pattern.test(seen) ||
				(key.startsWith("max load") && seen.startsWith("DONE")),
		);
		t.deepEqual(root.names("done-q"), []);
	});

test("the posted status tells what runs and what waits, as text and as JSON", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.drop("wait-q", "runs", shell("sleep 67", "TIMEOUT :: 1h"));
	root.drop("wait-q", "waits", shell("true"));
	const file = path.join(root.folder("status"), "status.json");
	await until("it is posted", () => fs.existsSync(file));
	const status = () => JSON.parse(fs.readFileSync(file, "utf8"));
	await until(
		"both shown",
		status,
		(seen) =>
			seen.running[0]?.name === "runs" &&
			seen.running[0]?.state === "running" &&
			seen.waiting[0]?.name === "waits",
	);
	const seen = status();
	t.is(seen.mode, "running");
	t.is(seen.vacant, 0);
	t.is(seen.running[0].timeoutSeconds, 3600);
	t.is(seen.counts["wait-q"], 1);
	const text = fs.readFileSync(
		path.join(root.folder("status"), "status.txt"),
		"utf8",
	);
	t.regex(text, /slot 1: runs \(id \d\) running for \S+ s of 1h 00m/);
	t.regex(text, /wait-q\/waits \(id \d\) WAITING/);
	root.ask("KILL JOB");
	await until(
		"the end is posted too",
		status,
		(now) => now.running.length === 0 && now.counts["done-q"] === 1,
	);
});
