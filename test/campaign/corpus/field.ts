/** Where a group of cases happens: a root with a living Monitor, and around it what must not change. */
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { type Daemon, startMonitor } from "../../helpers/daemon.ts";
import { makeRoot, type TestRoot } from "../../helpers/root.ts";
import { type Case, CORPUS, type Group } from "./cases.ts";

export const SLEEP_SECONDS = 1;
const GIVE_UP_SECONDS = 2;
/** Seconds after which whatever the Monitor means to do with a drop is done. */
export const ALL_DECIDED_SECONDS = GIVE_UP_SECONDS + SLEEP_SECONDS + 0.5;
const NOBODY = 65534;
const SCRIPT_LIMIT_MS = 40_000;
/** What no job, notice or note may ever show. */
export const SECRET = "the-secret-of-the-victim";

const SHORT_TIMES = `slots :: 8
sleep seconds :: ${SLEEP_SECONDS}
settle seconds :: 0.5
give up seconds :: ${GIVE_UP_SECONDS}
min free disk :: none
`;

export interface Field {
	readonly root: TestRoot;
	readonly base: string;
	readonly monitor: Daemon;
	/** Where jobs count their runs. */
	readonly ran: string;
	/** The bytes of what was dropped. */
	readonly drops: string;
	/** Content, mode and time of all that lies outside the root. */
	readonly outside: () => readonly string[];
	readonly close: () => void;
}

export async function makeField(group: Group): Promise<Field> {
	const closing: (() => void)[] = [];
	const teardown = (act: () => void) => void closing.unshift(act);
	const close = () => {
		for (const act of closing.splice(0)) act();
	};
	try {
		const root = await makeRoot({ teardown }, SHORT_TIMES + group.config);
		const base = path.dirname(root.root);
		for (const name of ["ran", "drops", "out", "victim"])
			fs.mkdirSync(path.join(base, name));
		fs.chmodSync(path.join(base, "ran"), 0o777);
		makeVictims(path.join(base, "victim"));
		fs.chmodSync(base, 0o755);
		const uid = group.asNobody && process.getuid?.() === 0 ? NOBODY : undefined;
		if (uid !== undefined) giveTo(root.root, uid);
		const monitor = await startMonitor({ teardown }, root, {
			env: { CATQ_SECRET: SECRET },
			...(uid === undefined ? {} : { uid }),
		});
		return {
			root,
			base,
			monitor,
			ran: path.join(base, "ran"),
			drops: path.join(base, "drops"),
			outside: () => snapshotOf(base),
			close,
		};
	} catch (error) {
		close();
		throw error;
	}
}

function makeVictims(folder: string): void {
	for (const [name, mode] of [
		["secret", 0o600],
		["linked", 0o644],
		["uow", 0o644],
	] as const) {
		const file = path.join(folder, name);
		const text =
			name === "uow"
				? "==== UNIT OF WORK\nCOMMAND :: touch pwned\n\n==== STATUS\n\n==== JOB LOG\n"
				: `${SECRET}\n`;
		fs.writeFileSync(file, text, { mode });
		fs.utimesSync(file, 1e9, 1e9);
	}
}

function giveTo(folder: string, uid: number): void {
	fs.lchownSync(folder, uid, uid);
	for (const entry of fs.readdirSync(folder, { recursive: true }))
		fs.lchownSync(path.join(folder, entry.toString()), uid, uid);
}

/** The names beside the root, and all of the victims. */
function snapshotOf(base: string): readonly string[] {
	const victims = path.join(base, "victim");
	return [
		...fs.readdirSync(base),
		...fs.readdirSync(victims).map((name) => {
			const file = path.join(victims, name);
			const { mode, mtimeMs, size, uid } = fs.lstatSync(file);
			return `${name} ${mode} ${mtimeMs} ${size} ${uid} ${fs.readFileSync(file, "latin1")}`;
		}),
	].sort();
}

/** Drops what the case is; returns why it could not be tried here, if so. Throws what its script complains of. */
export async function happen(
	field: Field,
	one: Case,
): Promise<string | undefined> {
	if (!one.isScript) {
		const bytes = fs.readFileSync(one.file);
		const incoming = path.join(field.root.folder("incoming"), one.name);
		fs.writeFileSync(path.join(field.drops, one.name), bytes);
		fs.writeFileSync(incoming, bytes);
		fs.renameSync(incoming, path.join(field.root.folder("wait-q"), one.name));
		return undefined;
	}
	const out = path.join(field.base, "out", one.name);
	fs.mkdirSync(out);
	const child = spawn(
		"/bin/sh",
		["-euc", '. "$1"; . "$2"', "sh", path.join(CORPUS, "prelude.sh"), one.file],
		{
			cwd: field.root.root,
			stdio: ["ignore", "ignore", "pipe"],
			env: {
				PATH: process.env.PATH,
				HOME: out,
				CASE: one.name,
				OUT: out,
				DROPS: field.drops,
				VICTIM: path.join(field.base, "victim"),
			},
		},
	);
	const { code, complaint } = await endOf(child);
	if (code === 77) return complaint;
	if (code !== 0)
		throw new Error(`its script ended with ${code}: ${complaint}`);
	return undefined;
}

function endOf(
	child: ChildProcess,
): Promise<{ code: number | string; complaint: string }> {
	return new Promise((resolve) => {
		let complaint = "";
		child.stderr?.on("data", (data) => (complaint += data));
		const timer = setTimeout(() => child.kill("SIGKILL"), SCRIPT_LIMIT_MS);
		child.once("exit", (code, signal) => {
			clearTimeout(timer);
			resolve({ code: code ?? signal ?? -1, complaint: complaint.trim() });
		});
	});
}
