/** What lies in status/, pass after pass, without a Monitor: the clock is a value. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import test from "ava";
import type { Snapshot } from "../../src/core/snapshot.ts";
import { Pages } from "../../src/post/pages.ts";
import { DEFAULT_CONFIG } from "../../src/text/config-text.ts";
import { entryOf, entryText } from "../../src/text/history.ts";
import type { Owner } from "../helpers/owner.ts";
import { makeRoot } from "../helpers/root.ts";
import { aRun, aSnapshot, aTicket, NOON, UPTIME } from "../helpers/world.ts";

const TEXT =
	"timestamp: 1795310412 enqueued 2026-11-22T01:20:12Z id ID\n\n==== UNIT OF WORK\nCOMMAND :: true\n\n==== STATUS\nDONE exit 0\n\n==== JOB LOG\nits words\n";

async function makePlace(t: Owner) {
	const root = await makeRoot(t);
	const status = `${root.root}/status`;
	let pages = new Pages(root);
	let uptime = UPTIME;
	return {
		root,
		status,
		/** As after a start of the Monitor. */
		anew() {
			pages = new Pages(root);
		},
		settle(id: number, name = `u${id}`) {
			const file = `${root.root}/done-q/${name}`;
			fs.writeFileSync(file, TEXT.replace("ID", `${id}`), { mode: 0o644 });
			const settled = {
				name,
				id,
				taskName: name,
				info: [],
				enqueuedAt: 0,
				attempts: 1,
				feedback: undefined,
			};
			const end = { outcome: "done", exit: 0 } as const;
			fs.appendFileSync(root.history, entryText(entryOf(settled, end)));
		},
		/** Passes until nothing is left to do; returns what was complained of. */
		post(postedUows = 3, parts: Partial<Snapshot> = {}) {
			const snapshot = aSnapshot({ uptime, ...parts });
			const config = { ...DEFAULT_CONFIG, postedUows };
			const complaints: string[] = [];
			for (let pass = 0; pass < 40; pass += 1) {
				uptime += 5;
				const said = pages.post({ snapshot, config, at: NOON, uptime });
				if (said !== undefined) complaints.push(said);
			}
			return complaints;
		},
		farewell: (why: string) => pages.farewell(why),
		uows: () =>
			fs
				.readdirSync(status)
				.filter((name) => name.startsWith("uow-"))
				.sort(),
		page: (name: string) => fs.readFileSync(`${status}/${name}`, "utf8"),
	};
}

test("the UOWs that settled last have a page, older pages go, somebody's files stay", async (t) => {
	const { status, settle, post, uows, page } = await makePlace(t);
	fs.writeFileSync(`${status}/mine.html`, "");
	fs.writeFileSync(`${status}/uow-99.html`, "of an earlier Monitor");
	fs.writeFileSync(`${status}/uow-1.html.new`, "half");
	for (const id of [1, 2, 3, 4]) settle(id);
	post();
	t.deepEqual(uows(), ["uow-2.html", "uow-3.html", "uow-4.html"]);
	t.regex(page("uow-4.html"), /its words/);
	settle(5);
	post();
	t.deepEqual(uows(), ["uow-3.html", "uow-4.html", "uow-5.html"]);
	t.regex(page("done-q.html"), /uow-5[\s\S]*uow-4[\s\S]*uow-3/);
	post(0);
	t.deepEqual(fs.readdirSync(status).sort(), ["README", "mine.html"]);
});

test("what has not changed is not written again, after a start neither", async (t) => {
	const { status, settle, post, anew } = await makePlace(t);
	const times = () =>
		["index.html", "style.css", "done-q.html", "uow-1.html"].map(
			(name) => fs.statSync(`${status}/${name}`, { bigint: true }).mtimeNs,
		);
	settle(1);
	post();
	const before = times();
	post();
	t.deepEqual(times(), before);
	anew();
	post();
	t.deepEqual([times()[1], times()[3]], [before[1], before[3]]);
});

test("the page of a UOW is as closed as the UOW", async (t) => {
	const { root, status, settle, post } = await makePlace(t);
	for (const id of [1, 2]) settle(id);
	fs.chmodSync(`${root.root}/done-q/u1`, 0o600);
	post();
	const modeOf = (name: string) =>
		fs.statSync(`${status}/${name}`).mode & 0o777;
	t.is(modeOf("uow-1.html"), 0o600);
	t.is(modeOf("uow-2.html"), 0o644 & ~process.umask());
});

test("what took the place of a UOW is neither followed nor waited for", async (t) => {
	const { root, post, page } = await makePlace(t);
	const at = (name: string) => `${root.root}/currently-executing/${name}`;
	fs.symlinkSync(root.config, at("link"));
	execFileSync("mkfifo", [at("pipe")]);
	const runs = ["link", "pipe"].map((name, i) => {
		const place = "currently-executing" as const;
		const uow = { place, name, inode: "1:1", size: 1, status: undefined };
		return aRun({ ticket: aTicket({ id: i + 1, name }), uow });
	});
	post(3, { runs });
	t.regex(page("uow-1.html"), /Its file cannot be read/);
	t.regex(page("uow-2.html"), /Its file cannot be read/);
});

test("where pages cannot be written it is said once, and again only after they could", async (t) => {
	const { status, settle, post, uows } = await makePlace(t);
	settle(1);
	fs.mkdirSync(`${status}/style.css`);
	const said = post();
	t.is(said.length, 1);
	t.regex(said[0] ?? "", /^the page is not posted: EISDIR/);
	fs.rmdirSync(`${status}/style.css`);
	t.deepEqual(post(), []);
	t.deepEqual(uows(), ["uow-1.html"]);
});

test("the first page says why the Monitor stopped", async (t) => {
	const { post, farewell, page } = await makePlace(t);
	post();
	t.notRegex(page("index.html"), /has stopped/);
	farewell("SIGTERM");
	t.regex(page("index.html"), /The Monitor has stopped: SIGTERM/);
});
