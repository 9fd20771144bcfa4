/** What holds for every request, whatever it is for. */
import { complain, EXIT } from "../cli/exit.ts";
import { noticePage } from "../page/notice-page.ts";
import { isoOf } from "../text/instant.ts";
import { visible, visibleJson } from "../text/visible.ts";
import { HTML, JSON_TYPE, type Reply } from "./route.ts";
import { admit, type Guard, headersOf } from "./rules.ts";
import { SCHEMAS } from "./schemas.ts";
import type { House } from "./server.ts";

export function houseOf(guard: Guard, version: string): House {
	return {
		admit: (asking) => admit(guard, asking),
		headers: headersOf(guard),
		refused,
		complain: (words) => void complain(visible(words), EXIT.tempFail),
		version,
		schemas: SCHEMAS,
		document: "/api/openapi.json",
	};
}

function refused(path: string, status: number, words: string): Reply {
	if (path.startsWith("/api/"))
		return { type: JSON_TYPE, body: visibleJson({ error: words }) };
	const title = TITLES[status] ?? (status < 500 ? "Not like this" : "Not now");
	const writtenAt = isoOf(Date.now());
	return { type: HTML, body: noticePage({ title, words, writtenAt }) };
}

const TITLES: Readonly<Record<number, string>> = {
	401: "Who are you?",
	403: "Not from here",
	404: "Not here",
};
