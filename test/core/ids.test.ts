/** Ids that stand in place of names, and ids that are reserved. */
import { describe } from "../../src/core/action.ts";
import { killJob } from "../../src/core/obey-kill.ts";
import { hold, release, retry } from "../../src/core/obey-names.ts";
import type { Reservation } from "../../src/core/reservation.ts";
import { MOST_RESERVED, reserve } from "../../src/core/reserve.ts";
import type { Lookup, Snapshot } from "../../src/core/snapshot.ts";
import { DEFAULT_CONFIG } from "../../src/text/config-text.ts";
import type { Place } from "../../src/text/places.ts";
import { table } from "../helpers/table.ts";
import {
	anArrival,
	aRequest,
	aReservation,
	aRun,
	aSnapshot,
	aTicket,
	aWaiting,
	decided,
	dueIn,
	NOON,
} from "../helpers/world.ts";

const RUNNING = aRun({ ticket: aTicket({ name: "nightly-3", id: 17 }) });
const WORLD: Partial<Snapshot> = {
	runs: [RUNNING],
	waiting: [
		aWaiting("w", { id: 18 }),
		aWaiting("h", { id: 19, status: "HELD: by request" }),
		aWaiting("20", { id: 77 }),
	],
	whereabouts: new Map<string, Place[]>([
		["20", ["wait-q"]],
		["24", ["trash"]],
	]),
	reservations: [aReservation(21)],
	lookedUp: new Map<number, Lookup>([
		[20, { kind: "lies", at: { place: "done-q", name: "never asked" } }],
		[22, { kind: "lies", at: { place: "error-q", name: "old.2" } }],
		[23, { kind: "nowhere" }],
		[24, { kind: "lies", at: { place: "archive", name: "kept" } }],
		[25, { kind: "not found" }],
	]),
};

const TEXT =
	"timestamp: 100 enqueued then id 31\n\n==== UNIT OF WORK\nCOMMAND :: x\n\n==== STATUS\nERROR exit 1\n\n==== JOB LOG\n";
/** Moved back to a queue, and not accepted yet. */
const BACK = anArrival("back", TEXT, { isOurs: true });
/** Whoever wrote it has invented the id. */
const FORGED = anArrival("forged", TEXT.replace("31", "23"));

const answer = (line: string) => {
	const snapshot = aSnapshot({ ...WORLD, arrivals: [BACK, FORGED] });
	const request = aRequest(line);
	switch (request.keyword) {
		case "KILL JOB":
			return killJob(snapshot, request).answer;
		case "HOLD":
			return hold(snapshot, request.name).answer;
		case "RELEASE":
			return release(snapshot, request.name).answer;
		default:
			return retry(snapshot, request.name).answer;
	}
};

table("an id in place of a name, the answer to", answer, {
	"KILL JOB of one that runs": [
		"KILL JOB 17",
		"nightly-3 (id 17) is being ended: TERM, after 5 s KILL",
	],
	"KILL JOB of one that waits": [
		"KILL JOB 18",
		"w (id 18) does not run, it waits in wait-q: HOLD w keeps it from starting",
	],
	"KILL JOB of one that has settled": [
		"KILL JOB 22",
		"old.2 (id 22) does not run, it lies in error-q",
	],
	"KILL JOB of a reserved one": [
		"KILL JOB 21",
		"21 is only reserved, until 2026-11-22T13:00:00Z: there is no UOW with it yet",
	],
	"KILL JOB of nobody": [
		"KILL JOB 23",
		"there is no UOW named 23, and none with that id",
	],
	HOLD: ["HOLD 18", "w (id 18) is held until RELEASE 18"],
	"HOLD of one that is held": ["HOLD 19", "h (id 19) is held already"],
	"HOLD of one that runs": [
		"HOLD 17",
		"nightly-3 (id 17) does not wait, it lies in currently-executing",
	],
	"HOLD of a reserved one": [
		"HOLD 21",
		"21 is only reserved, until 2026-11-22T13:00:00Z: there is no UOW with it yet",
	],
	RELEASE: ["RELEASE 19", "h (id 19) waits for its turn"],
	RETRY: [
		"RETRY 22",
		"old.2 (id 22) moves from error-q to wait-q for its next attempt",
	],
	"RETRY of one that waits": [
		"RETRY 18",
		"w (id 18) has not ended, it lies in wait-q",
	],
	"RELEASE of one that came back just now": [
		"RELEASE 31",
		"back (id 31) is not accepted yet: ask again when it is",
	],
	"RELEASE of one whose id was invented": [
		"RELEASE 23",
		"there is no UOW named 23, and none with that id",
	],
	"RETRY of one that came back just now": [
		"RETRY 31",
		"back (id 31) has not ended, it lies in wait-q",
	],
	"RETRY of one in the archive": [
		"RETRY 24",
		"kept (id 24) lies in archive; move it to wait-q to run it again",
	],
	"RETRY of one among too many": [
		"RETRY 25",
		"there is no UOW named 25; for one with that id too many files would have to be read: ask for it by its name",
	],
	"a UOW whose name is a number: the name counts": [
		"HOLD 20",
		"20 is held until RELEASE 20",
	],
	"a number with a zero before it is a name": [
		"HOLD 018",
		"there is no UOW named 018",
	],
});

