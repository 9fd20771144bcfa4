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
						...(facts.phase === "running" ? [`catq kill ${uow}: end it`] : []),
					];
		case "done-q":
			return [`catq retry ${uow}: run it again`];
		case "error-q":
		case "fail-q":
			return endedSteps(status ?? "", uow);
		case "archive":
			return [`catq retry ${uow}: move it to wait-q, and run it again`];
		case "trash":
			return facts.problems.length === 0
				? [`catq retry ${uow}: move it back to wait-q`]
				: [
						`mend its text (catq check ${facts.place}/${uow}), then catq retry ${uow}: move it back to wait-q`,
					];
	}
}

function endedSteps(status: string, uow: string): string[] {
	const again = `catq retry ${uow}: run it again`;
	// What the job was not to blame for needs no mending, and what never ran wrote nothing.
	if (/^FAIL (not run|not started)\b/.test(status))
		return [`mend what its STATUS says, then ${again}`];
	const look = `catq log ${uow}: see what it wrote`;
	if (status.includes("may have run"))
		return [
			look,
			"find out what it has done before it runs again: nobody knows",
			again,
		];
	return status.startsWith("FAIL killed by request")
		? [look, again]
		: [look, `mend what was wrong, then ${again}`];
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
		...(facts.after.some(({ place: where }) => where === null)
			? [`catq edit ${uow}: correct its AFTER, if that will never come`]
			: []),
		...(facts.notBefore === null
			? []
			: [`catq edit ${uow}: change its NOT BEFORE`]),
		...(queue.mode === "running" ? [] : ["catq resume: let jobs start"]),
		...(place === "wait-q" ? [`catq up ${uow}: before all of wait-q`] : []),
		`catq rm ${uow}: do without it`,
	];
}

/** Those at the ends of the chains that have failed. */
function brokenIn(link: Link): string[] {
	return link.place === "error-q" ||
		link.place === "fail-q" ||
		link.place === "trash"
		? [link.name]
		: link.after.flatMap(brokenIn);
}
