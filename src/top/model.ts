/** What the screen shows of a root at one moment, and the UOWs on it that can be selected. */
import type { Row } from "../client/listing.ts";
import type { Mode } from "../core/snapshot.ts";
import type { Notice } from "../page/index-page.ts";
import type { HistoryEntry } from "../text/history.ts";
import type { Place } from "../text/places.ts";

export interface Model {
	readonly takenAt: string;
	/** Its folder. */
	readonly root: string;
	/** Whether a Monitor runs. */
	readonly monitor: boolean;
	readonly mode: Mode;
	readonly slots: number;
	/** Why the ready check lets no job start. */
	readonly notReady: string | undefined;
	readonly counts: readonly (readonly [Place, number])[];
	/** By their slots. */
	readonly running: readonly Row[];
	/** The first of those that wait, in the order in which they start. */
	readonly waiting: readonly Row[];
	/** How many more wait. */
	readonly more: number;
	/** Those that settled last, the newest first. */
	readonly ended: readonly HistoryEntry[];
	/** What the Monitor said last, the newest first. */
	readonly notices: readonly Notice[];
}

export type Section = "running" | "waiting" | "ended";

/** A UOW on the screen. */
export interface Item {
	readonly section: Section;
	/** Its line in the section, from 0. */
	readonly at: number;
	/** Known by it wherever it goes next. */
	readonly key: string;
	readonly name: string;
	/** null: it is not accepted yet. */
	readonly id: number | null;
	readonly place: Place;
	readonly isHeld: boolean;
	/** It runs, and nobody ends it so far. */
	readonly isAlive: boolean;
}

/** What a log is found by. */
export type Logged = Pick<Item, "key" | "name" | "id" | "place">;

/** All that can be selected, in the order of the screen. */
export function itemsOf(model: Model): readonly Item[] {
	return [
		...model.running.map((row, at) => rowItem("running", row, at)),
		...model.waiting.map((row, at) => rowItem("waiting", row, at)),
		...model.ended.map(
			({ name, id, outcome }, at): Item => ({
				section: "ended",
				at,
				key: `#${id}`,
				name,
				id,
				place: `${outcome}-q`,
				isHeld: false,
				isAlive: false,
			}),
		),
	];
}

function rowItem(
	section: "running" | "waiting",
	{ id, name, place, state }: Row,
	at: number,
): Item {
	return {
		section,
		at,
		key: id === null ? `${place}/${name}` : `#${id}`,
		name,
		id,
		place,
		isHeld: state === "HELD",
		isAlive:
			section === "running" &&
			state !== "STOPPING" &&
			state !== "ENDED" &&
			state !== "LOST",
	};
}
