/** What a real browser makes of tokens, forms and policies: in Chromium. */
import test from "ava";
import { openBrowser } from "../helpers/browser.ts";
import { makeRoot } from "../helpers/root.ts";
import { openHere } from "../helpers/serve.ts";
import { until } from "../helpers/until.ts";

test("a link lets a browser in, its forms act, and those of a page from elsewhere do not", async (t) => {
	const browser = await openBrowser(t);
	if (browser === undefined) return;
	const root = await makeRoot(t);
	const { url } = await openHere(t, root, {
		token: "a-token-of-this-test",
		allowsControl: true,
		onlyLocalNames: false,
	});
	const page = await browser.newPage();
	const complaints: string[] = [];
	page.on("console", (message) => complaints.push(message.text()));
	page.on("pageerror", (error) => complaints.push(error.message));
	await page.goto(`${url}login?token=a-token-of-this-test`);
	await page.getByText("Add a job").click();
	t.notRegex(page.url(), /token/);
	await page.fill("input[name=command]", "echo '<b>'");
	await page.fill("input[name=name]", "mine");
	await page.click("button[value=add]");
	await until("it is in the queue", () => root.text("wait-q", "mine"));
	t.regex(root.text("wait-q", "mine") ?? "", /^COMMAND :: echo '<b>'$/m);
	t.deepEqual(complaints, []);

	// The same form on another site: localhost is not 127.0.0.1 to a browser.
	const key = await page.getAttribute("input[name=key]", "value");
	const elsewhere = url.replace("127.0.0.1", "localhost");
	await page.route(`${elsewhere}evil`, (route) =>
		route.fulfill({
			contentType: "text/html",
			body: `<form method="post" action="${url}act"><input name="key" value="${key}"><input name="command" value="evil"><button name="what" value="add">x</button></form>`,
		}),
	);
	await page.goto(`${elsewhere}evil`);
	const [response] = await Promise.all([
		page.waitForResponse(`${url}act`),
		page.click("button"),
	]);
	// A strict cookie is not even sent.
	t.is(response.status(), 401);
	t.deepEqual(root.names("wait-q"), ["mine"]);
});
