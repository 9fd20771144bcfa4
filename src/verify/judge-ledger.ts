/** The promises about ids that were given and launches that were made. Pure. */
import { countOf } from "../text/quantity.ts";
import { shorten } from "../text/visible.ts";
import { type LedgerFacts, nextIdOf } from "./ledger-facts.ts";
import { type Finding, type Line, note, wrong } from "./report.ts";

/** A settled UOW that says it was launched, and the ledger does not know of it. */
export interface Unledgered {
	readonly file: string;
	readonly id: number;
	readonly attempt: number;
}

/** Ids given and never launched lie closer to the launched ones than this; what lies beyond was typed by somebody. */
const FARTHEST = 100_000;

export function ledgerLine(
	ledger: LedgerFacts,
	unledgered: readonly Unledgered[],
	lives: boolean,
): Line {
	const cut = ledger.isCut && !lives ? [cutFinding] : [];
	const bad = ledger.bad.map(({ number, text, isStump }) =>
		isStump
			? note(
					"run/ledger",
					`line ${number} is "${shorten(text, 60)}"`,
					"a launch whose line was cut short by a crash; it was written again",
				)
			: wrong(
					"run/ledger",
					`line ${number} is "${shorten(text, 60)}"`,
					"a line is ID ATTEMPT DEVICE:INODE: put the ledger of a backup there, or remove that line",
				),
	);
	const unknown = unledgered.map(({ file, id, attempt }) =>
		wrong(
			file,
			`the ledger has no attempt ${attempt} of id ${id}`,
			"a late save of its text would run again: put the ledger of a backup there, or move the file out of the root",
		),
	);
	return {
		promise: "the ledger knows every launch",
		checked: `run/ledger, ${countOf(ledger.lines, "line")}`,
		findings: [...cut, ...bad, ...unknown],
	};
}

const cutFinding: Finding = note(
	"run/ledger",
	"its last line does not end with a newline",
	"a crash left it so; the next Monitor ends that line, or --repair",
	{ kind: "end ledger line" },
);

export interface IdFacts {
	/** Highest in the tickets of run/. */
	readonly inTickets: number;
	/** Highest in UOWs that settled or run. */
	readonly inUows: number;
}

export function nextIdLine(ledger: LedgerFacts, ids: IdFacts): Line {
	const next = nextIdOf(ledger.nextText);
	const recorded = Math.max(ledger.highest, ids.inTickets);
	const highest = Math.max(recorded, ids.inUows);
	return {
		promise: "no id is given twice",
		checked: `run/next-id ${next ?? "is not there"}, highest id ${highest}`,
		findings: nextFindings(ledger.nextText, next, recorded, ids.inUows),
	};
}

function nextFindings(
	text: string | undefined,
	next: number | undefined,
	recorded: number,
	inUows: number,
): Finding[] {
	const file = "run/next-id";
	const highest = Math.max(recorded, inUows);
	if (text === undefined) {
		return highest === 0
			? []
			: [
					note(
						file,
						"it is not there",
						"the next Monitor makes it from the highest id in the root",
					),
				];
	}
	const isClose = inUows <= recorded + FARTHEST;
	const repair = {
		kind: "write next-id",
		next: (isClose ? highest : recorded) + 1,
	} as const;
	if (next === undefined)
		return [
			wrong(
				file,
				`it says "${shorten(text.trim(), 40)}"`,
				`it should say ${repair.next}`,
				repair,
			),
		];
	if (highest < next) return [];
	const what = `it says ${next}, and id ${highest} was given already`;
	if (isClose || recorded >= next)
		return [wrong(file, what, `it should say ${repair.next}`, repair)];
	return [
		wrong(
			file,
			what,
			"that id is far from all others: move its UOW out of the root, or write a higher number",
		),
	];
}
