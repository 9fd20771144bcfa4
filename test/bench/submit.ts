/** What it costs to put in one job, with a Monitor that accepts it and does not start it. */
import fs from "node:fs";
import path from "node:path";
import { CATQ, CATQ_ADD } from "../helpers/daemon.ts";
import { type Owner, owning } from "../helpers/owner.ts";
import { median } from "./figures.ts";
import { compared, type Part, ratios, type Samples } from "./part.ts";
import { folderOf } from "./queue.ts";
import { openCatq, present } from "./queues.ts";
import { timesOf } from "./start.ts";

const DRIVER = `
mkfifo "$FOLDER/never"
exec 9<> "$FOLDER/never"
printf '==== UNIT OF WORK\\nCOMMAND :: /bin/true\\n\\n==== STATUS\\n\\n==== JOB LOG\\n' > "$FOLDER/text"
for ((i = 0; i < COUNT; i++)); do
	for way in $WAYS; do
		[ $way = mv ] && cp "$FOLDER/text" "$FOLDER/job-$i"
		# What the last one set going has ended.
		read -t 0.1 -u 9
		begun=$EPOCHREALTIME
		case $way in
		mv) mv "$FOLDER/job-$i" "$ROOT/wait-q/by-mv-$$-$i" ;;
		catq-add) "$CATQ_ADD" --root "$ROOT" /bin/true >/dev/null ;;
		catq_add) "$NODE" "$CATQ" --root "$ROOT" add /bin/true >/dev/null 2>&1 ;;
		node) "$NODE" "$FOLDER/empty.cjs" ;;
		tsp) tsp /bin/true >/dev/null ;;
		nq) nq -q /bin/true ;;
		esac
		echo "$way $begun $EPOCHREALTIME"
	done
done
tsp -K 2>/dev/null
`;

/** Ways into catq: by hand, by the shell program, by the verb. */
export const INTO_CATQ = ["mv", "catq-add", "catq_add"] as const;

/** Milliseconds of each way, `count` times in turns. */
export async function submitting(
	t: Owner,
	root: string,
	ways: readonly string[],
	count: number,
): Promise<Samples> {
	const folder = folderOf(t);
	fs.writeFileSync(path.join(folder, "empty.cjs"), "");
	fs.mkdirSync(path.join(folder, "nq"));
	return await timesOf(DRIVER, ways, {
		FOLDER: folder,
		ROOT: root,
		CATQ,
		CATQ_ADD,
		NODE: process.execPath,
		COUNT: String(count),
		TS_SOCKET: `${folder}/socket`,
		TMPDIR: folder,
		NQDIR: `${folder}/nq`,
	});
}

export const submit: Part = {
	name: "submit",
	about: "ms to put in one job: mv, catq-add, catq add, tsp, nq",
	async run({ rounds, small, say, found }) {
		await owning(async (t) => {
			const { root } = await openCatq(t, { slots: 1 });
			root.ask("PAUSE");
			const peers = present(["tsp", "nq"], say);
			const ways = [...INTO_CATQ, "node", ...peers];
			const count = small ? 2 : rounds * 4;
			const samples = await submitting(t, root.root, ways, count);
			for (const line of compared("ms", samples, ["nq", "node"])) say(line);
			found("submit shell", median(ratios(samples, "catq-add", "nq")));
			found("submit node", median(ratios(samples, "catq_add", "node")));
		});
	},
};
