/** Ids with a real Monitor: asked by id, reserved, used once whatever dies. */
import fs from "node:fs";
import test from "ava";
import { closeArenas, live } from "../campaign/arenas.ts";
import type { Fire } from "../campaign/fire.ts";
import { each, endTrial, newTrial, PRESENT } from "../campaign/trial.ts";
import { startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

test.after.always(() => closeArenas());

const says = (root: TestRoot, what: RegExp) =>
	until(
		String(what),
		() => root.said(),
		(said) => what.test(said),
	);
const lies = (root: TestRoot, place: "done-q" | "error-q", name: string) =>
	until(`${place}/${name}`, () => root.text(place, name));

/** Asks for an id and waits for it. */
async function reserved(root: TestRoot, request: string): Promise<number> {
	root.ask(request);
	const answer = new RegExp(
		` ${request}: (\\d+) is reserved until \\S+Z: drop a UOW with the line ID :: \\1$`,
		"m",
	);
	return Number(answer.exec(await says(root, answer))?.[1]);
}

test("a UOW that is dropped with a reserved id runs under it, once", async (t) => {
	const root = await makeRoot(t, "reserve seconds :: 600\n");
	await startMonitor(t, root);
	const id = await reserved(root, "RESERVE nightly #catq:abc123");
	t.is(
		fs.readFileSync(root.own(`${id}.reserved`), "utf8").split("\n")[0],
		"TASK NAME :: nightly",
	);
	root.ask("RESERVE UNIQUE nightly");
	await says(root, /UNIQUE nightly: not reserved: id \d+ is reserved for it/);
	root.ask(`KILL JOB ${id}`);
	await says(root, new RegExp(`KILL JOB ${id}: ${id} is only reserved, until`));
	await until("it is in the posted status", () =>
		fs
			.readFileSync(`${root.folder("status")}/status.json`, "utf8")
			.includes(`"taskName": "nightly"`),
	);

	root.drop("wait-q", "A", shell("echo $UOW_ID $UOW_TASK_NAME", `ID :: ${id}`));
	await lies(root, "done-q", "A");
	t.is(root.log("done-q", "A"), `${id} nightly\n`);
	t.regex(
		root.text("done-q", "A") ?? "",
		new RegExp(`^timestamp: .* id ${id}\n`),
	);
	t.false(fs.existsSync(root.own(`${id}.reserved`)));
	await reserved(root, "RESERVE UNIQUE nightly");

	// Its copy is a UOW like any other; a second drop with the id is not.
	fs.copyFileSync(root.at("done-q", "A"), root.at("wait-q", "copy"));
	root.drop("wait-q", "B", shell("true", `ID :: ${id}`));
	await lies(root, "done-q", "copy");
	t.not(root.log("done-q", "copy"), root.log("done-q", "A"));
	await until("the second is in trash", () => root.text("trash", "B"));
	t.regex(
		root.text("trash", "B.why" as never) ?? "",
		new RegExp(`ID ${id} is used already( by A)?: leave the line out`),
	);
});

test("a reserved id that nobody uses expires, and is never given again", async (t) => {
	const root = await makeRoot(t, "reserve seconds :: 1\nsettle seconds :: 0\n");
	await startMonitor(t, root);
	const id = await reserved(root, "RESERVE");
	await says(root, new RegExp(`the reservation of id ${id} has expired`));
	t.false(fs.existsSync(root.own(`${id}.reserved`)));
	root.drop("wait-q", "late", shell("true", `ID :: ${id}`));
	root.drop("wait-q", "other", shell("true"));
	await until("late is in trash", () => root.text("trash", "late"));
	await lies(root, "done-q", "other");
	t.notRegex(root.text("done-q", "other") ?? "", new RegExp(` id ${id}\n`));
});

test("whatever has settled is found by its id, wherever it was moved to", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	root.drop("wait-q", "first", shell("exit 3"));
	await lies(root, "error-q", "first");
	root.drop("wait-q", "second", shell("true"));
	await lies(root, "done-q", "second");
	await says(root, /second: DONE/);
	fs.renameSync(root.at("done-q", "second"), root.at("archive", "put away"));
	for (const [request, answer] of [
		["RETRY 1", /first \(id 1\) moves from error-q to wait-q/],
		["RETRY 2", /put away \(id 2\) lies in archive/],
		["HOLD 3", /there is no UOW named 3, and none with that id/],
	] as const) {
		root.ask(request);
		await says(root, answer);
	}
	await says(root, /first started in slot 1, id 1, attempt 2/);
});

