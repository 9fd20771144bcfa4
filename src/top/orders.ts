/** Does what a key asked of the root: a request to the Monitor, or a move that a person could make. */
import { ask } from "../client/ask.ts";
import { type Chosen, requestWord } from "../client/pick.ts";
import { raise } from "../client/raise.ts";
import { stampAt } from "../client/uows.ts";
import type { Paths } from "../disk/paths.ts";
import { type Place, QUEUES, SETTLED } from "../text/places.ts";
import { impossible } from "../text/problem.ts";
import { visible } from "../text/visible.ts";
import type { Order } from "./view.ts";

/** What came of it, for people. */
export async function carryOut(paths: Paths, order: Order): Promise<string> {
	switch (order.kind) {
		case "pause":
			return answerTo(paths, "PAUSE");
		case "resume":
			return answerTo(paths, "RESUME");
		case "kill":
			return answerAbout(paths, "KILL JOB", order.chosen, []);
		case "hold":
			return answerAbout(paths, "HOLD", order.chosen, QUEUES);
		case "release":
			return answerAbout(paths, "RELEASE", order.chosen, QUEUES);
		case "retry":
			return answerAbout(paths, "RETRY", order.chosen, SETTLED);
		case "raise":
			return raised(paths, order.chosen);
		default:
			return impossible(order);
	}
}

async function answerAbout(
	paths: Paths,
	keyword: string,
	chosen: Chosen,
	places: readonly Place[],
): Promise<string> {
	const word = requestWord(paths, chosen, places);
	return word === undefined
		? `${visible(chosen.name)} shares its name, and its id is a name too: act on its file`
		: answerTo(paths, `${keyword} ${word}`);
}

async function answerTo(paths: Paths, request: string): Promise<string> {
	const asked = await ask(paths, request);
	switch (asked.kind) {
		case "answer":
			return asked.text.replaceAll("\n", "; ");
		case "no monitor":
			return "no Monitor runs on this root: start it with catq monitor";
		case "no answer":
			return `the Monitor did not answer in time: ${request} stands in ${paths.reads}`;
		default:
			return impossible(asked);
	}
}

function raised(paths: Paths, { name, id }: Chosen): string {
	return stampAt(paths, "wait-q", name)?.id === id
		? raise(paths, name).text
		: `${visible(name)} does not wait in wait-q any more`;
}
