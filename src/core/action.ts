/** Everything the Monitor can do to the world, as values; and each as one line of English. */

import { type Instant, isoOf } from "../text/instant.ts";
import { whoText } from "../text/left.ts";
import type { Place } from "../text/places.ts";
import { impossible } from "../text/problem.ts";
import type { Request } from "../text/requests.ts";
import type { KillSignal } from "../text/signals.ts";
import { visible } from "../text/visible.ts";
import type { Ending } from "./ending.ts";
import type { Reservation } from "./reservation.ts";
import type { Arrival, Located, Mode, Run, Waiting } from "./snapshot.ts";

export interface Stamping {
	readonly arrival: Extract<Arrival, { kind: "text" }>;
	readonly seconds: number;
	readonly ordinal: number;
	/** Kept where this root gave one before; undefined: a new one, or the reserved one. */
	readonly id: number | undefined;
	/** Whose id it uses up. */
	readonly reservation?: Reservation;
	readonly status: string;
}

/** A step of the kill ladder: the stop signal, KILL, or KILL that has not helped so far. */
export type KillStep = "stop" | "kill" | "kill in vain";

export type Action =
	/** Mark a request as taken: from here on it is acted on at most once. */
	| { readonly kind: "take"; readonly request: Request }
	| {
			readonly kind: "answer";
			readonly request: Request;
			readonly text: string;
	  }
	| { readonly kind: "reload"; readonly request: Request }
	/** Put the history aside, and say under which name. */
	| { readonly kind: "clear-history"; readonly request: Request }
	/** Hand out an id, and answer with it. */
	| {
			readonly kind: "reserve";
			readonly request: Request;
			readonly taskName: string | undefined;
			readonly until: Instant;
	  }
	/** Forget a reservation: it has expired, or a UOW uses its id. */
	| {
			readonly kind: "unreserve";
			readonly reservation: Reservation;
			readonly expired: boolean;
	  }
	| { readonly kind: "set-mode"; readonly mode: Mode }
	| { readonly kind: "stop"; readonly why: string }
	| {
			readonly kind: "hold";
			readonly waiting: Waiting;
			readonly status: string;
	  }
	/** Move a settled UOW back to a queue, as a person would. */
	| { readonly kind: "retry"; readonly name: string; readonly from: Place }
	| {
			readonly kind: "discard";
			readonly place: Place;
			readonly name: string;
			/** Of the file that was judged; another of that name is left alone. */
			readonly version?: string;
			readonly reasons: readonly string[];
	  }
	/** A file that only the Monitor may put where it lies. */
	| { readonly kind: "expel"; readonly stray: Located }
	| { readonly kind: "stamp"; readonly stampings: readonly Stamping[] }
	/** A settled UOW that was moved back: it waits for its next attempt. */
	| {
			readonly kind: "readmit";
			readonly arrival: Arrival;
			readonly attempt: number;
	  }
	| {
			readonly kind: "mark";
			readonly waiting: Waiting;
			readonly status: string;
	  }
	| { readonly kind: "refuse"; readonly waiting: Waiting; readonly why: string }
	| {
			readonly kind: "launch";
			readonly waiting: Waiting;
			readonly slot: number;
	  }
	| { readonly kind: "check-readiness" }
	| {
			readonly kind: "revoke";
			readonly run: Run;
			readonly verdict: "return" | "fail";
			readonly why: string;
	  }
	| { readonly kind: "put-back"; readonly run: Run }
	| {
			readonly kind: "kill";
			readonly run: Run;
			readonly why: string;
			/** In place of the STOP SIGNAL, where one was asked for. */
			readonly signal?: KillSignal | undefined;
	  }
	/** Mark a pulse that has changed. */
	| {
			readonly kind: "pulse";
			readonly run: Run;
			readonly status: string;
			readonly notice: string;
	  }
	/** Mark a run that takes longer than its task usually does. */
	| {
			readonly kind: "slow";
			readonly run: Run;
			readonly status: string;
			readonly notice: string;
	  }
	/** Write down whom it left behind, before they are ended. */
	| { readonly kind: "record-left"; readonly run: Run }
	/** Of all runs that are to be signalled. */
	| {
			readonly kind: "signal";
			readonly steps: readonly {
				readonly run: Run;
				readonly step: KillStep;
			}[];
	  }
	/** Begin to write its log to the disk. */
	| { readonly kind: "flush"; readonly run: Run }
	| { readonly kind: "settle"; readonly run: Run; readonly ending: Ending }
	/** Save a UOW whose name is gone while its file is still open; its run is over. */
	| { readonly kind: "rescue"; readonly run: Run; readonly ending: Ending }
	| { readonly kind: "reap"; readonly run: Run; readonly ending: Ending };

