/** The posted page of a living Monitor, in a real browser. */
import fs from "node:fs";
import test, { type ExecutionContext } from "ava";
import type { Page } from "playwright-core";
import { openBrowser, serveFolder } from "../helpers/browser.ts";
import { startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell, type TestRoot, uow } from "../helpers/root.ts";
import { until } from "../helpers/until.ts";

const EVIL = `"><script>alert(1)<&script><img src=x onerror=alert(1)>`;
const CONFIG = "slots :: 2\nsettle seconds :: 0\nsleep seconds :: 1\n";

const posted = (root: TestRoot, file: string) => {
	const path = `${root.root}/status/${file}`;
	return fs.existsSync(path) ? fs.readFileSync(path, "utf8") : "";
};
const untilPosted = (root: TestRoot, file: string, words: string) =>
	until(`${words} in ${file}`, () => posted(root, file).includes(words));

/** Jobs of all kinds, and their pages. */
async function fill(t: ExecutionContext): Promise<TestRoot> {
	const root = await makeRoot(t, CONFIG);
	await startMonitor(t, root);
	const colours = String.raw`printf '\033[31mred\033[0m and \033[1;42mon green\033[0m\n10%%\r100%%\n'`;
	root.drop("wait-q", "colours-1", shell(colours, "TASK NAME :: colours"));
	await untilPosted(root, "uow-1.html", ">done</span>");
	const hostile = String.raw`printf '<script>alert(1)</script><img src=x onerror=alert(1)>\n\033]8;;javascript:alert(1)\033\\link\033]8;;\033\\ \000 \342\200\256\n'; printf %01000000d 7; exit 3`;
	root.drop("wait-q", EVIL, shell(hostile, `NOTE :: ${EVIL}`));
	await untilPosted(root, "uow-2.html", ">error</span>");
	root.drop(
		"wait-q",
		"live",
		shell(
			`echo begun; echo "[progress]42" >> $UOW_FEEDBACK; sleep 100`,
			"FEEDBACK :: 10m",
		),
	);
	await untilPosted(root, "uow-3.html", "begun");
	await untilPosted(root, "index.html", 'value="42"');
	root.drop(
		"wait-q",
		"later",
		uow("COMMAND :: true", "NOT BEFORE :: 2099-01-01"),
	);
	await untilPosted(root, "index.html", "uow-4.html");
	await untilPosted(root, "error-q.html", "uow-2.html");
	await untilPosted(root, "uow-4.html", "not before");
	return root;
}

/** Fails the test at anything live that came of what somebody wrote. */
function watch(t: ExecutionContext, page: Page): void {
	page.on("dialog", () => t.fail("a dialog"));
	page.on("console", (message) => t.fail(`console: ${message.text()}`));
	page.on("pageerror", (error) => t.fail(`script: ${error.message}`));
}

const colourOf = (page: Page, selector: string, property: string) =>
	page.evaluate<string>(
		`getComputedStyle(document.querySelector("${selector}")).getPropertyValue("${property}")`,
	);

test("the posted page is read from the digest to a log, on a desk and on a phone, and nothing in it acts", async (t) => {
	const browser = await openBrowser(t);
	if (browser === undefined) return;
	const root = await fill(t);
	const { url, asked } = await serveFolder(t, `${root.root}/status`);

	const page = await browser.newPage({ colorScheme: "light" });
	watch(t, page);
	await page.goto(`${url}index.html`);
	t.is(await page.locator("#running progress").getAttribute("value"), "42");
	t.is(await page.locator("#running tbody tr").count(), 1);
	t.true((await page.getByText("not before 2099").count()) > 0);
	t.is(await page.locator(".notices li").count(), 8);
	const light = await colourOf(page, "body", "background-color");

	await page.getByRole("link", { name: "1 done" }).click();
	await page.getByRole("link", { name: "colours-1" }).click();
	t.is(await page.title(), "colours-1 · root · catq");
	t.is(await page.locator("pre").innerText(), "red and on green\n100%\n");
	t.is(await colourOf(page, ".f-red", "color"), "rgb(255, 123, 114)");
	t.is(await colourOf(page, ".b-green", "background-color"), "rgb(23, 87, 42)");
	t.is(await colourOf(page, ".b-green", "font-weight"), "700");

	await page.getByRole("link", { name: "root" }).click();
	await page.getByRole("link", { name: "1 error" }).click();
	await page.getByRole("link", { name: "<script>" }).click();
	const log = await page.locator("pre").innerText();
	// Of a long log its end.
	t.true(log.endsWith("0007"));
	t.is(await page.getByText("All of it: cat error-q/").count(), 1);
	t.is(await page.getByText(EVIL, { exact: true }).count(), 4);
	t.is(
		await page.locator("script, img, iframe, [style], [onerror]").count(),
		0,
	);
	t.is(await page.locator('a[href^="javascript"]').count(), 0);

	const phone = await browser.newPage({
		viewport: { width: 360, height: 740 },
		isMobile: true,
		colorScheme: "dark",
	});
	watch(t, phone);
	for (const file of [
		"index",
		"error-q",
		"uow-1",
		"uow-2",
		"uow-3",
		"wait-q",
	]) {
		await phone.goto(`${url}${file}.html`);
		const [width, seen] = await phone.evaluate<number[]>(
			"[document.documentElement.scrollWidth, innerWidth]",
		);
		t.is(width, seen, file);
	}
	t.not(await colourOf(phone, "body", "background-color"), light);
	t.deepEqual(
		[...new Set(asked)].filter(
			(path) => !/^\/[a-z0-9-]+\.(html|css)$/.test(path),
		),
		[],
	);
});
