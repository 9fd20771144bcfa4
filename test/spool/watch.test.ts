import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { pollFolder } from "../../src/spool/watch.ts";
import { makeRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

test("where the kernel gives no watches, what comes into a folder is heard of all the same", async (t) => {
	const root = await makeRoot(t);
	const folder = root.folder("wait-q");
	let heard = 0;
	const poll = pollFolder({ folder, heard: () => void (heard += 1) }, 20);
	t.teardown(() => poll.close());
	let count = 0;
	await until("it is heard of", () => {
		// Nobody says when it has begun.
		fs.writeFileSync(path.join(folder, `job-${(count += 1)}`), "");
		return heard > 0;
	});
});
