/** One line a case: what is broken in a root, and the line that says so. */
import fs from "node:fs";
import path from "node:path";
import test from "ava";
import { repairRoot } from "../../src/verify/repair.ts";
import { lineText } from "../../src/verify/report.ts";
import { verify } from "../../src/verify/verify.ts";
import { type HandMade, handMade } from "./root.ts";

interface Case {
	readonly breaks: (root: HandMade) => void;
	readonly says: RegExp;
	/** `--repair` mends it: afterwards all promises hold. */
	readonly mends?: true;
}

const DONE = "DONE exit 0 after 0.02 s";

const CASES: Readonly<Record<string, Case>> = {
	"a UOW that ended with an error lies in done-q": {
		breaks: (root) =>
			fs.renameSync(root.at("error-q", "badly"), root.at("done-q", "badly")),
		says: /WRONG done-q\/badly: its STATUS says ERROR; it belongs in error-q/,
	},
	"a waiting UOW lies in fail-q": {
		breaks: (root) => void root.put("fail-q", "sleeper", 5, "WAITING"),
		says: /WRONG fail-q\/sleeper: its STATUS says WAITING; only settled UOWs lie in fail-q/,
	},
	"a text that is no UOW lies in done-q": {
		breaks: (root) => fs.writeFileSync(root.at("done-q", "list"), "milk\n"),
		says: /WRONG done-q\/list: it has no id in its first line, so it is no settled UOW/,
	},
	"a folder lies in error-q": {
		breaks: (root) => fs.mkdirSync(root.at("error-q", "old")),
		says: /WRONG error-q\/old: it is no regular file/,
	},
	"a UOW says in its queue that it runs": {
		breaks: (root) => void root.put("wait-q", "liar", 5, "RUNNING since now"),
		says: /WRONG wait-q\/liar: its STATUS says RUNNING, and no ticket in run\/ names this file/,
	},
	"a file lies in currently-executing without a ticket": {
		breaks: (root) =>
			void root.put("currently-executing", "stray", 5, "RUNNING since now"),
		says: /WRONG currently-executing\/stray: no ticket in run\/ names this file/,
	},
	"one id waits twice": {
		breaks: (root) => void root.put("priority-q", "again", 4, "WAITING"),
		says: /WRONG priority-q\/again: id 4 is also in wait-q\/waits; keep one of them/,
	},
	"a UOW waits for an attempt that has ended": {
		breaks: (root) => void root.put("wait-q", "again", 1, "WAITING"),
		says: /WRONG wait-q\/again: id 1 is also in done-q\/well, and the attempt that wait-q\/again is about has ended/,
	},
	"one attempt has two ends": {
		breaks: (root) =>
			void root.put("error-q", "well", 1, "ERROR exit 1 after 2.00 s"),
		says: /WRONG done-q\/well: id 1 is also in error-q\/well, with another end of the same attempt/,
	},
	"a UOW has two names": {
		breaks: (root) =>
			fs.linkSync(root.at("done-q", "well"), root.at("archive", "kept")),
		says: /WRONG done-q\/well: it is the same file as archive\/kept/,
	},
	"a placeholder is left in a settled folder": {
		breaks: (root) =>
			fs.writeFileSync(root.at("done-q", "ghost"), "", { mode: 0 }),
		says: /WRONG done-q\/ghost: an empty file of mode 0/,
		mends: true,
	},
	"a placeholder is left in a queue": {
		breaks: (root) =>
			fs.writeFileSync(root.at("wait-q", "ghost"), "", { mode: 0 }),
		says: /note {2}wait-q\/ghost: an empty file of mode 0/,
		mends: true,
	},
	"the UOW of a ticket is gone": {
		breaks: (root) => {
			const file = root.put("currently-executing", "gone", 5, "RUNNING");
			root.ticket("5-0a", file, { id: 5 });
			fs.unlinkSync(file);
		},
		says: /WRONG run\/5-0a\.ticket: its UOW gone \(id 5, inode \d+:\d+\) lies nowhere/,
	},
	"the UOW of a ticket was replaced by another file": {
		breaks: (root) => {
			const file = root.put("currently-executing", "swapped", 5, "RUNNING");
			root.ticket("5-0a", file, { id: 5 });
			fs.copyFileSync(file, `${file}.new`);
			fs.renameSync(`${file}.new`, file);
		},
		says: /WRONG currently-executing\/swapped: no ticket in run\/ names this file/,
	},
	"two tickets name one UOW": {
		breaks: (root) => {
			const file = root.put("currently-executing", "twice", 5, "RUNNING");
			root.ticket("5-0a", file, { id: 5 });
			root.ticket("5-0b", file, { id: 5 });
		},
		says: /WRONG run\/5-0[ab]\.ticket: another ticket names id 5 too/,
	},
	"a keeper died without an exit, and no Monitor lives": {
		breaks: (root) => {
			const file = root.put("currently-executing", "lost", 5, "RUNNING");
			root.ticket("5-0a", file, { id: 5 });
			root.keep("5-0a.fence", "taken 4194999 77 12.50\n");
		},
		says: /note {2}run\/5-0a\.fence: the keeper of lost is gone and left no exit; the next Monitor settles it/,
	},
	"a feedback file belongs to no job": {
		breaks: (root) =>
			fs.writeFileSync(`${root.folder("feedback")}/feedback_9.log`, ""),
		says: /note {2}feedback\/feedback_9\.log: a crash left it: no job of that id runs/,
		mends: true,
	},
	"a record has no ticket": {
		breaks: (root) => root.keep("9-0c.exit", "exit 0 12.50\n"),
		says: /note {2}run\/9-0c\.exit: a crash left it half written, or without its ticket/,
		mends: true,
	},
	"a ticket was cut short": {
		breaks: (root) => root.keep("9-0c.ticket", "UOW :: half\nID"),
		says: /note {2}run\/9-0c\.ticket: a crash left it half written/,
		mends: true,
	},
	"a stamp, a revocation and a new file are left half written": {
		breaks: (root) => {
			root.keep("stamp-7", "timestamp: 17");
			root.keep("7-0d.revocation", "revoked ret");
			root.keep("next-id.new", "1");
		},
		says: /note {2}run\/stamp-7: a crash left it half written/,
		mends: true,
	},
	"a file of an unknown name lies in run": {
		breaks: (root) => root.keep("notes", "remember the milk\n"),
		says: /WRONG run\/notes: catq has no file of that name/,
	},
	"a reservation is none": {
		breaks: (root) => root.keep("5.reserved", "TASK NAME :: x\n"),
		says: /WRONG run\/5\.reserved: it says no time until which the id is reserved/,
	},
	"an id is reserved that was not given": {
		breaks: (root) =>
			root.keep("101.reserved", "UNTIL :: 2999-11-22T13:00:00Z\n"),
		says: /WRONG run\/101\.reserved: id 101 was not given yet: run\/next-id says 101/,
	},
	"a reserved id is in use": {
		breaks: (root) =>
			root.keep("4.reserved", "UNTIL :: 2999-11-22T13:00:00Z\n"),
		says: /WRONG run\/4\.reserved: a UOW has id 4 already/,
	},
	"a reserved id was taken, and its Monitor died": {
		breaks: (root) =>
			root.keep(
				"4.reserved",
				"UNTIL :: 2999-11-22T13:00:00Z\nUSED BY :: 1:2:3:4:5\n",
			),
		says: /note {2}run\/4\.reserved: a UOW has taken id 4/,
	},
	"a reservation has expired": {
		breaks: (root) =>
			root.keep("5.reserved", "UNTIL :: 2001-11-22T13:00:00Z\n"),
		says: /note {2}run\/5\.reserved: it expired 2001-11-22T13:00:00Z/,
	},
	"the mode is no mode": {
		breaks: (root) => root.keep("mode", "pausing\n"),
		says: /WRONG run\/mode: it says "pausing", which counts as running/,
	},
	"the last line of the ledger is cut": {
		breaks: (root) => root.keep("ledger", "4 1 650"),
		says: /note {2}run\/ledger: its last line does not end with a newline/,
		mends: true,
	},
	"a line of the ledger is none": {
		breaks: (root) => root.keep("ledger", "\0\0\0\0\n"),
		says: /WRONG run\/ledger: line 3 is "\\x00\\x00\\x00\\x00"; a line is ID ATTEMPT DEVICE:INODE/,
	},
	"the ledger was lost": {
		breaks: (root) => fs.truncateSync(root.own("ledger")),
		says: /WRONG done-q\/well: the ledger has no attempt 1 of id 1/,
	},
	"next-id is too low": {
		breaks: (root) => fs.writeFileSync(root.own("next-id"), "2\n"),
		says: /WRONG run\/next-id: it says 2, and id 3 was given already; it should say 4/,
		mends: true,
	},
	"next-id is no number": {
		breaks: (root) => fs.writeFileSync(root.own("next-id"), "many\n"),
		says: /WRONG run\/next-id: it says "many"; it should say 5/,
		mends: true,
	},
	"a settled UOW has an id far from all others": {
		breaks: (root) => {
			const file = root.put("fail-q", "forged", 5, "FAIL not run: no");
			const text = fs.readFileSync(file, "utf8");
			fs.writeFileSync(file, text.replace("id 5\n", "id 99999999\n"));
		},
		says: /WRONG run\/next-id: .*id 99999999 was given already; that id is far from all others/,
	},
	"a folder is missing": {
		breaks: (root) =>
			fs.rmSync(root.folder("feedback"), { recursive: true, force: true }),
		says: /WRONG \S+\/feedback: the folder for feedback is missing/,
		mends: true,
	},
	"the folder run is missing": {
		breaks: (root) =>
			fs.rmSync(root.folder("run"), { recursive: true, force: true }),
		says: /WRONG \S+\/run: the folder for run is missing/,
	},
	"a folder is a file": {
		breaks: (root) => {
			fs.rmSync(root.folder("incoming"), { recursive: true, force: true });
			fs.writeFileSync(root.folder("incoming"), "");
		},
		says: /WRONG \S+\/incoming: it is a file, not a folder/,
	},
	"the root can be written by others": {
		breaks: (root) => fs.chmodSync(root.root, 0o757),
		says: /WRONG \S+\/root: can be written by others; chmod go-w it/,
		mends: true,
	},
	"the configuration can be written by others": {
		breaks: (root) => fs.chmodSync(root.config, 0o666),
		says: /WRONG \S+\/monitor\.config\.txt: can be written by others/,
		mends: true,
	},
	"a queue can be written by everybody": {
		breaks: (root) => fs.chmodSync(root.folder("wait-q"), 0o777),
		says: /WRONG \S+\/wait-q: can be written by everybody/,
		mends: true,
	},
	"monitor_reads is a link": {
		breaks: (root) => {
			fs.unlinkSync(root.reads);
			fs.symlinkSync("/etc/passwd", root.reads);
		},
		says: /WRONG \S+\/monitor_reads: it is no regular file/,
	},
	"monitor_reads and monitor_says are missing": {
		breaks: (root) => {
			fs.unlinkSync(root.reads);
			fs.unlinkSync(root.says);
		},
		says: /note {2}\S+\/monitor_says: it is not there/,
		mends: true,
	},
	"everybody may write monitor_reads": {
		breaks: (root) => fs.chmodSync(root.reads, 0o666),
		says: /WRONG \S+\/monitor_reads: can be written by everybody/,
		mends: true,
	},
	"the configuration is wrong": {
		breaks: (root) => fs.writeFileSync(root.config, "slots :: many\n"),
		says: /WRONG monitor\.config\.txt: line 1: slots/,
	},
	"the disk has less room than wanted": {
		breaks: (root) => fs.writeFileSync(root.config, "min free disk :: 9000T\n"),
		says: /WRONG disk: .* free; no job is started before 9000 TB are/,
	},
	"a timestamp lies in the future": {
		breaks: (root) => {
			const file = root.put("done-q", "later", 5, DONE);
			const text = fs.readFileSync(file, "utf8");
			fs.writeFileSync(file, text.replace("1795310412", "3795310412"));
		},
		says: /note {2}done-q\/later: its timestamp is 2090-/,
	},
	"a copy of a settled UOW lies beside it": {
		breaks: (root) =>
			fs.copyFileSync(root.at("done-q", "well"), root.at("archive", "kept")),
		says: /note {2}done-q\/well: id 1 is also in archive\/kept; a copy of a settled UOW/,
	},
	"a name hides what it is": {
		breaks: (root) => fs.writeFileSync(root.at("done-q", "a\u202etxt"), "x\n"),
		says: /WRONG done-q\/a\\u\{202e\}txt: it has no id/,
	},
};

