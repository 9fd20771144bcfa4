/** Lives in arenas: processes that take one Monitor under fire after the other. */
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Answer } from "./arena.ts";
import type { Order } from "./fire.ts";
import type { Build, Ended } from "./trial.ts";

interface Arena {
	readonly child: ChildProcess;
	/** What it will answer next. */
	readonly answers: AsyncIterator<string>;
}

/** Lives of one arena: memory that leaks in it is none of the product's. */
const MOST_LIVES = 200;
/** Milliseconds a life may take; a longer one hangs. */
const LONGEST_LIFE = 60_000;
const idle = new Map<string, { arena: Arena; lives: number }[]>();

/** Runs a Monitor under fire; signal "SIGKILL": it died, "HANGS": it had to be ended. */
export async function live(
	build: Build,
	order: Order,
	variables: Readonly<Record<string, string>> = {},
): Promise<Ended> {
	const kind = JSON.stringify([build.dist, variables]);
	const free = idle.get(kind) ?? [];
	idle.set(kind, free);
	const { arena, lives } = free.pop() ?? {
		arena: open(build, variables),
		lives: 0,
	};
	arena.child.stdin?.write(`${JSON.stringify(order)}\n`);
	const line = await answerOf(arena);
	if (line === undefined)
		return { code: null, signal: "HANGS", out: "", report: undefined };
	if (lives < MOST_LIVES) free.push({ arena, lives: lives + 1 });
	else close(arena);
	const answer = JSON.parse(line) as Answer;
	return {
		code: answer.died ? null : answer.code,
		signal: answer.died ? "SIGKILL" : null,
		out: answer.said.join("\n"),
		report: answer.died ? undefined : answer,
	};
}

/** Ends all that are idle, or those of one build. */
export function closeArenas(build?: Build): void {
	for (const [kind, free] of idle) {
		if (build !== undefined && !kind.includes(`"${build.dist}"`)) continue;
		for (const { arena } of free) close(arena);
		idle.delete(kind);
	}
}

function open(
	build: Build,
	variables: Readonly<Record<string, string>>,
): Arena {
	const child = spawn(
		process.execPath,
		[path.join(build.dist, "test/campaign/arena.js")],
		{
			stdio: ["pipe", "pipe", "inherit"],
			detached: true,
			env: { ...process.env, ...variables },
		},
	);
	const lines = createInterface({ input: child.stdout });
	return { child, answers: lines[Symbol.asyncIterator]() };
}

/** Its keepers are in sessions of their own. */
function close({ child }: Arena): void {
	if (child.pid === undefined || child.exitCode !== null) return;
	try {
		process.kill(-child.pid, "SIGKILL");
	} catch {
		// It ended meanwhile.
	}
}

async function answerOf(arena: Arena): Promise<string | undefined> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<undefined>((resolve) => {
		timer = setTimeout(resolve, LONGEST_LIFE, undefined);
	});
	const line = await Promise.race([
		arena.answers.next().then(({ value }) => value as string | undefined),
		late,
	]);
	clearTimeout(timer);
	if (line === undefined) close(arena);
	return line;
}
