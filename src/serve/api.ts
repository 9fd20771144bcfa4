/** The JSON interface, as far as it looks: the values of `catq … --json`. */
import { valuesIn } from "../cli/feedback.ts";
import { found, wantedOf } from "../cli/history.ts";
import { storyOf } from "../client/story.ts";
import { OUTCOMES } from "../text/history.ts";
import { visible, visibleJson } from "../text/visible.ts";
import { logOf } from "./log.ts";
import {
	type Asked,
	JSON_TYPE,
	Refusal,
	type Reply,
	type Route,
	TEXT,
} from "./route.ts";
import { listOf, named, objectOf, TEXT_VALUE } from "./schemas.ts";
import { rootOf, type Site } from "./site.ts";
import { UOW_PARAMS, uowOf } from "./uow-of.ts";

/** Entries of one answer; bytes of the history that are read for it. */
const MOST_ENTRIES = 1000;
const SEARCHED = 8 * 1024 * 1024;

export function apiRoutes(site: Site): readonly Route[] {
	const about = (asked: Asked) => uowOf(site, asked.params.uow ?? "");
	return [
		{
			method: "GET",
			path: "/api/status",
			summary: "How the queue stands, as catq status --json",
			answers: named("Status"),
			answer: () =>
				json({ ...site.looks.digest(), monitor: site.looks.monitorRuns() }),
		},
		{
			method: "GET",
			path: "/api/list",
			summary: "What runs and what waits, as catq list --json",
			answers: named("Listing"),
			answer: () => json(site.looks.listing()),
		},
		{
			method: "GET",
			path: "/api/uows/:uow",
			summary: "All that the files say of one UOW, as catq show --json",
			params: UOW_PARAMS,
			answers: named("Story"),
			answer: (asked) => {
				const meant = about(asked);
				const { paths, looks } = site;
				return json(storyOf(paths, looks.config(), meant, meant.run));
			},
		},
		{
			method: "GET",
			path: "/api/uows/:uow/log",
			summary: "What its job has written; with Range a part of it",
			params: UOW_PARAMS,
			answers: TEXT,
			answer: (asked) => logOf(site, about(asked), asked),
		},
		{
			method: "GET",
			path: "/api/uows/:uow/feedback",
			summary: "What its job reports, or reported last, as catq feedback",
			params: UOW_PARAMS,
			answers: named("Values"),
			answer: (asked) => feedback(site, asked),
		},
		{
			method: "GET",
			path: "/api/history",
			summary: "How UOWs ended, the newest last, as catq history --json",
			query: HISTORY_QUERY,
			answers: objectOf<HistoryAnswer>({
				entries: listOf(named("HistoryEntry")),
			}),
			answer: ({ query }) => history(site, query),
		},
	];
}

export function json(value: object, status = 200): Reply {
	return { status, type: JSON_TYPE, body: visibleJson(value, 2) };
}

interface HistoryAnswer {
	readonly entries: readonly unknown[];
}

const HISTORY_QUERY = {
	type: "object",
	additionalProperties: false,
	properties: {
		limit: {
			type: "integer",
			minimum: 1,
			maximum: MOST_ENTRIES,
			description: "The last so many: 20 where it is not said, with since all",
		},
		taskName: { ...TEXT_VALUE, description: "Only those of this task" },
		outcome: {
			type: "string",
			enum: OUTCOMES,
			description: "Only those that ended so",
		},
		since: {
			...TEXT_VALUE,
			description: "Only those since then: 2d, or 2026-11-22T06:00",
		},
	},
};

function history({ paths }: Site, query: Asked["query"]): Reply {
	const text = (name: string) =>
		query[name] === undefined ? undefined : String(query[name]);
	const wanted = wantedOf(
		{
			taskName: text("taskName"),
			outcome: text("outcome"),
			number: text("limit"),
			since: text("since"),
		},
		Date.now(),
	);
	if (typeof wanted === "string")
		throw new Refusal(400, wanted.replace(/^--/, ""));
	const most = Math.min(wanted.most, MOST_ENTRIES);
	const lines = found(paths, { ...wanted, most }, SEARCHED);
	return json({ entries: lines.map(({ entry }) => entry) });
}

function feedback(site: Site, { params }: Asked): Reply {
	const meant = uowOf(site, params.uow ?? "");
	const { place, name, run } = meant;
	const values = valuesIn(
		rootOf(site),
		run === undefined
			? { kind: "settled", place, name }
			: { kind: "runs", run },
	);
	if (values === undefined)
		throw new Refusal(404, `${visible(name)} promised no feedback`);
	return json(Object.fromEntries(values));
}
