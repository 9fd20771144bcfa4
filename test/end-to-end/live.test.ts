/** The served page of a living Monitor, in a real browser: it follows by itself, and nothing that a job writes acts. */
import fs from "node:fs";
import type { AddressInfo } from "node:net";
import test, { type ExecutionContext } from "ava";
import type { Page } from "playwright-core";
import { openServer } from "../../src/serve/open.ts";
import { DEFAULT_CONFIG } from "../../src/text/config-text.ts";
import { openBrowser } from "../helpers/browser.ts";
import { startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, type TestRoot } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

const EVIL = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
const CONFIG = "slots :: 2\nsettle seconds :: 0\nsleep seconds :: 1\n";
const GUARD = { token: undefined, onlyLocalNames: true, allowsControl: true };
/** What a terminal, or a browser, might take for more than text. */
const HOSTILE = String.raw`<script>alert(1)</script><img src=x onerror=alert(1)>\n\033]8;;javascript:alert(1)\033\\a link\033]8;;\033\\ </pre></body><a href="javascript:alert(1)">x</a>\n`;

async function serve(t: ExecutionContext, root: TestRoot, port = 0) {
	const running = await openServer(
		{ paths: root, config: DEFAULT_CONFIG },
		{ kind: "port", host: "127.0.0.1", port, isLoopback: true },
		GUARD,
		"1.2.3",
	);
	t.teardown(running.stop);
	const address = running.server.address() as AddressInfo;
	return { ...running, port: address.port };
}

/** Writes in steps, each when the test says so. */
function job(root: TestRoot): { text: string; step: (number: number) => void } {
	const gate = (number: number) => `${root.root}/incoming/.step-${number}`;
	const wait = (number: number) =>
		`until [ -e ${gate(number)} ]; do sleep 0.05; done`;
	const lines = [
		String.raw`printf '\033[32mbegun\n'`,
		`echo "[progress]10" >> $UOW_FEEDBACK`,
		wait(1),
		`printf 'still green\\033[0m\\n'; printf '${HOSTILE}'; seq 1 200`,
		`echo "[progress]77" >> $UOW_FEEDBACK`,
		wait(2),
		"seq 201 400; printf 'open end'; sleep 100",
	];
	return {
		text: shell(
			lines.join("; "),
			"FEEDBACK :: 10m",
			`TASK NAME :: ${EVIL}`,
			`NOTE :: ${EVIL}`,
		),
		step: (number) => fs.writeFileSync(gate(number), ""),
	};
}

/** What the browser says of a connection that broke: the page makes a new one. */
const BROKEN = /^Failed to load resource: net::/;

/** Notes anything live that came of what somebody wrote. */
function watch(page: Page, live: string[]): void {
	page.on("dialog", () => live.push("a dialog"));
	page.on("console", (message) => {
		if (!BROKEN.test(message.text())) live.push(message.text());
	});
	page.on("pageerror", (error) => live.push(error.message));
}

const text = (page: Page) => page.locator("#log").innerText();
const follows = (page: Page) => page.locator("#live.follows").waitFor();
const number = (page: Page, expression: string) =>
	page.evaluate<number>(expression);
const FROM_END =
	"document.documentElement.scrollHeight - innerHeight - scrollY";

