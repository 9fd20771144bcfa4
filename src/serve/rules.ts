/** What every answer says to a browser, and who is let in. */
import type { Rules } from "./server.ts";

/** Nothing from elsewhere, nothing in the text of a page itself, nowhere in a frame. */
const POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	"connect-src 'self'",
	"form-action 'none'",
	"base-uri 'none'",
	"frame-ancestors 'none'",
];

export const HEADERS: Rules["headers"] = {
	"content-security-policy": POLICY.join("; "),
	"x-content-type-options": "nosniff",
	"referrer-policy": "no-referrer",
	"cross-origin-opener-policy": "same-origin",
	"cross-origin-resource-policy": "same-origin",
	"cache-control": "no-store",
};
