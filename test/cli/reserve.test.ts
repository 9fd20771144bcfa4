/** catq reserve: what it takes, and what it prints. */
import test from "ava";
import { catq, startMonitor } from "../helpers/daemon.ts";
import { makeRoot } from "../helpers/root.ts";

test("reserve prints an id and nothing else; what cannot be asked for is said before anybody is asked", async (t) => {
	const root = await makeRoot(t);
	const reserve = (...words: string[]) => {
		const { code, out, err } = catq(["--root", root.root, "reserve", ...words]);
		return [code, out, err.trim()];
	};
	t.deepEqual(reserve("--unique"), [
		64,
		"",
		"catq: --unique needs --task-name: unique among what?",
	]);
	t.is(reserve("--task-name", " ")[0], 64);
	t.is(reserve("--task-name", "a\nSHUTDOWN")[0], 64);
	t.is(reserve("--task-name", "UNIQUE a")[0], 64);
	t.is(reserve()[0], 69);
	await startMonitor(t, root);
	t.deepEqual(reserve(), [0, "1\n", ""]);
	t.deepEqual(reserve("--task-name", "UNIQUE a", "--unique"), [0, "2\n", ""]);
	t.deepEqual(reserve("--task-name", "UNIQUE a", "--unique"), [
		1,
		"",
		"catq: not reserved: id 2 is reserved for it",
	]);
});