test("a served page follows the queue, keeps the place where somebody reads, and nothing in it acts but its own forms", async (t) => {
	const browser = await openBrowser(t);
	if (browser === undefined) return;
	const root = await makeRoot(t, CONFIG);
	const daemon = await startMonitor(t, root);
	const first = await serve(t, root);
	const url = `http://127.0.0.1:${first.port}/`;
	const live: string[] = [];
	const page = await browser.newPage({ colorScheme: "light" });
	watch(page, live);
	const { text: hostile, step } = job(root);

	// The first page: what runs, how far it is, and the picture of what ran.
	await page.goto(url);
	await follows(page);
	await page.evaluate("document.isTheSame = true");
	root.drop("wait-q", "short-1", shell("exit 3", `TASK NAME :: ${EVIL}`));
	root.drop("wait-q", EVIL.replaceAll("/", "&"), hostile);
	await page.locator('#running progress[value="10"]').waitFor();
	for (const state of ["error", "running"])
		await page.locator(`svg.timeline rect.bar.${state}`).first().waitFor();
	t.true(await page.evaluate("document.isTheSame"));

	// A log: words are marked, then more comes.
	await page.locator("#running a", { hasText: "script" }).click();
	await page.locator("#log .open").waitFor({ state: "attached" });
	t.is((await text(page)).trim(), "begun");
	const grown = page.url();
	await page.evaluate(
		"getSelection().selectAllChildren(document.querySelector('#log .f-green'))",
	);
	step(1);
	await until(
		"more of the log",
		() => text(page),
		(log) => /^200$/m.test(log),
	);
	t.is((await page.evaluate<string>("String(getSelection())")).trim(), "begun");
	t.is(await number(page, "scrollY"), 0);
	t.is(await page.locator("#log .f-green").count(), 2);
	t.true((await text(page)).includes("<script>alert(1)</script><img src=x"));
	t.regex(await text(page), /^a link <\/pre><\/body><a href="javascript/m);
	await page.locator('progress[value="77"]').waitFor();
	t.is(
		await page.locator("main script, img, iframe, [style], [onerror]").count(),
		0,
	);
	t.is(await page.locator('a[href^="javascript"], #log a').count(), 0);

	// Who is at the end stays at the end.
	await page.evaluate("getSelection().empty()");
	await page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
	step(2);
	await until(
		"the open line",
		() => text(page),
		(log) => log.endsWith("open end"),
	);
	t.is(await page.locator("#log .open").innerText(), "open end");
	t.true((await number(page, FROM_END)) < 2);

	// An action, by a form that has stayed open while the page went on.
	await page.getByText("End the job").click();
	await page.getByRole("button", { name: "Yes, end it" }).click();
	await page.locator(".badge", { hasText: "fail" }).first().waitFor();
	t.regex(await text(page), /open end/);
	t.is(root.names("fail-q").length, 1);

	// Tasks, and how long they took.
	await page.getByRole("link", { name: "root" }).click();
	await page.getByRole("link", { name: "How long each task takes" }).click();
	t.is(await page.locator("svg.durations .point").count(), 2);
	await page.getByRole("link", { name: EVIL }).click();
	t.is(await page.locator("h1").innerText(), EVIL);
	t.is(await page.locator("svg.durations path.point.fail").count(), 1);
	const task = page.url();
	const light = await page.evaluate<string>(
		"getComputedStyle(document.body).backgroundColor",
	);

	// On a phone, in the dark; and without a script.
	const phone = await browser.newPage({
		viewport: { width: 360, height: 740 },
		isMobile: true,
		colorScheme: "dark",
	});
	watch(phone, live);
	for (const address of [url, `${url}tasks.html`, task, grown]) {
		await phone.goto(address);
		await follows(phone);
		t.is(
			await number(phone, "document.documentElement.scrollWidth"),
			360,
			address,
		);
	}
	t.not(
		await phone.evaluate("getComputedStyle(document.body).backgroundColor"),
		light,
	);
	await phone.close();
	const plain = await browser.newContext({ javaScriptEnabled: false });
	const still = await plain.newPage();
	await still.goto(grown);
	t.regex(await text(still), /open end/);
	t.is(await still.locator("#live").innerText(), "");

	// The Monitor goes, then the server, which comes back.
	await page.goto(url);
	await follows(page);
	await daemon.end();
	await page.getByText("No Monitor runs on this root").waitFor();
	await first.stop();
	await page.locator("#live.lost").waitFor();
	await serve(t, root, first.port);
	await follows(page);
	t.regex(await page.locator("figcaption").innerText(), /1 error, 1 fail/);
	t.deepEqual(live, []);
});
