/** Who is left of a job that ended by itself, at a price that each job can pay. */
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test, { type ExecutionContext } from "ava";
import { Ages, Census } from "../../src/jobs/census.ts";
import { factsOf, uptime } from "../../src/jobs/proc.ts";
import { locksLimitOf, MARK, type Traces } from "../../src/jobs/traces.ts";
import { until } from "../helpers/until.ts";

/** A process in a session of its own. */
async function start(
	t: ExecutionContext,
	command: string,
	env: NodeJS.ProcessEnv = {},
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

/** A keeper that is gone, and was as old as this test. */
function goneKeeper() {
	return { pid: 2 ** 30, startTicks: factsOf(process.pid)?.startTicks ?? 0 };
}

function tracesOf(key: string, parts: Partial<Traces> = {}): Traces {
	return {
		keeper: goneKeeper(),
		mark: key,
		locksLimit: locksLimitOf(key),
		cgroup: undefined,
		...parts,
	};
}

const left = (traces: Traces, ages = new Ages()) =>
	new Census(ages, uptime()).leftBehind(traces, false).map(({ pid }) => pid);

/** A folder that reads like a cgroup in which nobody is. */
function emptyCgroup(t: ExecutionContext, used: number): string {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), "catq-census-"));
	t.teardown(() => fs.rmSync(folder, { recursive: true }));
	fs.writeFileSync(`${folder}/cgroup.procs`, "");
	fs.writeFileSync(`${folder}/cpu.stat`, `usage_usec ${used}\nuser_usec 0\n`);
	return folder;
}

test("a process is found by the limit on file locks, also outside of the run's cgroup", async (t) => {
	const key = "7-00000001";
	const { pid } = await start(t, `ulimit -S -x ${locksLimitOf(key)}`);
	t.deepEqual(left(tracesOf(key)), [pid]);
	t.deepEqual(left(tracesOf(key, { cgroup: emptyCgroup(t, 5) })), [pid]);
	t.deepEqual(left(tracesOf("7-00000002")), []);
});

test("a process is found by its mark, where no cgroup has held the job", async (t) => {
	const mark = `mark-${process.pid}`;
	const { pid } = await start(t, "true", { [MARK]: mark });
	t.deepEqual(left(tracesOf("8-00000001", { mark })), [pid]);
	const cgroup = emptyCgroup(t, 0);
	t.deepEqual(left(tracesOf("8-00000001", { mark, cgroup })), [pid]);
	const used = emptyCgroup(t, 5);
	t.deepEqual(left(tracesOf("8-00000001", { mark, cgroup: used })), []);
});

test("who began before the keeper is none of the job's", async (t) => {
	const mark = `old-${process.pid}`;
	await start(t, "true", { [MARK]: mark });
	const ages = new Ages();
	const later = await start(t, "sleep 0.05");
	const keeper = factsOf(later.pid ?? 0);
	const traces = tracesOf("9-00000001", { mark, keeper });
	t.deepEqual(left(traces, ages), []);
	t.deepEqual(left(traces, ages), [], "known from the look before");
});
