/** The pages about tasks: how often each ran lately, how it went, how long it took. */
import { TASK, TASKS } from "../page/names.ts";
import { taskOf, tasksOf } from "../page/tasks.ts";
import { TASKS_EACH, taskPage, tasksPage } from "../page/tasks-page.ts";
import { rootName } from "../post/uow.ts";
import { isoOf } from "../text/instant.ts";
import { HTML, Refusal, type Reply, type Route } from "./route.ts";
import { liveOf, type Site } from "./site.ts";

/** Characters: a task name has some hundred bytes at most. */
const LONGEST_NAME = 2000;

export function taskRoutes(site: Site): readonly Route[] {
	return [
		{
			method: "GET",
			path: `/${TASKS}`,
			summary: "The tasks of the last settlements, those that ran most first",
			query: {
				type: "object",
				properties: { page: { type: "integer", minimum: 1, maximum: 1e6 } },
			},
			answers: HTML,
			answer: ({ query }) => tasks(site, query.page),
		},
		{
			method: "GET",
			path: `/${TASK}`,
			summary: "One task: its last runs, and how long they took",
			query: {
				type: "object",
				required: ["name"],
				properties: { name: { type: "string", maxLength: LONGEST_NAME } },
			},
			answers: HTML,
			answer: ({ query }) => task(site, query.name),
		},
	];
}

export function tasks(site: Site, page: unknown): Reply {
	const number = Number(page ?? 1);
	const { entries } = site.looks.recent();
	const all = tasksOf(entries);
	if (number > Math.max(1, Math.ceil(all.length / TASKS_EACH)))
		throw new Refusal(404, "there is no such page of tasks");
	const body = tasksPage({ ...shared(site), tasks: all, number });
	return { type: HTML, body };
}

export function task(site: Site, name: unknown): Reply {
	const own = site.looks.recent().entries.filter(
		// As it stands in an address: what is half a character was replaced there.
		({ taskName }) => taskName.replace(/\p{Cs}/gu, "\ufffd") === name,
	);
	if (own.length === 0)
		throw new Refusal(404, "no run of such a task has settled lately");
	const body = taskPage({ ...shared(site), task: taskOf(String(name), own) });
	return { type: HTML, body };
}

function shared(site: Site) {
	return {
		root: rootName(site.paths),
		settlements: site.looks.recent().entries.length,
		writtenAt: isoOf(Date.now()),
		live: liveOf(site),
	};
}
