/** catq serve as a person starts it: where it listens, how it ends, and what may be done through it. */
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import test from "ava";
import { catq, startMonitor } from "../helpers/daemon.ts";
import { makeRoot } from "../helpers/root.ts";
import { type Served, startServe } from "../helpers/serve.ts";
import { until } from "../helpers/until.ts";

test("jobs are added, ended, held and retried over the web, by programs and by forms", async (t) => {
	const root = await makeRoot(t);
	await startMonitor(t, root);
	const served = await startServe(
		t,
		root,
		...["--listen", "127.0.0.1:0", "--allow-control"],
	);
	const token = /token=([\w-]{43})$/.exec(served.link)?.[1] ?? "";
	const post = poster(served, { authorization: `Bearer ${token}` });
	const api = { "x-catq": "1" };

	const added = await post(
		"/api/uows",
		api,
		'{"command":"sleep 600","name":"long"}',
	);
	t.deepEqual(
		[added.status, JSON.parse(added.text)],
		[201, { name: "long", place: "wait-q" }],
	);
	await until("it runs", () => root.status("currently-executing", "long"));
	t.is((await post("/api/uows/long/kill", {})).status, 400);
	t.is(
		(
			await post("/api/uows/long/kill", {
				...api,
				origin: "http://evil.example",
			})
		).status,
		403,
	);
	const killed = await post("/api/uows/long/kill?signal=INT", api);
	t.regex(JSON.parse(killed.text).text, /^long is being ended: INT/);
	await until("it has failed", () => root.status("fail-q", "long"));

	t.is((await post("/api/pause", api)).status, 200);
	const form = { "content-type": "application/x-www-form-urlencoded" };
	const page = await served.ask("/uow-1.html", {
		headers: { authorization: `Bearer ${token}` },
	});
	const key = /name="key" value="([\w-]{43})"/.exec(page.text)?.[1] ?? "";
	t.regex(page.text, /<button name="what" value="retry">/);
	t.is((await post("/act", form, `key=x&what=retry&uow=1`)).status, 403);
	t.is((await post("/act", form, `what=retry&uow=1`)).status, 400);
	const retried = await post(
		"/act",
		{ ...form, "sec-fetch-site": "same-origin" },
		`key=${key}&what=retry&uow=1`,
	);
	t.deepEqual([retried.status, retried.headers.location], [303, "uow-1.html"]);
	await until("it waits again", () => root.status("wait-q", "long"));
	t.is((await post("/act", form, `key=${key}&what=hold&uow=1`)).status, 303);
	await until(
		"it is held",
		() => root.status("wait-q", "long"),
		(status) => status?.startsWith("HELD") === true,
	);
	t.is((await post("/act", form, `key=${key}&what=up&uow=1`)).status, 303);
	t.truthy(root.status("priority-q", "long"));
	t.is((await post("/act", form, `key=${key}&what=up&uow=1`)).status, 303);
	t.is((await post("/act", form, `key=${key}&what=kill&uow=1`)).status, 409);

	const mine = await post(
		"/act",
		form,
		`key=${key}&what=add&command=echo+%24HOME&name=mine&directory=/tmp&priority=yes`,
	);
	t.is(mine.headers.location, "index.html");
	t.regex(
		root.text("priority-q", "mine") ?? "",
		/COMMAND :: echo \$HOME\nDIRECTORY :: \/tmp\n/,
	);
	t.is(
		(await post("/api/uows", api, '{"command":"x","name":"../x"}')).status,
		400,
	);
	t.is(
		(await post("/api/uows", api, '{"command":"x","file":"/etc/passwd"}'))
			.status,
		400,
	);
});

function poster(served: Served, always: Readonly<Record<string, string>>) {
	return (
		path: string,
		headers: Readonly<Record<string, string>>,
		body?: string,
	) =>
		served.ask(path, {
			method: "POST",
			headers: {
				...always,
				...(body === undefined ? {} : { "content-type": "application/json" }),
				...headers,
			},
			...(body === undefined ? {} : { body }),
		});
}

test("a socket is for its owner alone, is taken over from the dead only, and goes with the server", async (t) => {
	const root = await makeRoot(t);
	const socket = path.join(root.root, "..", "sock");
	const first = await startServe(t, root, "--listen", socket);
	t.is(first.link, `unix:${socket}`);
	t.is(fs.statSync(socket).mode & 0o777, 0o600);
	t.is(
		(await first.ask("/", { headers: { host: "queue.example" } })).status,
		200,
	);
	t.is((await first.ask("/", { method: "POST" })).status, 403);
	const second = catq(["--root", root.root, "serve", "--listen", socket]);
	t.is(second.code, 75);
	t.regex(second.err, /somebody answers at .*sock already/);
	await first.end("SIGKILL");
	t.true(fs.existsSync(socket));
	const third = await startServe(t, root, "--listen", socket);
	t.is((await third.ask("/")).status, 200);
	// One who reads slowly does not keep it.
	const open = http
		.get({ socketPath: socket, path: "/" })
		.on("error", () => {});
	await until("it is connected", () => open.socket?.readyState === "open");
	t.is(await third.end("SIGTERM"), 0);
	t.false(fs.existsSync(socket));
});

test("what can be reached from elsewhere needs a token that nobody else can read", async (t) => {
	const root = await makeRoot(t);
	const file = path.join(root.root, "..", "token");
	const serve = (...args: string[]) =>
		catq(["--root", root.root, "serve", ...args]);
	const open = serve("--listen", "0.0.0.0:0");
	t.is(open.code, 64);
	t.regex(open.err, /needs --token-file FILE/);
	t.is(serve("--listen", "here").code, 64);
	fs.writeFileSync(file, "short\n", { mode: 0o600 });
	t.regex(
		serve("--listen", "0.0.0.0:0", "--token-file", file).err,
		/16 to 512/,
	);
	fs.writeFileSync(file, "a-token-of-this-test\n");
	fs.chmodSync(file, 0o640);
	const readable = serve("--listen", "0.0.0.0:0", "--token-file", file);
	t.deepEqual(
		[readable.code, /others can read it/.test(readable.err)],
		[78, true],
	);
	fs.unlinkSync(file);
	const served = await startServe(
		t,
		root,
		"--listen",
		"0.0.0.0:0",
		"--token-file",
		file,
	);
	t.regex(served.link, /^http:\/\/0\.0\.0\.0:\d+\/$/);
	t.is((await served.ask("/")).status, 401);
	t.is(fs.statSync(file).mode & 0o777, 0o600);
	const authorization = `Bearer ${fs.readFileSync(file, "utf8").trim()}`;
	t.is((await served.ask("/", { headers: { authorization } })).status, 200);
	t.is(await served.end("SIGINT"), 0);
});
