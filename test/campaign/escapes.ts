/** Kills jobs whose processes try to get away, or lets these jobs end, and counts who is left: nobody, or those that STATUS names. */
import fs from "node:fs";
import path from "node:path";
import { factsOf, isDead } from "../../src/jobs/proc.ts";
import {
	CGROUPS,
	canMakeCgroups,
	OWN_CGROUP,
	withoutCgroups,
} from "../helpers/cgroups.ts";
import { type Daemon, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";
import { COMET, KINDS, type Kind, type Mode } from "./escape-kinds.ts";
import type { Options, Outcome, Part } from "./part.ts";

const NOBODY = 65534;
const ENDS = [
	"KILL JOB",
	"TIMEOUT",
	"KILL JOB, Monitor killed and restarted",
	"KILL JOB after its keeper was killed",
	"normal end",
] as const;
type End = (typeof ENDS)[number];
const SHORT_ENDS: readonly End[] = ["KILL JOB", "normal end"];

interface Result {
	readonly kind: Kind;
	readonly left: number;
	readonly named: boolean;
	readonly status: string;
}

export const escapes: Part = {
	name: "escapes",
	about: "who survives the kill of a job, or its end",
	run,
};

async function run(options: Options): Promise<Outcome> {
	const modes = modesHere().filter((mode) => !options.short || mode !== "user");
	const violations: string[] = [];
	const figures: string[] = [];
	let points = 0;
	for (const mode of modes)
		for (const end of options.short ? SHORT_ENDS : ENDS) {
			const kinds = KINDS.filter(
				({ modes: own, short }) =>
					(own === undefined || own.includes(mode)) &&
					(short || !options.short),
			);
			const results = await trial(mode, end, kinds);
			points += results.length;
			const escaped = results.filter(({ left }) => left > 0);
			for (const { kind, left, named, status } of escaped) {
				const point = `${mode}, ${end}, ${kind.name}: ${left} left: ${status}`;
				if (named) figures.push(`named: ${point}`);
				else if (kind.beyond?.includes(mode))
					figures.push(`known limit: ${point}`);
				else violations.push(point);
			}
			const gone = results.length - escaped.length;
			const line = `${mode.padEnd(7)} ${end.padEnd(39)} ${results.length} kinds, none left of ${gone}`;
			options.say(line);
		}
	const skipped = (["cgroup", "scan", "user"] as const).filter(
		(mode) => !modes.includes(mode),
	);
	return {
		points,
		violations,
		figures,
		...(skipped.length > 0 && !options.short
			? { skipped: `${skipped.join(", ")}: needs root and cgroup v2` }
			: {}),
	};
}

/** Without root there is one way to run it: as it is. */
function modesHere(): readonly Mode[] {
	if (process.getuid?.() !== 0) return ["user"];
	return canMakeCgroups() ? ["cgroup", "scan", "user"] : ["scan", "user"];
}

/** One Monitor, one job of each kind at once, each ended in the same way. */
async function trial(
	mode: Mode,
	end: End,
	kinds: readonly Kind[],
): Promise<Result[]> {
	const teardowns: (() => unknown)[] = [];
	const t = { teardown: (what: () => unknown) => void teardowns.push(what) };
	t.teardown(() => {
		if (fs.existsSync(elsewhereCgroup())) fs.rmdirSync(elsewhereCgroup());
	});
	const root = await makeRoot(t, `slots :: ${kinds.length}\n`);
	const jobs = kinds.map((kind, i) => ({
		kind,
		name: `job-${i}`,
		token: `300.${process.pid}${Date.now() % 1e6}${String(i).padStart(2, "0")}`,
	}));
	try {
		prepare(root, mode);
		const start = (elsewhere: boolean) =>
			startMonitor(t, root, monitorOptions(mode, elsewhere));
		const daemon = await start(false);
		for (const { kind, name, token } of jobs)
			drop(root, kind, name, token, mode, end);
		if (end !== "normal end")
			for (const { name, token } of jobs)
				await until(
					`${name} has begun`,
					() =>
						/^ready$/m.test(root.log("currently-executing", name) ?? "") &&
						processesWith(token).length > 1,
				);
		await finish(root, end, jobs, daemon, start);
		const results: Result[] = [];
		for (const { kind, name, token } of jobs) {
			const status = await until(
				`${kind.name} is settled (${mode}, ${end})`,
				() => statusOf(root, name) ?? "",
				Boolean,
				150,
			);
			const left = processesWith(token);
			results.push({
				kind,
				status,
				left: left.length,
				named: left.length > 0 && left.every((pid) => names(status, pid)),
			});
		}
		return results;
	} finally {
		for (const { token } of jobs)
			for (const pid of processesWith(token)) process.kill(pid, "SIGKILL");
		for (const what of teardowns.reverse()) await what();
	}
}

async function finish(
	root: TestRoot,
	end: End,
	jobs: readonly { readonly name: string }[],
	daemon: Daemon,
	start: (elsewhere: boolean) => Promise<Daemon>,
): Promise<void> {
	if (end === "normal end" || end === "TIMEOUT") return;
	if (end === "KILL JOB after its keeper was killed")
		for (const pid of keepersOf(root)) process.kill(pid, "SIGKILL");
	for (const { name } of jobs) root.ask(`KILL JOB ${name}`);
	if (end !== "KILL JOB, Monitor killed and restarted") return;
	await until(
		"each kill is recorded",
		() => records(root, ".kill").length === jobs.length,
	);
	await daemon.end("SIGKILL");
	await start(true);
}

/** Programs and rights that the jobs need. */
function prepare(root: TestRoot, mode: Mode): void {
	const base = path.dirname(root.root);
	fs.chmodSync(base, 0o755);
	fs.writeFileSync(`${base}/comet`, COMET);
	if (mode !== "user" || process.getuid?.() !== 0) return;
	fs.copyFileSync("/usr/bin/setpriv", `${base}/become`);
	fs.chmodSync(`${base}/become`, 0o4755);
	for (const name of ["", ...fs.readdirSync(root.root, { recursive: true })])
		fs.chownSync(path.join(root.root, String(name)), NOBODY, NOBODY);
}

function drop(
	root: TestRoot,
	kind: Kind,
	name: string,
	token: string,
	mode: Mode,
	end: End,
): void {
	const base = path.dirname(root.root);
	const script = `${base}/${name}.sh`;
	const rest = end === "normal end" ? "" : "sleep $T";
	const names = `T=$1 COMET=${base}/comet BECOME=${base}/become TOP=${CGROUPS}`;
	fs.writeFileSync(script, `${names}\n${kind.start}\necho ready\n${rest}\n`);
	const limit = end === "TIMEOUT" ? ["TIMEOUT :: 4s"] : [];
	const ofNobody = kind.ofNobody === true || mode === "user";
	root.drop(
		"wait-q",
		name,
		shell(`bash ${script} ${token}`, "GRACE :: 0.5s", ...limit),
		ofNobody && process.getuid?.() === 0 ? NOBODY : undefined,
	);
}

/** Another Monitor may be run in another cgroup than the first. */
function monitorOptions(mode: Mode, elsewhere: boolean) {
	if (mode === "user") return process.getuid?.() === 0 ? { uid: NOBODY } : {};
	if (mode === "scan") return { before: withoutCgroups() };
	if (!elsewhere) return {};
	const other = elsewhereCgroup();
	const move = `mkdir -p ${other} && echo 0 >${other}/cgroup.procs && exec "$@"`;
	return { before: ["sh", "-c", move, "sh"] };
}

const elsewhereCgroup = () => `${OWN_CGROUP}/catq-campaign-${process.pid}`;

function processesWith(token: string): number[] {
	return fs.readdirSync("/proc").flatMap((name) => {
		if (!/^\d+$/.test(name)) return [];
		try {
			const command = fs.readFileSync(`/proc/${name}/cmdline`, "latin1");
			const facts = factsOf(Number(name));
			return command.includes(token) && facts !== undefined && !isDead(facts)
				? [Number(name)]
				: [];
		} catch {
			return [];
		}
	});
}

const records = (root: TestRoot, ending: string) =>
	fs.readdirSync(root.folder("run")).filter((name) => name.endsWith(ending));

function keepersOf(root: TestRoot): number[] {
	return records(root, ".fence").map((name) =>
		Number(
			fs
				.readFileSync(path.join(root.folder("run"), name), "utf8")
				.split(" ")[1],
		),
	);
}

const statusOf = (root: TestRoot, name: string) =>
	(["done-q", "error-q", "fail-q"] as const)
		.map((place) => root.status(place, name))
		.find((status) => status !== undefined);

const names = (status: string, pid: number) =>
	new RegExp(` left:.* ${pid} `).test(status);