/** One line for the journal and for tests. */
export function describe(action: Action): string {
	return visible(sentenceOf(action));
}

function sentenceOf(action: Action): string {
	switch (action.kind) {
		case "take":
			return `take ${action.request.text}`;
		case "answer":
			return `answer ${action.request.text}`;
		case "reload":
			return "reload the configuration";
		case "clear-history":
			return "put the history aside";
		case "reserve":
			return `reserve an id${action.taskName === undefined ? "" : ` for ${action.taskName}`} until ${isoOf(action.until)}`;
		case "unreserve":
			return `remove the reservation of id ${action.reservation.id}, ${action.expired ? "expired" : "used"}`;
		case "set-mode":
			return `mode ${action.mode}`;
		case "stop":
			return `stop: ${action.why}`;
		case "hold":
			return `mark ${action.waiting.name}: ${action.status}`;
		case "retry":
			return `move ${action.from}/${action.name} to wait-q`;
		case "discard":
			return `discard ${action.place}/${action.name}: ${action.reasons.join("; ")}`;
		case "expel":
			return `move ${action.stray.place}/${action.stray.name} to wait-q`;
		case "stamp":
			return action.stampings
				.map(
					({ arrival, seconds, ordinal, reservation }) =>
						`stamp ${arrival.place}/${arrival.name} ${isoOf(seconds * 1000)}${ordinal > 0 ? `-${ordinal}` : ""}${reservation === undefined ? "" : ` with reserved id ${reservation.id}`}`,
				)
				.join("; ");
		case "readmit":
			return `readmit ${action.arrival.place}/${action.arrival.name} for attempt ${action.attempt}`;
		case "mark":
			return `mark ${action.waiting.name}: ${action.status}`;
		case "refuse":
			return `refuse ${action.waiting.name}: ${action.why}`;
		case "launch":
			return `launch ${action.waiting.name} in slot ${action.slot}`;
		case "check-readiness":
			return "check readiness";
		case "revoke":
			return `revoke ${action.run.ticket.name}, ${action.verdict}: ${action.why}`;
		case "put-back":
			return `put ${action.run.ticket.name} back to currently-executing`;
		case "kill":
			return `kill ${action.run.ticket.name}${action.signal === undefined ? "" : ` by ${action.signal}`}: ${action.why}`;
		case "pulse":
		case "slow":
			return `mark ${action.run.ticket.name}: ${action.status}`;
		case "record-left":
			return `record whom ${action.run.ticket.name} left: ${whoText(action.run.left)}`;
		case "signal":
			return `signal ${action.steps.map(({ run, step }) => `${run.ticket.name}: ${step}`).join(", ")}`;
		case "flush":
			return `write the log of ${action.run.ticket.name} to the disk`;
		case "settle":
			return `settle ${action.run.ticket.name} to ${action.ending.to}: ${action.ending.status}`;
		case "rescue":
			return `save ${action.run.ticket.name} to ${action.ending.to}: ${action.ending.status}`;
		case "reap":
			return `reap ${action.run.ticket.name}`;
		default:
			return impossible(action);
	}
}