for (const [what, { breaks, says, mends }] of Object.entries(CASES))
	test(`verify finds it where ${what}`, async (t) => {
		const root = await handMade(t);
		breaks(root);
		const found = await linesOf(root);
		t.regex(found.join("\n"), says);
		t.is(isWrong(found), says.source.startsWith("WRONG"));
		if (mends === undefined) return;
		t.not((await repaired(root)).length, 0);
		// What was cut from the ledger stays a note.
		t.deepEqual((await linesOf(root)).filter(isAboutOthers), []);
		t.deepEqual(await repaired(root), []);
	});

/** Findings as people see them. */
async function linesOf(root: HandMade): Promise<string[]> {
	const { lines } = await verify(root.root);
	return lines
		.flatMap((line) => lineText(line).split("\n").slice(1))
		.map((line) => line.trim());
}

async function repaired(root: HandMade): Promise<string[]> {
	const done: string[] = [];
	const refused = await repairRoot(root.root, (text) => done.push(text));
	return refused === undefined ? done : [refused];
}

function isWrong(found: readonly string[]): boolean {
	return found.some((line) => line.startsWith("WRONG"));
}

function isAboutOthers(line: string): boolean {
	return !/run\/ledger: line/.test(line);
}

test("what needs a decision is left as it is by --repair", async (t) => {
	const root = await handMade(t);
	root.put("priority-q", "again", 4, "WAITING");
	if (process.getuid?.() === 0) fs.chownSync(root.config, 4711, 4711);
	const owner = fs.statSync(root.config).uid;
	const before = fs.readdirSync(path.dirname(root.config), {
		recursive: true,
	});
	t.deepEqual(await repaired(root), []);
	t.true(isWrong(await linesOf(root)));
	t.deepEqual(
		fs
			.readdirSync(path.dirname(root.config), { recursive: true })
			.filter((file) => file !== "run/monitor"),
		before,
	);
	t.is(fs.statSync(root.config).uid, owner);
});