table(
	"requests by id",
	(lines: string[]) => decided({ ...WORLD, requests: lines.map(aRequest) }),
	{
		"the file that has the id is moved, whatever it is called": [
			["RETRY 22"],
			["take RETRY 22", "move error-q/old.2 to wait-q", "answer RETRY 22"],
		],
		"one whose id was not looked up waits for the next look": [
			["STATUS", "RETRY 23", "RETRY 30", "STATUS"],
			["take STATUS", "answer STATUS", "take RETRY 23", "answer RETRY 23"],
		],
	},
);

const until = (parts: Partial<Snapshot>, line: string) =>
	reserve(aSnapshot(parts), DEFAULT_CONFIG, aRequest(line));
const said = ([parts, line]: [Partial<Snapshot>, string]) => {
	const action = until(parts, line);
	return action.kind === "answer" ? action.text : describe(action);
};

table("RESERVE", said, {
	"without a name": [
		[{}, "RESERVE"],
		"reserve an id until 2026-11-22T13:00:00Z",
	],
	"with a task name": [
		[{}, "RESERVE nightly backup #catq:abc123"],
		"reserve an id for nightly backup until 2026-11-22T13:00:00Z",
	],
	"of a task that runs": [
		[{ runs: [RUNNING] }, "RESERVE job"],
		"reserve an id for job until 2026-11-22T13:00:00Z",
	],
	"UNIQUE of a task that nobody has": [
		[{ runs: [RUNNING] }, "RESERVE UNIQUE nightly"],
		"reserve an id for nightly until 2026-11-22T13:00:00Z",
	],
	"UNIQUE of a task that runs": [
		[{ runs: [RUNNING] }, "RESERVE UNIQUE job"],
		"not reserved: nightly-3 of the same task job runs",
	],
	"UNIQUE of a task whose job lies in done-q": [
		[{ runs: [{ ...RUNNING, recorded: true }] }, "RESERVE UNIQUE job"],
		"reserve an id for job until 2026-11-22T13:00:00Z",
	],
	"UNIQUE of a task that waits": [
		[
			{ waiting: [aWaiting("n-1", { taskName: "nightly" })] },
			"RESERVE UNIQUE nightly",
		],
		"not reserved: n-1 of the same task nightly waits",
	],
	"UNIQUE of a task that was dropped just now": [
		[
			{
				arrivals: [anArrival("nightly-7", "==== UNIT OF WORK\nCOMMAND :: x\n")],
			},
			"RESERVE UNIQUE nightly",
		],
		"not reserved: nightly-7 of the same task nightly waits",
	],
	"UNIQUE of a task that is reserved": [
		[
			{ reservations: [aReservation(17, { taskName: "nightly" })] },
			"RESERVE UNIQUE nightly",
		],
		"not reserved: id 17 is reserved for it",
	],
	"where too many are": [
		[
			{
				reservations: Array.from({ length: MOST_RESERVED }, (_, i) =>
					aReservation(i),
				),
			},
			"RESERVE",
		],
		"no id is given: 1,000 ids are reserved already; ask again when one was used or has expired",
	],
	"with a name that is no line": [
		[{}, "RESERVE a\u0007b"],
		"no id is given: a task name has no control characters",
	],
	"with a name that is too long": [
		[{}, `RESERVE ${"ä".repeat(128)}`],
		"no id is given: a task name has at most 255 bytes",
	],
});

const asking = (id: string, ...lines: string[]) =>
	`==== UNIT OF WORK\nCOMMAND :: x\nID :: ${id}\n${lines.join("")}\n==== STATUS\n\n==== JOB LOG\n`;
const past: Partial<Reservation> = { until: NOON - 60_000 };
const turn = (parts: Partial<Snapshot>) => decided(parts);

