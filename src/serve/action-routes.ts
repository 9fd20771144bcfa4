/** Actions for programs: a header that no form can send tells them from pages from elsewhere. */
import { UOW_ACTS, type UowAct } from "../page/forms.ts";
import { KILL_SIGNALS } from "../text/signals.ts";
import { type Added, actOn, add, askMode, type NewJob } from "./actions.ts";
import { json } from "./api.ts";
import type { Asked, Reply, Route } from "./route.ts";
import { objectOf, TEXT_VALUE } from "./schemas.ts";
import type { Site } from "./site.ts";
import { UOW_PARAMS } from "./uow-of.ts";

export const PROGRAM_HEADER = "x-catq";

interface Done {
	/** What the Monitor answered. */
	readonly text: string;
}

const DONE = objectOf<Done>({ text: TEXT_VALUE });
const HEADERS = {
	type: "object",
	required: [PROGRAM_HEADER],
	properties: {
		[PROGRAM_HEADER]: {
			type: "string",
			description: "Any value: no page from elsewhere can send it",
		},
	},
};

const ABOUT: Readonly<Record<UowAct, string>> = {
	kill: "End its job",
	hold: "Keep it from being started",
	release: "Let it be started again",
	up: "Move it to priority-q",
	retry: "Run it again",
};

const FLAG = { type: "boolean" };
const NEW_JOB = {
	...objectOf<NewJob>(
		{
			command: {
				description:
					"A line for the shell; or a program and its words, each by itself",
				anyOf: [
					{ type: "string", minLength: 1 },
					{ type: "array", minItems: 1, items: TEXT_VALUE },
				],
			},
			name: TEXT_VALUE,
			type: TEXT_VALUE,
			priority: FLAG,
			hold: FLAG,
			header: {
				description: "Any other items of its header",
				type: "object",
				maxProperties: 200,
				propertyNames: { pattern: "^[^=]{1,200}$" },
				additionalProperties: TEXT_VALUE,
			},
		},
		["command", "name", "type", "priority", "hold", "header"],
	),
};

export function actionRoutes(site: Site): readonly Route[] {
	return [
		{
			...forPrograms("/api/uows", "Add a job, as catq add does"),
			body: NEW_JOB,
			succeeds: 201,
			answers: objectOf<Added>({ name: TEXT_VALUE, place: TEXT_VALUE }),
			answer: ({ body }) => json(add(site, body as NewJob), 201),
		},
		...UOW_ACTS.map(
			(act): Route => ({
				...forPrograms(`/api/uows/:uow/${act}`, ABOUT[act]),
				params: UOW_PARAMS,
				...(act === "kill" ? { query: SIGNAL } : {}),
				answers: DONE,
				answer: ({ params, query }) =>
					done(actOn(site, act, params.uow ?? "", textIn(query, "signal"))),
			}),
		),
		{
			...forPrograms("/api/pause", "Start no further job"),
			answers: DONE,
			answer: () => done(askMode(site, "PAUSE")),
		},
		{
			...forPrograms("/api/resume", "Start jobs again"),
			answers: DONE,
			answer: () => done(askMode(site, "RESUME")),
		},
	];
}

const SIGNAL = {
	type: "object",
	additionalProperties: false,
	properties: { signal: { type: "string", enum: KILL_SIGNALS } },
};

function forPrograms(path: string, summary: string) {
	return { method: "POST", path, summary, headers: HEADERS } as const;
}

async function done(text: Promise<string>): Promise<Reply> {
	return json({ text: await text } satisfies Done);
}

function textIn(query: Asked["query"], name: string): string | undefined {
	return query[name] === undefined ? undefined : String(query[name]);
}
