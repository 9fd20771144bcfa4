/** What a page that follows is told, as it goes over the wire. */
import fs from "node:fs";
import http from "node:http";
import test from "ava";
import type { Owner } from "../helpers/owner.ts";
import { makeRoot } from "../helpers/root.ts";
import { openHere } from "../helpers/serve.ts";
import { until } from "../helpers/until.ts";

interface Stream {
	readonly status: number;
	readonly type: string | undefined;
	readonly text: () => string;
	readonly leave: () => void;
}

function watch(t: Owner, url: string, page: string): Promise<Stream> {
	const address = `${url}live?${new URLSearchParams({ page })}`;
	return new Promise((resolve, reject) => {
		const request = http.get(address, { agent: false }, (response) => {
			let text = "";
			response.on("data", (data) => (text += data));
			response.on("error", () => {});
			resolve({
				status: response.statusCode ?? 0,
				type: response.headers["content-type"],
				text: () => text,
				leave: () => request.destroy(),
			});
		});
		request.on("error", reject);
		t.teardown(() => void request.destroy());
	});
}

test("who watches is told the page, then those parts that change; all the same, and in lines of their own", async (t) => {
	const root = await makeRoot(t);
	const { url } = await openHere(t, root);
	const first = await watch(t, url, "");
	const second = await watch(t, url, "index.html");
	t.is(first.type, "text/event-stream");
	await until("both have it", () => first.text() && second.text());
	fs.appendFileSync(root.says, "2026-11-22T12:00:00Z hello\n");
	for (const { text } of [first, second]) {
		await until("it is told", () => text().includes("hello"));
		t.regex(
			text(),
			/^retry: \d+\n\nevent: page\ndata: \{"count":\d+,"parts":\[\[0,/,
		);
		t.notRegex(text(), /^(?!retry: |event: |data: |$)/m);
	}
	const later = first.text().split("event: page\n").at(-1) ?? "";
	t.notRegex(later, /What ran when/);
});

test("a page that is not there is told so, and told once it is", async (t) => {
	const root = await makeRoot(t);
	const { url } = await openHere(t, root);
	const stream = await watch(t, url, "task.html?name=nightly");
	await until("trouble", () => stream.text().includes("event: trouble"));
	fs.writeFileSync(
		root.history,
		'{"name":"n-1","id":1,"taskName":"nightly","outcome":"done"}\n',
	);
	await until("the page", () => stream.text().includes("<h1>nightly</h1>"));
	const none = await watch(t, url, "../../etc/passwd");
	await until("trouble", () => none.text().includes("event: trouble"));
	const style = await watch(t, url, "style.css");
	await until("trouble", () => style.text().includes("event: trouble"));
});

test("so many may watch and no more, until one leaves", async (t) => {
	const root = await makeRoot(t);
	const { url, ask } = await openHere(t, root);
	const streams = await Promise.all(
		Array.from({ length: 101 }, () => watch(t, url, "")),
	);
	const refused = streams.filter(({ status }) => status === 503);
	t.is(refused.length, 1);
	t.is((await ask("/")).status, 200);
	streams.find(({ status }) => status === 200)?.leave();
	await until("there is room", async () => {
		const { status, leave } = await watch(t, url, "");
		leave();
		return status === 200;
	});
});
