/** What a person can do about a UOW next. */
import type { Link } from "./chain.ts";
import type { Explanation } from "./explanation.ts";

export function nextSteps(facts: Explanation): readonly string[] {
	const { place, name, status } = facts;
	// A name that a shell would not take as it is: its id is easier.
	const uow = /^[\w.+,@%:-]+$/.test(name) ? name : String(facts.id ?? name);
	const start = facts.queue.monitor ? [] : ["catq monitor: start a Monitor"];
	switch (place) {
		case "wait-q":
		case "priority-q":
			return [...start, ...waitingSteps(facts, uow)];
		case "currently-executing":
			return facts.phase === "ended" || facts.phase === "lost"
				? [...start, "wait: a Monitor settles it"]
				: [
						...start,
						`catq log -f ${uow}: follow it`,
						`catq kill ${uow}: end it`,
					];
		case "done-q":
			return [`catq retry ${uow}: run it again`];
		case "error-q":
		case "fail-q":
			return [
				`catq log ${uow}: see what it wrote`,
				...(status?.includes("may have run") === true
					? ["find out what it has done before it runs again: nobody knows"]
					: []),
				`mend what was wrong, then catq retry ${uow}: run it again`,
			];
		case "archive":
			return ["mv it from archive to wait-q: run it again"];
		case "trash":
			return ["mend it, and mv it from trash to its queue"];
	}
}

function waitingSteps(facts: Explanation, uow: string): string[] {
	const { status, queue, place } = facts;
	return [
		...(facts.problems.length > 0 ? ["mend its text"] : []),
		...(status?.startsWith("HELD")
			? [`catq release ${uow}: let it start`]
			: []),
		...facts.after
			.flatMap(brokenIn)
			.map((name) => `mend ${name}, then catq retry ${name}: it goes on`),
		...(queue.mode === "running" ? [] : ["catq resume: let jobs start"]),
		...(place === "wait-q" ? [`catq up ${uow}: before all of wait-q`] : []),
		`catq rm ${uow}: do without it`,
	];
}

/** Those at the ends of the chains that have failed. */
function brokenIn(link: Link): string[] {
	return link.place === "error-q" || link.place === "fail-q"
		? [link.name]
		: link.after.flatMap(brokenIn);
}
