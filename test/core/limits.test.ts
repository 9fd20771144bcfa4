/** The limits on logs: what is too long, when to look, and what is never copied. */
import test from "ava";
import { judge } from "../../src/core/judge.ts";
import { blocksOf } from "../../src/core/log-limit.ts";
import { DEFAULT_CONFIG } from "../../src/text/config-text.ts";
import { readExit } from "../../src/text/records.ts";
import {
	type LogLimit,
	readTicket,
	ticketText,
} from "../../src/text/ticket.ts";
import { table } from "../helpers/table.ts";
import {
	anArrival,
	aRun,
	aTicket,
	decided,
	dueIn,
	NOON,
	statusOf,
	UPTIME,
} from "../helpers/world.ts";

const limited = (size: number, maxLog: LogLimit | undefined, parts = {}) => [
	aRun({
		ticket: aTicket({
			maxLog,
			retries: { times: 3, everySeconds: 1 },
			timeout: 600,
		}),
		uow: {
			place: "currently-executing",
			name: "job",
			inode: "1:900",
			size,
			status: statusOf("RUNNING"),
		},
		...parts,
	}),
];
const MB = { bytes: 2 ** 20, from: 300 };
const exit = (code: number) => ({
	exit: { code, uptime: UPTIME - 1, at: NOON - 1000 },
	end: 1,
	alive: false,
});
const TIMES =
	"after 59.0 s, 2026-11-22T11:59:00Z to 2026-11-22T11:59:59Z, log may be cut";

table("the bound on a UOW's file in blocks of 512 bytes", blocksOf, {
	"one above the limit": [{ bytes: 1000, from: 0 }, 2],
	"more than the limit where that fills its blocks": [
		{ bytes: 1024, from: 0 },
		3,
	],
	"what was there before is not counted": [{ bytes: 1000, from: 1024 }, 4],
	"no output at all": [{ bytes: 0, from: 300 }, 1],
});

table(
	"a run with a longest log",
	([size, limit, parts]: [number, LogLimit | undefined, object?]) =>
		decided({ runs: limited(size, limit, parts) }),
	{
		"as long as the limit: watched": [[300 + 2 ** 20, MB], []],
		"a byte longer: ended": [
			[301 + 2 ** 20, MB],
			["kill job: log longer than 1 MB"],
		],
		"no limit: watched": [[2 ** 40, undefined], []],
		"long already before the run: watched": [
			[2 ** 30, { bytes: 100, from: 2 ** 30 }],
			[],
		],
		"being ended: the ladder goes on": [
			[301 + 2 ** 20, MB, { kill: { uptime: UPTIME, why: "x" } }],
			["signal job: stop"],
		],
		"ended by it: fail, and not tried again": [
			[
				301 + 2 ** 20,
				MB,
				{
					...exit(143),
					kill: { uptime: UPTIME - 2, why: "log longer than 1 MB" },
				},
			],
			[`settle job to fail-q: FAIL log longer than 1 MB: signal TERM ${TIMES}`],
		],
		"ended before anybody saw it: fail all the same": [
			[301 + 2 ** 20, MB, exit(0)],
			[`settle job to fail-q: FAIL log longer than 1 MB: exit 0 ${TIMES}`],
		],
		"ended on a full disk: its own outcome, and that the log may be cut": [
			[300, MB, exit(0)],
			[`settle job to done-q: DONE exit 0 ${TIMES}`],
		],
	},
);

table(
	"the next look at a log",
	([size, limit]: [number, LogLimit | undefined]) =>
		dueIn({ runs: limited(size, limit) }),
	{
		"no limit: only the timeout is due": [[200, undefined], 540],
		"soon full: each second": [[200, MB], 1],
		"seconds away at the fastest": [[0, { bytes: 2 ** 33, from: 0 }], 8],
	},
);

const OURS = `timestamp: 100 enqueued 1970-01-01T00:01:40Z id 3\n\n==== UNIT OF WORK\nCOMMAND :: x\n\n==== STATUS\n`;
const LOG = "\n==== JOB LOG\nlog\n";
const GB = 2 ** 30;

table(
	"a log of 1 GB",
	([text, parts]: [string, object]) => {
		const judgement = judge(
			anArrival("A", text, { logSize: GB, ...parts }),
			DEFAULT_CONFIG,
		);
		return judgement.kind === "discard" ? judgement.reasons : judgement.kind;
	},
	{
		"of a new UOW would be copied: discarded": [
			[`${OURS}DONE exit 0${LOG}`, { isOurs: false }],
			[
				"it brings a log of 1 GB; a new UOW may bring 16 MB: leave out what stands below ==== JOB LOG",
			],
		],
		"of a UOW that was moved back stays where it is: accepted": [
			[`${OURS}${"DONE exit 0".padEnd(158)}${LOG}`, { isOurs: true }],
			"accept",
		],
		"whose STATUS cannot be changed in place: discarded": [
			[`${OURS}DONE exit 0${LOG}`, { isOurs: true }],
			[
				"its log of 1 GB would have to be copied, since its STATUS line has lost the spaces at its end (it needs 158 characters); that is done up to 16 MB: leave out what stands below ==== JOB LOG, or fill the line up",
			],
		],
		"of a copy is left out: accepted": [
			[`${OURS}DONE exit 0${LOG}`, { isOurs: true, isCopy: true }],
			"accept",
		],
	},
);

test("a ticket keeps the limit for the whole run", (t) => {
	const ticket = aTicket({ maxLog: MB });
	t.deepEqual(readTicket(ticketText(ticket)), ticket);
	t.is(readTicket(ticketText(aTicket()))?.maxLog, undefined);
});

table("an exit record in room that was set aside", readExit, {
	"still empty": [`${" ".repeat(32)}\n`, undefined],
	written: [`exit 3 17.25\n${" ".repeat(19)}\n`, { code: 3, uptime: 17.25 }],
	"as it was written before": ["exit 3 17.25\n", { code: 3, uptime: 17.25 }],
	"half written": ["exit 3 17", undefined],
	"half written over the room": [`exit 3 17${" ".repeat(23)}\n`, undefined],
});
