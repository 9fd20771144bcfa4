/** Signals to several runs at once: each gets its own, and nobody else any. */
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test, { type ExecutionContext } from "ava";
import { killAllIn } from "../../src/jobs/cgroup.ts";
import { factsOf } from "../../src/jobs/proc.ts";
import { askToStop, forceToStop } from "../../src/jobs/stop.ts";
import { locksLimitOf, MARK, type Traces } from "../../src/jobs/traces.ts";
import { until } from "../helpers/until.ts";

/** A process in a session of its own, that is no run's keeper. */
async function start(
	t: ExecutionContext,
	command: string,
	env: NodeJS.ProcessEnv,
): Promise<ChildProcess> {
	const child = spawn("bash", ["-c", `${command}; exec sleep 300`], {
		detached: true,
		stdio: "ignore",
		env: { PATH: process.env.PATH, ...env },
	});
	t.teardown(() => child.kill("SIGKILL"));
	await until("it sleeps", () => factsOf(child.pid ?? 0)?.name === "sleep");
	return child;
}

function tracesOf(key: string): Traces {
	const mark = `stop-${process.pid}-${key}`;
	const locksLimit = locksLimitOf(key);
	return { keeper: undefined, mark, locksLimit, cgroup: undefined };
}

test("each of several runs that are asked to stop at once hears its own signal, also where it has stopped itself", async (t) => {
	const a = tracesOf("21-00000001");
	const b = tracesOf("22-00000001");
	const marked = await start(t, "true", { [MARK]: a.mark });
	const limited = await start(t, `ulimit -S -x ${b.locksLimit}`, {});
	const other = await start(t, "true", { [MARK]: `${a.mark}0` });
	process.kill(marked.pid ?? 0, "SIGSTOP");
	askToStop(
		new Map([
			[a, "TERM"],
			[b, "INT"],
		] as const),
	);
	await until("they have ended", () => marked.signalCode && limited.signalCode);
	t.deepEqual([marked.signalCode, limited.signalCode], ["SIGTERM", "SIGINT"]);
	t.is(other.signalCode, null);
});

test("KILL to several runs at once names for each whom it found", async (t) => {
	const runs = [
		tracesOf("23-00000001"),
		tracesOf("24-00000001"),
		tracesOf("25-00000001"),
	] as const;
	const [a, b, c] = runs;
	const first = await start(t, "trap '' TERM", { [MARK]: a.mark });
	const second = await start(t, "trap '' TERM", { [MARK]: a.mark });
	const third = await start(t, `ulimit -S -x ${b.locksLimit}`, {});
	const found = forceToStop(runs);
	const pids = (run: Traces) => found.get(run)?.map(({ pid }) => pid);
	t.deepEqual(pids(a)?.sort(), [first.pid, second.pid].sort());
	t.deepEqual(pids(b), [third.pid]);
	t.deepEqual(pids(c), []);
	for (const one of [first, second, third])
		await until("it has ended", () => one.signalCode === "SIGKILL");
});

test("no cgroup is killed that the Monitor itself is in", (t) => {
	const base = fs.mkdtempSync(path.join(os.tmpdir(), "catq-stop-"));
	t.teardown(() => fs.rmSync(base, { recursive: true }));
	const [own] = fs
		.readFileSync("/proc/self/cgroup", "latin1")
		.split("\n")
		.flatMap((line) => line.split("/").slice(1))
		.filter(Boolean);
	if (own === undefined) return t.log("this process is in no cgroup below /");
	const killed = (name: string) => {
		const folder = path.join(base, name);
		fs.mkdirSync(folder);
		fs.writeFileSync(path.join(folder, "cgroup.kill"), "");
		killAllIn(folder);
		return fs.readFileSync(path.join(folder, "cgroup.kill"), "latin1");
	};
	t.is(killed("catq-1-2.3-other"), "1");
	t.is(killed(own), "");
});
