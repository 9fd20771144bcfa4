import fs from "node:fs";
import test from "ava";
import { Flushes } from "../../src/spool/flushes.ts";
import { makeRoot } from "../helpers/root.ts";

test("a log is written to the disk beside the loop, and a bell says when it is", async (t) => {
	const root = await makeRoot(t);
	root.drop("wait-q", "long", "x".repeat(2 ** 21));
	const fd = fs.openSync(`${root.folder("wait-q")}/long`, "r");
	const flushes = await new Promise<Flushes>((resolve) => {
		const made: Flushes = new Flushes(() => resolve(made));
		t.is(made.of("1-a"), "none");
		made.begin("1-a", fd);
		t.is(made.of("1-a"), "begun");
	});
	t.is(flushes.of("1-a"), "done");
	flushes.forget("1-a");
	t.is(flushes.of("1-a"), "none");
	fs.closeSync(fd);
});

test("an error of the disk is told once by the kernel, and so by whom it was told", async (t) => {
	const fd = fs.openSync("/dev/null", "r");
	t.teardown(() => fs.closeSync(fd));
	const flushes = await new Promise<Flushes>((resolve) => {
		const made: Flushes = new Flushes(() => resolve(made));
		made.begin("1-a", fd);
	});
	t.throws(() => flushes.of("1-a"), { code: "EINVAL" });
});

test("what keeps a log from being written is left to the settling, which tries it again", async (t) => {
	const flushes = await new Promise<Flushes>((resolve) => {
		const made: Flushes = new Flushes(() => resolve(made));
		// No such file is open.
		made.begin("1-a", 2 ** 20);
	});
	t.is(flushes.of("1-a"), "done");
});
