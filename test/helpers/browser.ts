/** A real browser, for tests of the page: Debian's chromium, without a screen. */
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { ExecutionContext } from "ava";
import { type Browser, chromium } from "playwright-core";
import type { Owner } from "./owner.ts";

const PROGRAM = "/usr/bin/chromium";
const FLAGS = [
	"--headless",
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

/** With a profile of its own, that goes with it; undefined, and said in the test's log, where there is none. */
export async function openBrowser(
	t: ExecutionContext,
): Promise<Browser | undefined> {
	if (!fs.existsSync(PROGRAM)) {
		t.log(`SKIPPED: needs ${PROGRAM}`);
		t.pass();
		return undefined;
	}
	return launchBrowser(t);
}

export async function launchBrowser(t: Owner): Promise<Browser> {
	const browser = await chromium.launch({
		executablePath: PROGRAM,
		args: FLAGS,
	});
	t.teardown(() => browser.close());
	return browser;
}

const TYPES: Readonly<Record<string, string>> = {
	".html": "text/html",
	".css": "text/css",
};

/** Serves the files of a folder, as any web server would; `asked`: the paths that were. */
export async function serveFolder(
	t: Owner,
	folder: string,
): Promise<{ readonly url: string; readonly asked: string[] }> {
	const asked: string[] = [];
	const server = http.createServer(({ url = "/" }, response) => {
		asked.push(url);
		const file = path.join(folder, path.basename(url.replace(/[?#].*/, "")));
		const type = TYPES[path.extname(file)];
		if (type === undefined || !fs.existsSync(file))
			return response.writeHead(404).end();
		response.writeHead(200, { "content-type": type });
		return response.end(fs.readFileSync(file));
	});
	await new Promise<void>((resolve) =>
		server.listen(0, "127.0.0.1", () => resolve()),
	);
	t.teardown(() => void server.close());
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}/`, asked };
}
