/**
 * The cast of a trial: UOWs of every kind, each with what must come of it. A
 * job writes what it does into the truth, outside of the root.
 */
import type { Place } from "../../src/text/places.ts";

export interface Role {
	/** In its header, and in every line it writes; digits and letters. */
	readonly token: string;
	readonly name: string;
	/** The id it must have, where it asks for one. */
	readonly id: number | undefined;
	readonly text: string;
	/** Lines that each attempt writes before its end. */
	readonly lines: number;
	/** What it reports as its feedback at last; undefined: nothing. */
	readonly reports: string | undefined;
	/** Launches that are asked for. */
	readonly attempts: number;
	/** Where it must come to lie, and what its STATUS must say there. */
	readonly ends: readonly [Place, RegExp];
	/** What STATUS may say too, where the campaign has killed what the job started. */
	readonly harmed?: RegExp;
}

export type Kind =
	| "good"
	| "bad"
	| "retried"
	| "signalled"
	| "self-killing"
	| "silent"
	| "leaver"
	| "late"
	| "mover"
	| "header only"
	| "reserved"
	| "long log"
	| "refused"
	| "rubbish";

interface Script {
	readonly id?: number;
	/** Without the titles below the header. */
	readonly isShort?: true;
	readonly lines?: number;
	readonly attempts?: number;
	readonly header?: readonly string[];
	/** Written into its feedback file before that. */
	readonly reports?: string;
	/** Shell that runs last. */
	readonly last?: string;
	readonly harmed?: RegExp;
	readonly ends: Role["ends"];
}

/** The id that somebody reserved before. */
export const RESERVED = 7;

const DONE: Role["ends"] = ["done-q", /^DONE exit 0 after /];

const SCRIPTS: Readonly<Record<Exclude<Kind, "rubbish">, Script>> = {
	good: { ends: DONE },
	bad: { last: "exit 3", ends: ["error-q", /^ERROR exit 3 after /] },
	retried: {
		attempts: 2,
		header: ["RETRIES :: 1"],
		last: "exit $((2 - UOW_ATTEMPT))",
		ends: ["done-q", /^DONE exit 0 after .*, attempt 2/],
	},
	signalled: {
		last: "kill -KILL $$",
		ends: ["fail-q", /^FAIL signal KILL after /],
	},
	"self-killing": {
		header: ["GRACE :: 1s"],
		// A request that a kill of the Monitor cut off is not repeated: ask again, as the answer says.
		last: 'while echo "KILL JOB $UOW_NAME" >> "$UOW_ROOT/monitor_reads"; do sleep 1; done',
		ends: ["fail-q", /^FAIL killed by request/],
	},
	// It notes its start before its limit is up, on a machine under load, too.
	silent: {
		header: ["FEEDBACK :: 1s", "GRACE :: 1s"],
		reports: "step",
		last: "exec sleep 60",
		ends: ["fail-q", /^FAIL no feedback for 1 s: /],
	},
	late: { last: "sleep 0.3", ends: DONE },
	mover: {
		last: 'mv "$UOW_FILE" "$UOW_ROOT/wait-q/"; sleep 0.2',
		ends: DONE,
	},
	"header only": { isShort: true, ends: DONE },
	reserved: {
		isShort: true,
		id: RESERVED,
		header: [`ID :: ${RESERVED}`],
		ends: DONE,
	},
	"long log": { lines: 2000, ends: DONE },
	// A daemon, which notes who it is.
	leaver: {
		last: 'setsid sleep 20 <&- >&- 2>&- & echo "left $!" >> TRUTH; exit 3',
		ends: [
			"error-q",
			/^ERROR exit 3 after .*, ended 1 left behind: \d+ (setsid|sleep)/,
		],
		harmed: /^ERROR exit 3 after /,
	},
	refused: {
		attempts: 0,
		header: ["JOB TYPE :: none"],
		ends: ["fail-q", /^FAIL not run: /],
	},
};

/** One UOW of a kind; `token` is its own and nobody else's. */
export function roleOf(
	kind: Kind,
	token: string,
	name: string,
	truth: string,
): Role {
	if (kind === "rubbish")
		return {
			token,
			name,
			id: undefined,
			text: `TOKEN :: ${token}\nno unit of work\n`,
			lines: 0,
			reports: undefined,
			attempts: 0,
			ends: ["trash", /^/],
		};
	const script = SCRIPTS[kind];
	const lines = script.lines ?? 3;
	const note = (word: string) =>
		`echo "${word} $UOW_ATTEMPT" >> ${truth}/${token}`;
	const command = [
		note("start"),
		`seq -f "${token} $UOW_ATTEMPT %.0f" ${lines}`,
		...(script.reports === undefined
			? []
			: [`echo "[${script.reports}]${token}" >> "$UOW_FEEDBACK"`]),
		note("end"),
		(script.last ?? "exit 0").replace("TRUTH", `${truth}/${token}`),
	].join("; ");
	const header = [
		`TOKEN :: ${token}`,
		`COMMAND :: ${command}`,
		...(script.header ?? []),
	];
	return {
		token,
		name,
		id: script.id,
		text: textOf(header, script.isShort === true),
		lines,
		reports: script.reports,
		attempts: script.attempts ?? 1,
		ends: script.ends,
		...(script.harmed === undefined ? {} : { harmed: script.harmed }),
	};
}

function textOf(header: readonly string[], isShort: boolean): string {
	const rest = isShort ? "" : "\n==== STATUS\n\n==== JOB LOG\n";
	return `==== UNIT OF WORK\n${header.join("\n")}\n${rest}`;
}
