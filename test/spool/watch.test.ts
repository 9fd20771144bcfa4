import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { pollFolder } from "../../src/spool/watch.ts";
import { makeRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

test("where the kernel gives no watches, what comes into a folder is heard of all the same", async (t) => {
	const root = await makeRoot(t);
	const folder = root.folder("wait-q");
	const heard: number[] = [];
	const poll = pollFolder({ folder, heard: () => heard.push(1) }, 20);
	t.teardown(() => poll.close());
	let count = 0;
	await until("it is heard of", () => {
		// Nobody says when it has begun.
		count += 1;
		fs.writeFileSync(path.join(folder, `job-${count}`), "");
		return heard.length > 0;
	});
});
