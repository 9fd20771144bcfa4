/** What the JSON interface gives, as schemas: of each value all its fields, or they do not compile. */
import type { Listing, Row } from "../client/listing.ts";
import type { Story } from "../client/story.ts";
import type { Digest } from "../core/digest.ts";
import { type HistoryEntry, OUTCOMES } from "../text/history.ts";
import type { Schema } from "./route.ts";
import type { Schemas } from "./route-schema.ts";

export const TEXT_VALUE = { type: "string" } as const;
const WHOLE = { type: "integer" } as const;
const NUMBER = { type: "number" } as const;
const YES_OR_NO = { type: "boolean" } as const;
const TIME = { type: "string", description: "ISO 8601, UTC" } as const;
const VALUES = { type: "object", additionalProperties: TEXT_VALUE } as const;

export const listOf = (items: Schema): Schema => ({ type: "array", items });
export const named = (name: string): Schema => ({ $ref: `${name}#` });

/** null: it is not so, or not known. */
function orNull(schema: Schema): Schema {
	return { ...schema, type: [schema.type, "null"] };
}

/** Each field of a T; those that may be missing are named. */
export function objectOf<T>(
	properties: Readonly<Record<keyof T & string, Schema>>,
	missing: readonly string[] = [],
): Schema {
	return {
		type: "object",
		additionalProperties: false,
		required: Object.keys(properties).filter((key) => !missing.includes(key)),
		properties,
	};
}

const RUNNING = objectOf<Digest["running"][number]>(
	{
		name: TEXT_VALUE,
		id: WHOLE,
		slot: WHOLE,
		attempt: WHOLE,
		state: TEXT_VALUE,
		startedAt: TIME,
		seconds: NUMBER,
		timeoutSeconds: orNull(NUMBER),
		pulse: orNull(TEXT_VALUE),
		beatSeconds: orNull(NUMBER),
		limitSeconds: orNull(NUMBER),
		slow: orNull(TEXT_VALUE),
		progress: NUMBER,
	},
	["progress"],
);

const WAITING = objectOf<Digest["waiting"][number]>({
	name: TEXT_VALUE,
	id: WHOLE,
	place: TEXT_VALUE,
	enqueuedAt: TIME,
	status: TEXT_VALUE,
});

const RESERVED = objectOf<Digest["reserved"]>({
	count: WHOLE,
	ids: listOf(
		objectOf<Digest["reserved"]["ids"][number]>({
			id: WHOLE,
			taskName: orNull(TEXT_VALUE),
			until: TIME,
		}),
	),
});

const STATUS = objectOf<Digest & { readonly monitor: boolean }>({
	takenAt: TIME,
	mode: TEXT_VALUE,
	slots: WHOLE,
	vacant: WHOLE,
	readiness: TEXT_VALUE,
	running: listOf(RUNNING),
	waiting: listOf(WAITING),
	reserved: RESERVED,
	counts: { type: "object", additionalProperties: WHOLE },
	arriving: WHOLE,
	notYet: listOf(
		objectOf<Digest["notYet"][number]>({ name: TEXT_VALUE, why: TEXT_VALUE }),
	),
	unfinished: WHOLE,
	monitor: YES_OR_NO,
});

const ROW = objectOf<Row>({
	id: orNull(WHOLE),
	name: TEXT_VALUE,
	taskName: orNull(TEXT_VALUE),
	info1: TEXT_VALUE,
	info2: TEXT_VALUE,
	info3: TEXT_VALUE,
	place: TEXT_VALUE,
	state: TEXT_VALUE,
	status: orNull(TEXT_VALUE),
	attempt: orNull(WHOLE),
	slot: orNull(WHOLE),
	pid: orNull(WHOLE),
	enqueuedAt: orNull(TIME),
	startedAt: orNull(TIME),
	seconds: orNull(NUMBER),
	timeoutSeconds: orNull(NUMBER),
	feedback: YES_OR_NO,
	beatSeconds: orNull(NUMBER),
	limitSeconds: orNull(NUMBER),
	progress: orNull(NUMBER),
	leftSeconds: orNull(NUMBER),
});

const LISTING = objectOf<Listing>({
	takenAt: TIME,
	uows: listOf(named("Row")),
	more: WHOLE,
});

const STORY = objectOf<Story>({
	name: TEXT_VALUE,
	id: orNull(WHOLE),
	place: TEXT_VALUE,
	file: TEXT_VALUE,
	status: orNull(TEXT_VALUE),
	taskName: TEXT_VALUE,
	attempt: WHOLE,
	enqueuedAt: orNull(TIME),
	startedAt: orNull(TIME),
	endedAt: orNull(TIME),
	seconds: orNull(NUMBER),
	exit: orNull(WHOLE),
	signal: orNull(TEXT_VALUE),
	reason: orNull(TEXT_VALUE),
	slot: orNull(WHOLE),
	pid: orNull(WHOLE),
	header: VALUES,
	problems: listOf(TEXT_VALUE),
	feedback: orNull(VALUES),
	logBytes: WHOLE,
	records: listOf(TEXT_VALUE),
});

const ENTRY = objectOf<HistoryEntry>({
	name: TEXT_VALUE,
	id: WHOLE,
	taskName: TEXT_VALUE,
	info1: TEXT_VALUE,
	info2: TEXT_VALUE,
	info3: TEXT_VALUE,
	outcome: { type: "string", enum: OUTCOMES },
	exit: orNull(WHOLE),
	signal: orNull(TEXT_VALUE),
	reason: orNull(TEXT_VALUE),
	enqueuedAt: orNull(TEXT_VALUE),
	startedAt: orNull(TEXT_VALUE),
	endedAt: orNull(TEXT_VALUE),
	seconds: orNull(NUMBER),
	attempts: WHOLE,
	feedback: orNull(VALUES),
});

export const SCHEMAS: Schemas = {
	Status: STATUS,
	Row: ROW,
	Listing: LISTING,
	Story: STORY,
	HistoryEntry: ENTRY,
	Values: VALUES,
};
