/** A queue folder between two lists of it. */
import fs from "node:fs";
import test from "ava";
import { termsUnder } from "../../src/core/plan.ts";
import { Attention } from "../../src/spool/attention.ts";
import { QueueFolder } from "../../src/spool/queue-folder.ts";
import { DEFAULT_CONFIG } from "../../src/text/config-text.ts";
import { makeRoot } from "../helpers/root.ts";

const HELP = {
	hasGivenId: () => false,
	termsOf: (head: Parameters<typeof termsUnder>[0]) =>
		termsUnder(head, DEFAULT_CONFIG),
	refusalOf: () => undefined,
	isCopy: () => false,
};

test("after more events than the kernel keeps, of whatever names, the folder is listed again", async (t) => {
	const root = await makeRoot(t);
	const queue = new QueueFolder(root, "wait-q", new Attention(() => 0));
	queue.look(0, HELP);
	fs.writeFileSync(root.at("wait-q", "unheard"), "COMMAND :: true\n");
	t.false(queue.hear(".a.tmp"));
	queue.look(100, HELP);
	t.is(queue.arriving, 0);
	// A drop is some events about the name it has while it is written, and one about its own.
	for (let i = 0; i < 4096; i += 1) queue.hear(`.${i}.tmp`);
	t.true(queue.hear(".b.tmp"));
	queue.look(200, HELP);
	t.is(queue.arriving, 1);
});
