/** Looks for signs of life that fail. */
import test from "ava";
import { tapFiles } from "../../src/disk/tap.ts";
import { Beats } from "../../src/spool/beats.ts";
import { Locator } from "../../src/spool/locator.ts";
import { RunFolder } from "../../src/spool/run-folder.ts";
import { makeRoot } from "../helpers/root.ts";
import { aRun, aTicket, NOON, UPTIME } from "../helpers/world.ts";

test("a feedback file that cannot be looked at gives no sign, and is said once", async (t) => {
	const root = await makeRoot(t);
	const beats = new Beats(root, new RunFolder(root), new Locator(root));
	const run = aRun({
		ticket: aTicket({ feedback: { seconds: 60, from: "file" } }),
		fence: {
			kind: "taken",
			keeper: { pid: 77, startTicks: 5 },
			uptime: UPTIME - 20,
		},
	});
	const look = () => beats.look(run, { takenAt: NOON, uptime: UPTIME });
	tapFiles(({ name }) => {
		if (name === "lstat")
			throw Object.assign(new Error("EIO: i/o error"), { code: "EIO" });
	});
	try {
		t.is(look()?.version, "-");
		t.regex(beats.complaint() ?? "", /^cannot look for signs of life: EIO/);
		look();
		t.is(beats.complaint(), undefined);
	} finally {
		tapFiles(undefined);
	}
});
