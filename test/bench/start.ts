/** From submitting a job to an idle queue until it runs; the command that submits it counts. */
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { CATQ_ADD } from "../helpers/daemon.ts";
import { owning } from "../helpers/owner.ts";
import { quantile, short, table } from "./figures.ts";
import type { Part, Samples } from "./part.ts";
import { folderOf, wordsOf } from "./queue.ts";
import { openCatq, present } from "./queues.ts";

/** Submits one job after the other in turns, and prints `NAME SECONDS` when each has started. */
const DRIVER = `
exec 9<> "$FOLDER/never"
for ((i = 0; i < COUNT; i++)); do
	for way in $WAYS; do
		out=$FOLDER/$way-$i
		job="echo \\$EPOCHREALTIME > $out"
		[ $way = catq ] && printf '==== UNIT OF WORK\\nCOMMAND :: %s\\n\\n==== STATUS\\n\\n==== JOB LOG\\n' "$job" > "$ROOT/incoming/job-$i"
		read -t 0.15 -u 9
		begun=$EPOCHREALTIME
		case $way in
		catq) mv "$ROOT/incoming/job-$i" "$ROOT/wait-q/job-$i" ;;
		catq-add) "$CATQ_ADD" --root "$ROOT" --name "add-$i" -- "$job" >/dev/null ;;
		tsp) tsp bash -c "$job" >/dev/null ;;
		nq) nq -q bash -c "$job" ;;
		loop) bash -c "bash -c '$job' 2>&1 | tee -a $FOLDER/log-$i" ;;
		esac
		until [ -s "$out" ]; do read -t 0.005 -u 9; done
		read -r ended < "$out"
		echo "$way $begun $ended"
	done
done
`;

/** Five ways take turns; sixty samples of each in a run of five rounds. */
const TURNS = 12;

export const start: Part = {
	name: "start",
	about: "ms from submitting to the start, idle queue: p50 and p95",
	async run({ rounds, small, say, found }) {
		await owning(async (t) => {
			const folder = folderOf(t);
			const { root } = await openCatq(t, { slots: 1 });
			fs.mkdirSync(path.join(folder, "nq"));
			const ways = ["catq", "catq-add", ...present(["tsp", "nq"], say), "loop"];
			const samples = await timesOf(
				`mkfifo "$FOLDER/never"\n${DRIVER}tsp -K 2>/dev/null`,
				ways,
				{
					FOLDER: folder,
					ROOT: root.root,
					CATQ_ADD,
					COUNT: String(small ? 2 : rounds * TURNS),
					TS_SOCKET: `${folder}/socket`,
					TMPDIR: folder,
					NQDIR: `${folder}/nq`,
				},
			);
			const at = (way: string, part: number) =>
				quantile(samples.get(way) ?? [], part);
			const times = (way: string, part: number) =>
				at(way, part) / at("tsp", part);
			const rows = ways.map((way) => [
				way,
				...[at(way, 0.5), at(way, 0.95)].map(short),
				...[times(way, 0.5), times(way, 0.95)].map(short),
			]);
			const head = ["", "p50, ms", "p95, ms", "× tsp, p50", "× tsp, p95"];
			for (const line of table(head, rows)) say(line);
			found("start p50", times("catq", 0.5));
			found("start p95", times("catq", 0.95));
		});
	},
};

/** Milliseconds of each way, of a script that prints `WAY BEGUN ENDED` for each. */
export async function timesOf(
	script: string,
	ways: readonly string[],
	env: NodeJS.ProcessEnv,
): Promise<Samples> {
	const samples = new Map<string, number[]>(ways.map((way) => [way, []]));
	const lines = await outputOf(script, { ...env, WAYS: ways.join(" ") });
	for (const [way = "", begun, ended] of lines.map((line) => line.split(" ")))
		samples.get(way)?.push((Number(ended) - Number(begun)) * 1000);
	return samples;
}

function outputOf(script: string, env: NodeJS.ProcessEnv): Promise<string[]> {
	const [shell = "", ...words] = wordsOf({ shell: script });
	return new Promise((resolve, reject) => {
		const child = spawn(shell, words, {
			env: { ...process.env, ...env },
			stdio: ["ignore", "pipe", "inherit"],
		});
		let text = "";
		child.stdout.on("data", (data) => {
			text += data;
		});
		child.once("error", reject);
		child.once("close", () => resolve(text.split("\n").filter(Boolean)));
	});
}
