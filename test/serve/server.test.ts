/** What is shown over the web, by a server on a real socket: of somebody's files as they lie, without a Monitor. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { Ajv } from "ajv";
import test from "ava";
import { entryOf, entryText } from "../../src/text/history.ts";
import type { Owner } from "../helpers/owner.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";
import { openHere, type Site } from "../helpers/serve.ts";

const EVIL = `a "><script>alert(1)</script>\n\u202e&`;

/** Settled, as a Monitor leaves it. */
function settle(root: TestRoot, id: number, name: string, log: string): void {
	fs.writeFileSync(
		`${root.root}/done-q/${name}`,
		`timestamp: 1795310412 enqueued 2026-11-22T01:20:12Z id ${id}\n\n==== UNIT OF WORK\nCOMMAND :: true\nINFO 1 :: </script>\n\n==== STATUS\nDONE exit 0 after 1.00 s, 2026-11-22T01:20:12Z to 2026-11-22T01:20:13Z\n\n==== JOB LOG\n${log}`,
	);
	const settled = {
		name,
		id,
		taskName: name,
		info: [],
		enqueuedAt: 0,
		attempts: 1,
		feedback: undefined,
	};
	const end = { outcome: "done", exit: 0 } as const;
	fs.appendFileSync(root.history, entryText(entryOf(settled, end)));
}

async function aSite(t: Owner) {
	const root = await makeRoot(t);
	settle(root, 1, "first", "one\ntwo\n");
	settle(root, 2, EVIL.replaceAll("/", "-"), `${EVIL}\n\x1b[31mred\n`);
	return { root, site: await openHere(t, root) };
}

test("pages are made from the files, and say that no Monitor runs", async (t) => {
	const { root, site } = await aSite(t);
	const first = await site.ask("/");
	t.is(first.status, 200);
	t.is(first.headers["content-type"], "text/html; charset=utf-8");
	t.regex(first.text, /No Monitor runs on this root/);
	t.notRegex(first.text, /<form|<button/);
	t.regex(first.text, /<a href="done-q.html"><b>2<\/b>/);
	t.regex((await site.ask("/done-q.html")).text, /uow-2.html[\s\S]*uow-1.html/);
	t.regex((await site.ask("/uow-1.html")).text, /one\ntwo\n/);
	t.regex((await site.ask("/style.css")).text, /color-scheme/);
	fs.renameSync(`${root.root}/done-q/first`, `${root.root}/fail-q/first`);
	t.regex((await site.ask("/uow-1.html")).text, /<dd>fail-q<\/dd>/);
});