table("a drop with an ID", turn, {
	"that is reserved: stamped with it": [
		{
			arrivals: [anArrival("A", asking("17"))],
			reservations: [aReservation(17)],
		},
		["stamp wait-q/A 2026-11-22T12:00:00Z with reserved id 17"],
	],
	"that is not reserved: discarded": [
		{ arrivals: [anArrival("A", asking("17"))] },
		[
			"discard wait-q/A: ID 17 is not reserved: leave the line out, or get an id with RESERVE",
		],
	],
	"that is no number: discarded": [
		{ arrivals: [anArrival("A", asking("next"))] },
		[
			'discard wait-q/A: line 3: ID: expected a reserved id such as 17, found "next"; leave the line out, or get an id with RESERVE',
		],
	],
	"two at once: the first by file time has it, the other waits for the next look":
		[
			{
				arrivals: [
					anArrival("A", asking("17"), { modifiedAt: NOON - 1 }),
					anArrival("B", asking("17"), { modifiedAt: NOON - 2 }),
				],
				reservations: [aReservation(17)],
			},
			["stamp wait-q/B 2026-11-22T12:00:00Z with reserved id 17"],
		],
	"that another has which waits: discarded": [
		{
			arrivals: [anArrival("A", asking("17"))],
			waiting: [aWaiting("B", { id: 17 })],
			attention: [],
			mode: "paused",
		},
		[
			"discard wait-q/A: ID 17 is used already by B: leave the line out, or get an id with RESERVE",
			"mark B: WAITING: the Monitor is paused",
		],
	],
	"that another has which settled: discarded": [
		{ arrivals: [anArrival("A", asking("17"))], attemptsOf: () => 1 },
		[
			"discard wait-q/A: ID 17 is used already: leave the line out, or get an id with RESERVE",
		],
	],
	"that expired before it came: discarded": [
		{
			arrivals: [anArrival("A", asking("17"))],
			reservations: [aReservation(17, past)],
		},
		[
			"discard wait-q/A: ID 17 was reserved and has expired: leave the line out, or get an id with RESERVE",
		],
	],
	"that expired after it came: stamped": [
		{
			arrivals: [anArrival("A", asking("17"), { modifiedAt: NOON - 120_000 })],
			reservations: [aReservation(17, past)],
		},
		["stamp wait-q/A 2026-11-22T12:00:00Z with reserved id 17"],
	],
	"that is not whole yet: its reservation stays": [
		{
			arrivals: [anArrival("A", asking("17").slice(0, -5), { quietFor: 0 })],
			reservations: [aReservation(17, past)],
		},
		[],
	],
	"begun by a Monitor that died: stamped": [
		{
			arrivals: [anArrival("A", asking("17"), { version: "9:A:0" })],
			reservations: [aReservation(17, { usedBy: "2:A:0" })],
		},
		["stamp wait-q/A 2026-11-22T12:00:00Z with reserved id 17"],
	],
	"begun with another file by a Monitor that died: discarded": [
		{
			arrivals: [anArrival("A", asking("17"))],
			reservations: [aReservation(17, { usedBy: "2:B:0" })],
		},
		[
			"discard wait-q/A: ID 17 is used already: leave the line out, or get an id with RESERVE",
		],
	],
	"although it has one: discarded": [
		{
			arrivals: [
				anArrival(
					"A",
					`timestamp: 1 enqueued then id 5\n${asking("17").replace("STATUS\n", "STATUS\nWAITING")}`,
					{ isOurs: true },
				),
			],
			reservations: [aReservation(17)],
		},
		["discard wait-q/A: line 4: ID: it has id 5 already; leave the line out"],
	],
});

table("a reservation", turn, {
	"stays until its time": [{ reservations: [aReservation(17)] }, []],
	expires: [
		{ reservations: [aReservation(17, past), aReservation(18)] },
		["remove the reservation of id 17, expired"],
	],
	"stays while files came that were not looked at": [
		{ reservations: [aReservation(17, past)], arriving: 1 },
		[],
	],
	"stays while not all queues were read": [
		{ reservations: [aReservation(17, past)], unread: 1 },
		[],
	],
	"goes when its UOW waits": [
		{
			reservations: [aReservation(17, { usedBy: "1:1:1" })],
			waiting: [aWaiting("A", { id: 17 })],
			mode: "paused",
		},
		[
			"remove the reservation of id 17, used",
			"mark A: WAITING: the Monitor is paused",
		],
	],
	"goes when its UOW was launched": [
		{ reservations: [aReservation(17)], attemptsOf: () => 1 },
		["remove the reservation of id 17, used"],
	],
});

table(
	"seconds until a look that is due",
	(parts: Partial<Snapshot>) => dueIn(parts),
	{
		"when a reservation expires": [
			{
				reservations: [
					aReservation(17),
					aReservation(18, { until: NOON + 500 }),
				],
			},
			0.5,
		],
	},
);
