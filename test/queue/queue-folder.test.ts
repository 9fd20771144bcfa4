/** A queue folder between two lists of it. */
import fs from "node:fs";
import test from "ava";
import { termsUnder } from "../../src/core/plan.ts";
import { readUow } from "../../src/disk/uow-file.ts";
import { Attention } from "../../src/queue/attention.ts";
import { QueueFolder } from "../../src/queue/queue-folder.ts";
import { DEFAULT_CONFIG } from "../../src/text/config-text.ts";
import { stampedHead } from "../../src/text/uow-text.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";

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
	t.is(queue.arrivals.count, 0);
	// A drop is some events about the name it has while it is written, and one about its own.
	for (let i = 0; i < 4096; i += 1) queue.hear(`.${i}.tmp`);
	t.true(queue.hear(".b.tmp"));
	queue.look(200, HELP);
	t.is(queue.arrivals.count, 1);
});

function putStamped(
	root: TestRoot,
	name: string,
	id: number,
	header = "COMMAND :: true",
	status = "WAITING",
): void {
	const stamp = { seconds: 1_790_000_000 + id, ordinal: 0, id };
	fs.writeFileSync(root.at("wait-q", name), stampedHead(stamp, header, status));
}

const OURS = { ...HELP, hasGivenId: () => true };

test("what is kept of an accepted UOW tells all that its file says", async (t) => {
	const root = await makeRoot(t);
	putStamped(root, "plain-1", 1);
	putStamped(
		root,
		"other",
		2,
		"COMMAND :: true\nTASK NAME :: nightly\nAFTER :: a, b\nUNIQUE :: yes\nRETRIES :: 2 every 5m\nNOT BEFORE :: 2030-01-01T00:00:00Z",
		"HELD: by request",
	);
	const queue = new QueueFolder(root, "wait-q", new Attention(() => 0));
	queue.look(0, OURS);
	const [plain, other] = queue.waiting;
	const uow = readUow(root.at("wait-q", "plain-1"));
	t.like(plain, {
		place: "wait-q",
		name: "plain-1",
		id: 1,
		seconds: 1_790_000_001,
		inode: uow.inode,
		version: uow.version,
		bornAt: fs.statSync(root.at("wait-q", "plain-1")).birthtimeMs,
		taskName: "plain",
		after: [],
		notBefore: undefined,
		unique: false,
	});
	t.like(other, {
		status: { state: "HELD", attempt: 1, text: "HELD: by request" },
		taskName: "nightly",
		after: ["a", "b"],
		unique: true,
		notBefore: Date.parse("2030-01-01T00:00:00Z"),
		retryPause: 300,
	});
});

test("UOWs that share an id need attention until one of them is gone", async (t) => {
	const root = await makeRoot(t);
	const attention = new Attention(() => 0);
	const queue = new QueueFolder(root, "wait-q", attention);
	const names = () =>
		attention
			.list(queue.waiting, [], true)
			.map(({ name }) => name)
			.sort();
	for (const [name, id] of [
		["a", 1],
		["b", 2],
		["c", 1],
		["d", 1],
	] as const)
		putStamped(root, name, id);
	queue.look(0, OURS);
	t.deepEqual(names(), ["a", "c", "d"]);
	fs.unlinkSync(root.at("wait-q", "c"));
	queue.touch("c");
	queue.look(1, OURS);
	t.deepEqual(names(), ["a", "d"]);
	fs.unlinkSync(root.at("wait-q", "a"));
	queue.touch("a");
	queue.look(2, OURS);
	t.deepEqual(names(), []);
	putStamped(root, "e", 1);
	queue.touch("e");
	queue.look(3, OURS);
	t.deepEqual(names(), ["d", "e"]);
	for (const name of ["d", "e"]) {
		fs.unlinkSync(root.at("wait-q", name));
		queue.touch(name);
	}
	queue.look(4, OURS);
	t.deepEqual(names(), []);
	putStamped(root, "f", 1);
	queue.touch("f");
	queue.look(5, OURS);
	t.deepEqual(names(), []);
});