test("nothing that somebody wrote is live, and every answer says what a browser may do", async (t) => {
	const { site } = await aSite(t);
	for (const path of ["/", "/done-q.html", "/uow-2.html", "/tasks.html"]) {
		const { text, headers } = await site.ask(path);
		t.notRegex(text, /<script>|alert\(1\)<|\u202e|onerror/, path);
		t.regex(String(headers["content-security-policy"]), /^default-src 'none'/);
	}
	t.regex((await site.ask("/uow-2.html")).text, /class="f-red">red/);
	for (const path of ["/nobody", "/%zz", `/${"x".repeat(3000)}`, "/api/x"]) {
		const { status, text, headers } = await site.ask(path);
		t.true(status >= 400 && status < 500, path);
		t.notRegex(text, /node_modules|\.js:|at \w+ \(/, path);
		t.is(headers["x-content-type-options"], "nosniff", path);
		t.is(headers["cache-control"], "no-store", path);
		t.regex(String(headers["content-security-policy"]), /default-src 'none'/);
	}
});

test("no address leads out of the folders, to a link, or to a FIFO", async (t) => {
	const { root, site } = await aSite(t);
	fs.symlinkSync(root.config, `${root.root}/done-q/link`);
	execFileSync("mkfifo", [`${root.root}/done-q/pipe`]);
	for (const name of [
		"..%2fmonitor.config.txt",
		"%2e%2e",
		"..%2f..%2f..%2f..%2fetc%2fpasswd",
		"done-q%2ffirst",
		"first%00",
		"link",
		"pipe",
		"%ff",
		"x".repeat(300),
	])
		for (const path of [`/api/uows/${name}`, `/api/uows/${name}/log`]) {
			const { status } = await site.ask(path);
			t.true(status === 404 || status === 400, `${path} ${status}`);
		}
	for (const path of ["/../monitor.config.txt", "/..%2f", "/uow-1.html%00"])
		t.is((await site.ask(path)).status, 404, path);
	// A name is one part of an address, whatever stands in it.
	const name = encodeURIComponent(EVIL.replaceAll("/", "-"));
	t.is(JSON.parse((await site.ask(`/api/uows/${name}`)).text).id, 2);
});

test("a log is had whole or in parts, and a log that is cut meanwhile ends early", async (t) => {
	const { root, site } = await aSite(t);
	const path = "/api/uows/first/log";
	const whole = await site.ask(path);
	t.is(whole.text, "one\ntwo\n");
	t.is(whole.headers["content-type"], "text/plain; charset=utf-8");
	const part = await site.ask(path, { headers: { range: "bytes=-4" } });
	t.is(part.status, 206);
	t.is(part.text, "two\n");
	t.is(part.headers["content-range"], "bytes 4-7/8");
	t.is((await site.ask(path, { headers: { range: "bytes=8-" } })).status, 416);
	const head = await site.ask(path, { method: "HEAD" });
	t.is(head.headers["content-length"], "8");

	settle(root, 3, "huge", `${"x".repeat(99)}\n`.repeat(400_000));
	const { headers, text } = await site.ask("/uow-3.html");
	t.true(Number(headers["content-length"]) < 200_000);
	t.regex(text, /The last [\d.]+ KB of/);
	const cut = site.ask("/api/uows/huge/log");
	fs.truncateSync(`${root.root}/done-q/huge`, 1000);
	const { whole: isWhole, status } = await cut;
	t.true(!isWhole || status === 503 || status === 200);
	t.is((await site.ask("/api/uows/huge")).status, 200);
});

test("bodies, headers and questions of unreasonable size are refused", async (t) => {
	const { root } = await aSite(t);
	const site = await openHere(t, root, { allowsControl: true });
	const headers = { "x-catq": "1", "content-type": "application/json" };
	const post = (body: string) =>
		site.ask("/api/uows", { method: "POST", headers, body });
	t.is((await post(`{"command":"${"x".repeat(300_000)}"}`)).status, 413);
	t.is((await post("{")).status, 400);
	t.deepEqual(
		await post('{"comand":"x"}').then(({ status, text }) => [status, text]),
		[
			400,
			'{"error":"body has \\"comand\\", which is nothing that can be given"}',
		],
	);
	t.is((await post('{"__proto__":{"a":1},"command":"x"}')).status, 400);
	t.is(
		(await site.ask("/", { headers: { a: "x".repeat(20_000) } })).status,
		431,
	);
	t.is((await site.ask("/api/history?limit=100000")).status, 400);
	t.is((await site.ask("/api/history?x=1")).status, 400);
	t.deepEqual(root.names("wait-q"), []);
});

test("who has no token sees nothing, and who brings it is remembered by a cookie", async (t) => {
	const { root } = await aSite(t);
	const site = await openHere(t, root, {
		token: "a-token-of-this-test",
		onlyLocalNames: false,
	});
	for (const path of [
		"/",
		"/uow-1.html",
		"/api/status",
		"/style.css",
		"/nobody",
	]) {
		const { status, text } = await site.ask(path);
		t.is(status, 401, path);
		t.notRegex(text, /first|root/, path);
	}
	t.is((await site.ask("/login?token=wrong")).status, 401);
	const { status, headers } = await site.ask(
		"/login?token=a-token-of-this-test",
	);
	t.is(status, 200);
	const [cookie = ""] = headers["set-cookie"] ?? [];
	t.regex(cookie, /^catq-\w{8}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
	const again = { headers: { cookie: cookie.split(";")[0] ?? "" } };
	t.is((await site.ask("/uow-1.html", again)).status, 200);
});

interface Operation {
	readonly parameters?: readonly {
		readonly in: string;
		readonly name: string;
	}[];
	readonly responses: Readonly<
		Record<
			string,
			{ readonly content?: Readonly<Record<string, { schema: object }>> }
		>
	>;
}
interface Document {
	readonly openapi: string;
	readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
	readonly components: { readonly schemas: object };
}

test("every answer is as the OpenAPI document says, and it knows every route", async (t) => {
	const { root } = await aSite(t);
	fs.writeFileSync(
		`${root.root}/wait-q/waits`,
		"timestamp: 1795310412 enqueued 2026-11-22T01:20:12Z id 9\n\n==== UNIT OF WORK\nCOMMAND :: true\n\n==== STATUS\nWAITING for its turn\n\n==== JOB LOG\n",
	);
	const site = await openHere(t, root, { allowsControl: true });
	const document: Document = JSON.parse(
		(await site.ask("/api/openapi.json")).text,
	);
	t.is(document.openapi, "3.1.0");
	const ajv = new Ajv({ strict: false });
	ajv.addSchema({ $id: "doc", ...document });
	let count = 0;
	for (const [path, operations] of Object.entries(document.paths))
		for (const [method, operation] of Object.entries(operations)) {
			const { status, headers, text } = await example(site, method, path);
			const about = `${method} ${path} ${status} ${text.slice(0, 300)}`;
			const said =
				operation.responses[status] ??
				operation.responses[`${status}`.replace(/..$/, "XX")];
			t.truthy(said, about);
			const type = String(headers["content-type"]).split(";")[0] ?? "";
			const content = said?.content?.[type];
			t.truthy(content, about);
			if (type === "application/json" && content !== undefined) {
				const at = `doc#/paths/${path.replaceAll("/", "~1")}/${method}/responses/${said === operation.responses[status] ? status : `${status}`.replace(/..$/, "XX")}/content/application~1json/schema`;
				const holds =
					ajv.getSchema(encodeURI(at)) ?? ajv.compile({ $ref: encodeURI(at) });
				t.true(
					holds(JSON.parse(text)),
					`${about} ${JSON.stringify(holds.errors)}`,
				);
			}
			count += 1;
		}
	t.true(count >= 15);
});

/** A request that fits, with what makes it one of ours. */
function example(site: Site, method: string, path: string) {
	const BODIES: Readonly<Record<string, string>> = {
		"/api/uows": '{"command":["echo","a b"],"name":"added","hold":true}',
	};
	const QUERIES: Readonly<Record<string, string>> = {
		"/task.html": "?name=first",
		"/login": "?token=x",
	};
	const body = BODIES[path];
	const url = path.replace("{uow}", "first").replace("{file}", "uow-1.html");
	return site.ask(`${url}${QUERIES[path] ?? ""}`, {
		method: method.toUpperCase(),
		headers: {
			"x-catq": "1",
			...(body === undefined ? {} : { "content-type": "application/json" }),
		},
		...(body === undefined ? {} : { body }),
	});
}
