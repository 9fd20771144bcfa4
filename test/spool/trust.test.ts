import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { distrust, distrustRoot } from "../../src/spool/trust.ts";
import { catq, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";
import { type TestUser, twoUsers } from "../helpers/users.ts";

const complaints = (root: TestRoot) => [
	...new Set([...distrustRoot(root.root, root.config), ...distrust(root)]),
];

/** What is done to a root, and the complaint; none: it is trusted all the same. */
const OPEN: Readonly<Record<string, [string, number, RegExp | undefined]>> = {
	"the root": [".", 0o752, /root can be written by others: chmod go-w it$/],
	"the configuration": [
		"monitor.config.txt",
		0o646,
		/\.txt can be written by others/,
	],
	"run/": ["run", 0o702, /run can be written by others/],
	"currently-executing": [
		"currently-executing",
		0o752,
		/executing can be written by others/,
	],
	monitor_says: ["monitor_says", 0o642, /says can be written by others/],
	monitor_reads: [
		"monitor_reads",
		0o642,
		/reads can be written by everybody: chmod o-w it$/,
	],
	"wait-q without the sticky bit": [
		"wait-q",
		0o753,
		/wait-q can be written by everybody: chmod o-w it, or make it sticky/,
	],
	"incoming without the sticky bit": [
		"incoming",
		0o777,
		/incoming can be written by everybody/,
	],
	"wait-q with the sticky bit": ["wait-q", 0o1753, undefined],
	"done-q, sticky or not": [
		"done-q",
		0o1753,
		/done-q can be written by everybody: chmod o-w it$/,
	],
	trash: ["trash", 0o757, /trash can be written by everybody/],
	"a folder above": [
		"..",
		0o777,
		/can be written by others, who could put other files in place of the queue root's: chmod go-w it, or make it sticky/,
	],
	"a sticky folder above": ["..", 0o1777, undefined],
};

for (const [what, [place, mode, complaint]] of Object.entries(OPEN))
	test(`${what}, open to everybody, is ${complaint ? "refused with the remedy" : "no harm"}`, async (t) => {
		const root = await makeRoot(t);
		t.deepEqual(complaints(root), []);
		fs.chmodSync(path.join(root.root, place), mode);
		const found = complaints(root);
		t.is(found.length, complaint === undefined ? 0 : 1, found.join("\n"));
		if (complaint !== undefined) t.regex(found[0] ?? "", complaint);
	});

/** As the case before, by another user's hand. */
const FOREIGN: Readonly<
	Record<string, [(root: TestRoot, user: TestUser) => void, RegExp | undefined]>
> = {
	"a root of another user": [
		(root, { uid }) => fs.chownSync(root.root, uid, 0),
		/root belongs to user \d+, catq runs as 0/,
	],
	"a configuration of another user": [
		(root, { uid }) => fs.chownSync(root.config, uid, 0),
		/config\.txt belongs to user \d+/,
	],
	"a configuration that another group can write": [
		(root, { gid }) => {
			fs.chownSync(root.config, 0, gid);
			fs.chmodSync(root.config, 0o660);
		},
		/config\.txt can be written by others/,
	],
	"a queue of another user, who could move what lies in it": [
		(root, { uid }) => fs.chownSync(root.folder("wait-q"), uid, 0),
		/wait-q belongs to user \d+/,
	],
	"a run/ that is a link to another user's folder": [
		(root, user) => linkTo(root, "run", user),
		/run belongs to user \d+/,
	],
	"a queue that is a link to another user's folder": [
		(root, user) => linkTo(root, "priority-q", user),
		/priority-q belongs to user \d+/,
	],
	"a folder above that belongs to another user": [
		(root, { uid }) => fs.chownSync(path.dirname(root.root), uid, 0),
		/belongs to user \d+, who could put other files in place of the queue root's/,
	],
	"a folder above that another group can write": [
		(root, { gid }) => {
			fs.chownSync(path.dirname(root.root), 0, gid);
			fs.chmodSync(path.dirname(root.root), 0o775);
		},
		/can be written by others, who could/,
	],
	"a queue that a group can write": [
		(root, { gid }) => {
			fs.chownSync(root.folder("wait-q"), 0, gid);
			fs.chmodSync(root.folder("wait-q"), 0o1730);
		},
		undefined,
	],
	"a monitor_reads that a group can write": [
		(root, { gid }) => {
			fs.chownSync(root.reads, 0, gid);
			fs.chmodSync(root.reads, 0o660);
		},
		undefined,
	],
};

function linkTo(
	root: TestRoot,
	folder: "run" | "priority-q",
	{ uid, gid }: TestUser,
): void {
	const elsewhere = path.join(path.dirname(root.root), "elsewhere");
	fs.mkdirSync(elsewhere, { mode: 0o755 });
	fs.chownSync(elsewhere, uid, gid);
	fs.rmSync(root.folder(folder), { recursive: true });
	fs.symlinkSync(elsewhere, root.folder(folder));
}

for (const [what, [change, complaint]] of Object.entries(FOREIGN))
	test(`${what} is ${complaint ? "refused" : "no harm"}`, async (t) => {
		const users = twoUsers(t);
		if (users === undefined) return;
		const root = await makeRoot(t);
		change(root, users[0]);
		const found = complaints(root);
		t.is(found.length, complaint === undefined ? 0 : 1, found.join("\n"));
		if (complaint !== undefined) t.regex(found[0] ?? "", complaint);
	});

test("a root that is not trusted is refused with exit code 78 before its configuration is read or anything is made in it", async (t) => {
	const root = await makeRoot(t, "folder trash :: waste\nslots :: secret\n");
	fs.chmodSync(root.config, 0o666);
	const run = catq(["--root", root.root, "monitor", "--once"]);
	t.is(run.code, 78);
	t.regex(run.out, /config\.txt can be written by others: chmod go-w it/);
	t.notRegex(run.out, /secret/);
	fs.writeFileSync(root.config, "folder trash :: waste\n");
	fs.chmodSync(root.config, 0o640);
	fs.chmodSync(root.folder("run"), 0o777);
	t.is(catq(["--root", root.root, "monitor", "--once"]).code, 78);
	t.false(fs.existsSync(path.join(root.root, "waste")));
});

test("RELOAD takes no configuration that others can write", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	fs.writeFileSync(root.config, "slots :: 9\n");
	fs.chmodSync(root.config, 0o666);
	root.ask("RELOAD");
	await until("refused", () =>
		/RELOAD: the old configuration stays: \S+ can be written by others: chmod go-w it/.test(
			root.said(),
		),
	);
});
