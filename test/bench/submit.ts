/** What it costs to put in one job; the queues rest meanwhile. */
import fs from "node:fs";
import path from "node:path";
import { CATQ_ADD, CLI } from "../helpers/daemon.ts";
import { owning } from "../helpers/owner.ts";
import { makeRoot } from "../helpers/root.ts";
import { compared, type Part } from "./part.ts";
import { folderOf, hasProgram } from "./queues.ts";
import { outputOf } from "./start.ts";

const DRIVER = `
printf '==== UNIT OF WORK\\nCOMMAND :: /bin/true\\n\\n==== STATUS\\n\\n==== JOB LOG\\n' > "$FOLDER/text"
for ((i = 0; i < COUNT; i++)); do
	for way in $WAYS; do
		[ $way = mv ] && cp "$FOLDER/text" "$ROOT/incoming/job-$i"
		begun=$EPOCHREALTIME
		case $way in
		mv) mv "$ROOT/incoming/job-$i" "$ROOT/wait-q/job-$i" ;;
		catq-add) "$CATQ_ADD" --root "$ROOT" /bin/true >/dev/null ;;
		add) "$NODE" "$CLI" --root "$ROOT" add /bin/true >/dev/null 2>&1 ;;
		node) "$NODE" "$FOLDER/empty.mjs" ;;
		tsp) tsp /bin/true >/dev/null ;;
		nq) nq -q /bin/true ;;
		esac
		echo "$way $begun $EPOCHREALTIME"
	done
done
tsp -K 2>/dev/null
`;

export const submit: Part = {
	name: "submit",
	about: "ms to put in one job: mv, catq-add, catq add, tsp, nq",
	async run({ rounds, small, say }) {
		await owning(async (t) => {
			const root = await makeRoot(t);
			const folder = folderOf(t);
			fs.writeFileSync(path.join(folder, "empty.mjs"), "");
			fs.mkdirSync(path.join(folder, "nq"));
			const ways = ["mv", "catq-add", "add", "node", "tsp", "nq"].filter(
				(way) => (way !== "tsp" && way !== "nq") || hasProgram(way),
			);
			const lines = await outputOf(DRIVER, {
				FOLDER: folder,
				ROOT: root.root,
				CLI,
				CATQ_ADD,
				NODE: process.execPath,
				WAYS: ways.join(" "),
				COUNT: String(small ? 2 : rounds * 4),
				TS_SOCKET: `${folder}/socket`,
				TMPDIR: folder,
				NQDIR: `${folder}/nq`,
			});
			const samples = new Map<string, number[]>(ways.map((way) => [way, []]));
			for (const line of lines) {
				const [way = "", begun, ended] = line.split(" ");
				samples.get(way)?.push((Number(ended) - Number(begun)) * 1000);
			}
			for (const line of compared("ms", samples, ["nq", "node"])) say(line);
		});
	},
};
