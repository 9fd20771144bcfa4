/** Who is let in, and where is listened: from values alone. */
import test from "ava";
import { readAddress } from "../../src/serve/address.ts";
import { rangeIn } from "../../src/serve/log.ts";
import { Refusal } from "../../src/serve/route.ts";
import {
	admit,
	cookieName,
	type Guard,
	sessionOf,
} from "../../src/serve/rules.ts";
import { table } from "../helpers/table.ts";

const port = (host: string, number: number, isLoopback: boolean) =>
	({ kind: "port", host, port: number, isLoopback }) as const;
const wrong = (text: string) =>
	`expected a port, host:port, or the path of a socket, found "${text}"`;

table("is listened at", readAddress, {
	"a port": ["8080", port("127.0.0.1", 8080, true)],
	"a name of this machine": ["localhost:0", port("localhost", 0, true)],
	"another loopback": ["127.3.2.1:80", port("127.3.2.1", 80, true)],
	"IPv6 loopback": ["[::1]:80", port("::1", 80, true)],
	everybody: ["0.0.0.0:80", port("0.0.0.0", 80, false)],
	"everybody, IPv6": ["[::]:80", port("::", 80, false)],
	"loopback in the clothes of IPv6": [
		"[::ffff:127.0.0.1]:80",
		port("::ffff:127.0.0.1", 80, true),
	],
	"a name that may lead anywhere": [
		"127.0.0.1.example:80",
		port("127.0.0.1.example", 80, false),
	],
	"a socket": ["/run/catq.sock", { kind: "socket", path: "/run/catq.sock" }],
	"a socket beside": ["unix:sock", { kind: "socket", path: "sock" }],
	"too high a port": ["127.0.0.1:65536", wrong("127.0.0.1:65536")],
	"no port": ["127.0.0.1", wrong("127.0.0.1")],
	"no host": [
		":80",
		"which address? 127.0.0.1 for this machine, 0.0.0.0 for everybody",
	],
	"too long a path": [
		`/${"x".repeat(100)}`,
		"the path of a socket has from 1 to 100 bytes",
	],
});

table("of ten bytes", (range: string) => rangeIn(range, 10), {
	"the first": ["bytes=0-0", { from: 0, to: 1 }],
	"from the third": ["bytes=2-", { from: 2, to: 10 }],
	"the last two": ["bytes=-2", { from: 8, to: 10 }],
	"more than there is": ["bytes=-200", { from: 0, to: 10 }],
	"beyond the end": ["bytes=5-99", { from: 5, to: 10 }],
	"after the end": ["bytes=10-", "none of it"],
	nothing: ["bytes=-0", "none of it"],
	"several, so all": ["bytes=0-1,4-5", undefined],
	"backwards, so all": ["bytes=5-2", undefined],
	"another unit, so all": ["lines=1-2", undefined],
});

const TOKEN = "a-token-of-this-test";
const READS: Guard = {
	token: undefined,
	allowsControl: false,
	onlyLocalNames: true,
};
const ACTS: Guard = {
	token: TOKEN,
	allowsControl: true,
	onlyLocalNames: false,
};

type Headers = Readonly<Record<string, string>>;

function admitted([guard, method, headers, path = "/"]: readonly [
	Guard,
	string,
	Headers,
	string?,
]): number {
	try {
		const local = guard.token === undefined ? { host: "127.0.0.1:2287" } : {};
		const all: Headers = { ...local, ...headers };
		admit(guard, { method, path, header: (name) => all[name] });
		return 200;
	} catch (error) {
		return error instanceof Refusal ? error.status : 500;
	}
}

const bearer = { authorization: `Bearer ${TOKEN}` };
const ours = { ...bearer, host: "q.example" };

table("is let in", admitted, {
	"who reads here": [[READS, "GET", {}], 200],
	"by the name of this machine": [[READS, "GET", { host: "LocalHost" }], 200],
	"by IPv6": [[READS, "GET", { host: "[::1]:2287" }], 200],
	"by a name that leads here": [[READS, "GET", { host: "evil.example" }], 403],
	"by a name that begins like ours": [
		[READS, "GET", { host: "127.0.0.1.evil.example" }],
		403,
	],
	"without a name": [[READS, "GET", { host: "" }], 403],
	"who acts where only is shown": [[READS, "POST", {}], 403],
	"without the token": [[ACTS, "GET", {}], 401],
	"with another": [[ACTS, "GET", { authorization: "Bearer x" }], 401],
	"with the token, by any name": [[ACTS, "GET", ours], 200],
	"with the cookie": [
		[ACTS, "GET", { cookie: `a=b; ${cookieName(TOKEN)}=${sessionOf(TOKEN)}` }],
		200,
	],
	"with the token as the cookie": [
		[ACTS, "GET", { cookie: `${cookieName(TOKEN)}=${TOKEN}` }],
		401,
	],
	"who brings the token": [[ACTS, "GET", {}, "/login"], 200],
	"a program that acts": [[ACTS, "POST", ours], 200],
	"a page of ours": [
		[ACTS, "POST", { ...ours, "sec-fetch-site": "same-origin" }],
		200,
	],
	"a page of a neighbour": [
		[ACTS, "POST", { ...ours, "sec-fetch-site": "same-site" }],
		403,
	],
	"a page from elsewhere": [
		[ACTS, "POST", { ...ours, "sec-fetch-site": "cross-site" }],
		403,
	],
	"an older browser on a page of ours": [
		[ACTS, "POST", { ...ours, origin: "https://q.example" }],
		200,
	],
	"an older browser elsewhere": [
		[ACTS, "POST", { ...ours, origin: "https://evil.example" }],
		403,
	],
	"a page without an origin": [
		[ACTS, "POST", { ...ours, origin: "null" }],
		403,
	],
});

test("cookies of two servers of one machine have two names", (t) => {
	t.not(cookieName(TOKEN), cookieName(`${TOKEN}2`));
	t.regex(cookieName(TOKEN), /^catq-[\w]{8}$/);
});
