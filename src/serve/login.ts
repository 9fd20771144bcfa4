/** The link that brings a token: it becomes a cookie, and goes from the address line. */
import { noticePage } from "../page/notice-page.ts";
import { isoOf } from "../text/instant.ts";
import { HTML, Refusal, type Reply, type Route } from "./route.ts";
import { cookieName, type Guard, isSame, LOGIN, sessionOf } from "./rules.ts";

export function loginRoutes({ token }: Guard): readonly Route[] {
	return [
		{
			method: "GET",
			path: LOGIN,
			summary: "Trade a token for a cookie, and go on to the first page",
			query: {
				type: "object",
				properties: { token: { type: "string", maxLength: 512 } },
			},
			answers: HTML,
			answer: ({ query }) => login(token, String(query.token ?? "")),
		},
	];
}

function login(token: string | undefined, given: string): Reply {
	if (token === undefined) return goOn({});
	if (!isSame(given, token))
		throw new Refusal(401, "this link holds another token than this server's");
	const cookie = `${cookieName(token)}=${sessionOf(token)}`;
	return goOn({ "set-cookie": `${cookie}; Path=/; HttpOnly; SameSite=Strict` });
}

/** By the page itself: a browser that was led here from elsewhere keeps the cookie back from where it is redirected to. */
function goOn(headers: Readonly<Record<string, string>>): Reply {
	return {
		type: HTML,
		headers: { ...headers, refresh: "0; url=./" },
		body: noticePage({
			title: "Welcome",
			words: "Go on to the first page.",
			writtenAt: isoOf(Date.now()),
		}),
	};
}
