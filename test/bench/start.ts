/** From submitting a job to an idle queue until it runs; the command that submits it counts. */
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { owning } from "../helpers/owner.ts";
import { compared, type Part } from "./part.ts";
import { folderOf, hasProgram, openCatq, wordsOf } from "./queues.ts";

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

export const start: Part = {
	name: "start",
	about: "ms from submitting to the start, idle queue: p50 and p95",
	async run({ rounds, small, say }) {
		await owning(async (t) => {
			const folder = folderOf(t);
			const { root } = await openCatq(t, { slots: 1 });
			fs.mkdirSync(path.join(folder, "nq"));
			const ways = ["catq", "tsp", "nq", "loop"].filter(
				(way) => way === "catq" || way === "loop" || hasProgram(way),
			);
			const lines = await outputOf(
				`mkfifo "$FOLDER/never"\n${DRIVER}tsp -K 2>/dev/null`,
				{
					FOLDER: folder,
					ROOT: root.root,
					WAYS: ways.join(" "),
					COUNT: String(small ? 2 : rounds * 20),
					TS_SOCKET: `${folder}/socket`,
					TMPDIR: folder,
					NQDIR: `${folder}/nq`,
				},
			);
			const samples = new Map<string, number[]>(ways.map((way) => [way, []]));
			for (const [way = "", begun, ended] of lines.map((line) =>
				line.split(" "),
			))
				samples.get(way)?.push((Number(ended) - Number(begun)) * 1000);
			for (const line of compared("ms", samples, ["tsp"])) say(line);
		});
	},
};

export function outputOf(
	script: string,
	env: NodeJS.ProcessEnv,
): Promise<string[]> {
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
