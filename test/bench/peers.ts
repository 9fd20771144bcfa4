/** The peers that are compared with: tsp (task-spooler) and nq. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { Owner } from "../helpers/owner.ts";
import { folderOf, type Queue, type Work, wordsOf } from "./queue.ts";

export function openTsp(t: Owner, slots: number): Queue {
	const folder = folderOf(t);
	const env = { ...process.env, TS_SOCKET: `${folder}/socket`, TMPDIR: folder };
	const tsp = (...words: string[]) =>
		void spawnSync("tsp", words, { env, stdio: "ignore" });
	tsp("-S", String(slots));
	t.teardown(() => tsp("-K"));
	return {
		pid: serverOf(env.TS_SOCKET),
		put: (works) => submit(works, 'tsp "$@"', env, folder),
		waiting: async () => {},
	};
}

/** The server that the first call of tsp has left behind. */
function serverOf(socket: string): number | undefined {
	const pid = fs.readdirSync("/proc").find((name) => {
		try {
			const environ = fs.readFileSync(`/proc/${name}/environ`, "latin1");
			return environ.includes(`TS_SOCKET=${socket}\0`);
		} catch {
			// No process, or gone.
			return false;
		}
	});
	return pid === undefined ? undefined : Number(pid);
}

export function openNq(t: Owner): Queue {
	const folder = folderOf(t);
	const env = { ...process.env, NQDIR: folder };
	return {
		put: (works) => submit(works, 'nq -q "$@"', env, folder),
		waiting: async () => {},
	};
}

/** One shell submits all of them: to start one for each would cost more than they do. */
function submit(
	works: readonly Work[],
	command: string,
	env: NodeJS.ProcessEnv,
	folder: string,
): void {
	const lines = works.map(
		(work) =>
			`submit ${wordsOf(work)
				.map((word) => `'${word}'`)
				.join(" ")}`,
	);
	const file = path.join(folder, "submit.sh");
	fs.writeFileSync(file, `submit() { ${command}; }\n${lines.join("\n")}\n`);
	spawnSync("bash", [file], { env, stdio: "ignore" });
}