/** Of so many operations one is a point here; the campaign's sweeps meet all. */
const STEP = 3;
const CONFIG = "settle seconds :: 0\n";
const DROP =
	"==== UNIT OF WORK\nCOMMAND :: true\nID :: 7\n\n==== STATUS\n\n==== JOB LOG\n";

/** What a life leaves: each id with the places that have it, and the reserved ids. */
function idsIn(root: string): { used: string[]; reserved: string[] } {
	const used = ["wait-q", "done-q", "error-q", "fail-q", "trash"].flatMap(
		(place) =>
			fs.readdirSync(`${root}/${place}`).flatMap((name) => {
				const text = fs.readFileSync(`${root}/${place}/${name}`, "utf8");
				const id = /^timestamp: .* id (\d+)\n/.exec(text)?.[1];
				return id === undefined ? [] : [`${place}/${name} ${id}`];
			}),
	);
	const reserved = fs
		.readdirSync(`${root}/run`)
		.filter((name) => /reserved|stamp|new$/.test(name));
	return { used, reserved };
}

test("a Monitor that dies anywhere gives a reserved id to one UOW, and an id that it told stays reserved", async (t) => {
	t.timeout(240_000);
	const operations = await killedAt(undefined);
	t.deepEqual(operations.violations, []);
	const points = Array.from(
		{ length: Math.floor(operations.count / STEP) },
		(_, i) => 1 + i * STEP,
	);
	const violations: string[] = [];
	await each(
		points.map((at): Fire => ({ kind: "kill", at, when: "before" })),
		async (fire) => {
			const found = await killedAt(fire);
			violations.push(
				...found.violations.map((text) => `${JSON.stringify(fire)}: ${text}`),
			);
		},
	);
	t.log(`${points.length} points`);
	t.true(points.length > 30);
	t.deepEqual(violations, []);
});

/** A life with a drop for id 7, a second one and a RESERVE; killed there, and started again. */
async function killedAt(
	fire: Fire | undefined,
): Promise<{ count: number; violations: string[] }> {
	const trial = await newTrial(CONFIG);
	const { root } = trial;
	fs.writeFileSync(`${root}/run/next-id`, "101\n");
	fs.writeFileSync(
		`${root}/run/7.reserved`,
		"TASK NAME :: seven\nUNTIL :: 2999-11-22T13:00:00Z\n",
	);
	fs.writeFileSync(`${root}/wait-q/first`, DROP);
	fs.utimesSync(`${root}/wait-q/first`, 1000, 1000);
	fs.writeFileSync(`${root}/wait-q/second`, DROP);
	fs.appendFileSync(`${root}/monitor_reads`, "RESERVE eight\n");
	const order = (kind: Fire) => ({ root, looks: false, fire: kind });
	const ended = await live(PRESENT, order(fire ?? { kind: "none" }));
	if (fire !== undefined) await live(PRESENT, order({ kind: "none" }));

	const violations: string[] = [];
	const { used, reserved } = idsIn(root);
	if (used.join() !== "done-q/first 7") violations.push(used.join(", "));
	const text = fs.readFileSync(`${root}/done-q/first`, "utf8");
	if (!/^TASK NAME :: seven\n# ID :: 7$/m.test(text)) violations.push(text);
	if (!fs.existsSync(`${root}/trash/second`))
		violations.push("the second is not in trash");
	const said = fs.readFileSync(`${root}/monitor_says`, "utf8");
	const told = /(\d+) is reserved until/.exec(said)?.[1];
	if (
		told === undefined &&
		!/RESERVE eight: the Monitor was stopped/.test(said)
	)
		violations.push("RESERVE was not answered");
	if (told !== undefined && !reserved.includes(`${told}.reserved`))
		violations.push(`${told} was told, and is not reserved`);
	if (reserved.length > 1 || reserved.some((name) => name.startsWith("7")))
		violations.push(`left: ${reserved.join(", ")}`);
	endTrial(trial);
	return { count: ended.report?.operations.length ?? 0, violations };
}
