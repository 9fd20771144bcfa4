/** The pages that are posted as files, made at the moment they are asked for. */
import { folderPage } from "../page/folder-page.ts";
import { indexPage } from "../page/index-page.ts";
import { INDEX, named, type ShownPlace } from "../page/names.ts";
import { stylesheet } from "../page/style.ts";
import { uowPage } from "../page/uow-page.ts";
import { type FolderList, folderPages } from "../post/lists.ts";
import { lastNotices } from "../post/notices.ts";
import { rootName, type Shown, uowFacts } from "../post/uow.ts";
import { OUTCOMES } from "../text/history.ts";
import { isoOf } from "../text/instant.ts";
import { HTML, Refusal, type Reply, type Route } from "./route.ts";
import { liveOf, type Site } from "./site.ts";
import { placedById } from "./uow-of.ts";

export function pageRoutes(site: Site): readonly Route[] {
	return [
		{
			method: "GET",
			path: "/",
			summary: "The first page",
			answers: HTML,
			answer: () => page(site, INDEX),
		},
		{
			method: "GET",
			path: "/:file",
			summary:
				"A page: index.html, done-q.html, done-q-2.html, uow-17.html; or style.css",
			answers: HTML,
			answer: ({ params }) => page(site, params.file ?? ""),
		},
	];
}

/** By its file name; throws a Refusal where there is none. */
export function page(site: Site, file: string): Reply {
	const what = named(file);
	switch (what?.kind) {
		case "index":
			return { type: HTML, body: firstPage(site) };
		case "style":
			return { type: "text/css; charset=utf-8", body: stylesheet() };
		case "folder":
			return { type: HTML, body: folder(site, what.place, what.number) };
		case "uow":
			return { type: HTML, body: uow(site, what.id) };
		case undefined:
			throw new Refusal(404, "there is no such page");
	}
}

function firstPage(site: Site): string {
	const { paths, looks } = site;
	return indexPage({
		root: rootName(paths),
		digest: looks.digest(),
		isPosted: () => true,
		notices: lastNotices(paths),
		timeline: site.timeline.draw(looks.digest(), looks.recent()),
		live: liveOf(site),
	});
}

function folder(site: Site, place: ShownPlace, number: number): string {
	const list = listOf(site, place);
	const pages = folderPages(list, rootName(site.paths), isoOf(Date.now()));
	const facts = [...pages.values()][number - 1];
	if (facts === undefined)
		throw new Refusal(404, `${place} has only ${pages.size} pages`);
	return folderPage({ ...facts, live: liveOf(site) });
}

function listOf({ looks }: Site, place: ShownPlace): FolderList {
	const outcome = OUTCOMES.find((one) => `${one}-q` === place);
	const count = looks.digest().counts[place] ?? 0;
	if (outcome !== undefined) {
		const entries = looks.settled().present(outcome);
		return {
			place,
			rows: entries.map((entry) => ({ kind: "settled", entry })),
			count: Math.max(count, entries.length),
			version: "",
		};
	}
	const rows = looks
		.listing()
		.uows.flatMap(({ id, name, enqueuedAt, status, ...row }) =>
			row.place === place && id !== null
				? [
						{
							kind: "waits" as const,
							id,
							name,
							enqueuedAt: enqueuedAt ?? "",
							status: status ?? "",
						},
					]
				: [],
		);
	return { place, rows, count, version: "" };
}

function uow(site: Site, id: number): string {
	return uowText(site, shownOf(site, id));
}

/** `mostLog`: bytes of its log that are shown. */
export function uowText(site: Site, shown: Shown, mostLog?: number): string {
	const { facts } = uowFacts(site.paths, shown, isoOf(Date.now()), mostLog);
	return uowPage({ ...facts, live: liveOf(site) });
}

export function shownOf(site: Site, id: number): Shown {
	const { place, name, run } = placedById(site, id);
	if (run !== undefined) {
		const { attempt } = run.ticket;
		return { id, place, name, runs: true, attempt, entry: undefined };
	}
	const entry = OUTCOMES.flatMap((one) =>
		site.looks.settled().present(one),
	).find((one) => one.id === id && place === `${one.outcome}-q`);
	return { id, place, name, runs: false, entry };
}
