/** Who is let in, and what every answer says to a browser. */
import { createHash, timingSafeEqual } from "node:crypto";
import { isLoopback } from "./address.ts";
import { Refusal } from "./route.ts";

/** The path of the link that brings a token. */
export const LOGIN = "/login";

/** How a server is guarded. */
export interface Guard {
	/** Undefined: whoever reaches it may read. */
	readonly token: string | undefined;
	/** Without one, on a port of this machine: the name by which it is asked must be this machine's, or a page from elsewhere had made it so. */
	readonly onlyLocalNames: boolean;
	readonly allowsControl: boolean;
}

/** What is looked at of a request. */
export interface Asking {
	readonly method: string;
	readonly path: string;
	readonly header: (name: string) => string | undefined;
}

export function admit(guard: Guard, asking: Asking): void {
	if (guard.onlyLocalNames && !isLocalName(asking.header("host")))
		throw new Refusal(
			403,
			"this server answers to 127.0.0.1 and localhost only; with --token-file it has other names, too",
		);
	const isLogin = asking.path === LOGIN;
	if (guard.token !== undefined && !isLogin && !hasToken(guard.token, asking))
		throw new Refusal(
			401,
			"open the link that catq serve has printed, or send the token: Authorization: Bearer TOKEN",
			{ "www-authenticate": 'Bearer realm="catq"' },
		);
	if (asking.method === "POST") admitAction(guard, asking);
}

/** An action comes from a page of ours, or from a program: never from a page from elsewhere. */
function admitAction({ allowsControl }: Guard, { header }: Asking): void {
	if (!allowsControl)
		throw new Refusal(
			403,
			"this server only shows: catq serve --allow-control also acts",
		);
	const site = header("sec-fetch-site");
	const isElsewhere =
		site === undefined
			? !isSameOrigin(header("origin"), header("host"))
			: site !== "same-origin";
	if (isElsewhere)
		throw new Refusal(403, "an action must come from a page of this server");
}

function isSameOrigin(origin: string | undefined, host: string | undefined) {
	// Programs send none, and browsers always do with a POST.
	if (origin === undefined) return true;
	const at = /^https?:\/\/(.+)$/.exec(origin)?.[1];
	return at !== undefined && at === host;
}

function isLocalName(host: string | undefined): boolean {
	const name = /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::\d{1,5})?$/i.exec(
		host ?? "",
	);
	return name !== null && isLoopback(name[1] ?? name[2] ?? "");
}

function hasToken(token: string, { header }: Asking): boolean {
	const bearer = /^Bearer (\S+)$/i.exec(header("authorization") ?? "")?.[1];
	return (
		isSame(bearer, token) || isSame(cookieOf(header, token), sessionOf(token))
	);
}

/** Takes as long for a wrong one, however much of it is right. */
export function isSame(given: string | undefined, right: string): boolean {
	return (
		given !== undefined && timingSafeEqual(digestOf(given), digestOf(right))
	);
}

function digestOf(text: string): Buffer {
	return createHash("sha256").update(text).digest();
}

/** What the cookie holds: good for this token only, and not the token. */
export function sessionOf(token: string): string {
	return hashOf("session", token).slice(0, 43);
}

/** Several servers of one machine share their cookies: each has a name of its own. */
export function cookieName(token: string): string {
	return `catq-${hashOf("name", token).slice(0, 8).replace(/[-_]/g, "0")}`;
}

function hashOf(use: string, secret: string): string {
	return createHash("sha256")
		.update(`catq ${use}\0${secret}`)
		.digest("base64url");
}

function cookieOf(header: Asking["header"], token: string) {
	const name = cookieName(token);
	return (header("cookie") ?? "")
		.split(/; */)
		.find((pair) => pair.startsWith(`${name}=`))
		?.slice(name.length + 1);
}

/** Nothing from elsewhere, nothing live in the text of a page, nowhere in a frame. */
export function headersOf({ allowsControl }: Guard) {
	const policy = [
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"img-src 'self' data:",
		"connect-src 'self'",
		`form-action ${allowsControl ? "'self'" : "'none'"}`,
		"base-uri 'none'",
		"frame-ancestors 'none'",
		"require-trusted-types-for 'script'",
		"trusted-types catq",
	];
	return {
		"content-security-policy": policy.join("; "),
		"x-content-type-options": "nosniff",
		"x-frame-options": "DENY",
		// Without any a browser would not say either where a form comes from.
		"referrer-policy": "same-origin",
		"cross-origin-opener-policy": "same-origin",
		"cross-origin-resource-policy": "same-origin",
		"cache-control": "no-store",
	};
}
