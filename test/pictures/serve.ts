/** The pictures of the served page for the manual: a real queue in a real browser, with a day of history made up. */
import fs from "node:fs";
import type { Browser, Page } from "playwright-core";
import { OUTCOMES, type OutcomeWord } from "../../src/text/history.ts";
import { isoOf } from "../../src/text/instant.ts";
import { launchBrowser } from "../helpers/browser.ts";
import { startMonitor } from "../helpers/daemon.ts";
import { type Owner, owning } from "../helpers/owner.ts";
import { makeRoot, shell, type TestRoot, uow } from "../helpers/root.ts";
import { startServe } from "../helpers/serve.ts";
import { until } from "../helpers/until.ts";

const DESK = { width: 1000, height: 620 };
const PHONE = { width: 360, height: 720 };
/** Tasks, and how many seconds they take about. */
const TASKS = [
	["thumbnails", 40],
	["build", 420],
	["deploy web1", 150],
	["nightly backup", 1500],
	["report", 75],
] as const;
const LANES = 3;
const HOURS = 5.5;

/** The same each time: a picture shall change only where the page does. */
function chance(): () => number {
	let state = 11;
	return () => {
		state = (state * 48_271) % 2_147_483_647;
		return state / 2_147_483_647;
	};
}

/** Lines of a history that ends some minutes ago. */
function made(now: number): string {
	const next = chance();
	const free = Array.from({ length: LANES }, () => now - HOURS * 3_600_000);
	const lines: { readonly at: number; readonly text: string }[] = [];
	for (let id = 1; ; id += 1) {
		const lane = free.indexOf(Math.min(...free));
		const [task, usual] = TASKS[Math.floor(next() * TASKS.length)] ?? TASKS[0];
		const seconds = usual * (0.7 + 1.4 * next() ** 4);
		const from = (free[lane] ?? 0) + next() * 400_000;
		const to = from + seconds * 1000;
		if (to > now - 120_000) break;
		free[lane] = to;
		const lucky = next();
		const outcome: OutcomeWord =
			OUTCOMES[lucky < 0.88 ? 0 : lucky < 0.95 ? 1 : 2] ?? "done";
		lines.push({ at: to, text: line(task, id, outcome, from, seconds) });
	}
	return lines
		.sort((a, b) => a.at - b.at)
		.map(({ text }) => `${text}\n`)
		.join("");
}

function line(
	taskName: string,
	id: number,
	outcome: OutcomeWord,
	from: number,
	seconds: number,
): string {
	const ends = { done: 0, error: 1, fail: null };
	return JSON.stringify({
		name: `${taskName.replaceAll(" ", "-")}-${id}`,
		id,
		taskName,
		outcome,
		exit: ends[outcome],
		signal: outcome === "fail" ? "TERM" : null,
		reason: outcome === "fail" ? "timeout 30m 00s" : null,
		startedAt: isoOf(from),
		endedAt: isoOf(from + seconds * 1000),
		seconds: Number(seconds.toFixed(2)),
		attempts: 1,
		feedback: null,
	});
}

const BUILD = String.raw`for i in $(seq 1 14); do printf '\033[32m[%2d/40]\033[0m compile \033[1mpart-%d.c\033[0m\n' $i $i; sleep 0.05; done; printf '\033[33mwarning:\033[0m part-14.c:7: unused variable\n\033[32m[15/40]\033[0m compile part-15.c ...'; echo '[progress]37' >> $UOW_FEEDBACK; sleep 600`;

/** Jobs that run and wait now. */
async function fill(root: TestRoot): Promise<void> {
	const runs = (name: string) =>
		until(name, () => root.status("currently-executing", name));
	const reporting = (percent: number) =>
		`echo "[progress]${percent}" >> $UOW_FEEDBACK; sleep 600`;
	root.drop("wait-q", "build-212", shell(BUILD, "FEEDBACK :: 10m"));
	await runs("build-212");
	root.drop(
		"wait-q",
		"nightly-backup-88",
		shell(reporting(62), "FEEDBACK :: 10m", "TIMEOUT :: 1h"),
	);
	await runs("nightly-backup-88");
	root.drop("wait-q", "mail", uow("COMMAND :: true", "AFTER :: build-212"));
	root.drop(
		"wait-q",
		"report-9",
		uow("COMMAND :: true", "NOT BEFORE :: 2099-01-01"),
	);
	await until("both wait", () =>
		root.status("wait-q", "report-9")?.includes("not before"),
	);
	await until("the log", () =>
		root.log("currently-executing", "build-212")?.includes("part-15"),
	);
}

async function open(
	browser: Browser,
	address: string,
	colorScheme: "light" | "dark",
	viewport: { readonly width: number; readonly height: number },
): Promise<Page> {
	const page = await browser.newPage({ colorScheme, viewport });
	await page.goto(address);
	await page.locator("#live.follows").waitFor();
	return page;
}

async function draw(t: Owner, folder: string): Promise<void> {
	const root = await makeRoot(t, "slots :: 3\nsettle seconds :: 0\n");
	const history = made(Date.now());
	fs.writeFileSync(root.history, history);
	fs.writeFileSync(`${root.root}/run/next-id`, "200\n");
	await startMonitor(t, root);
	await fill(root);
	const { url } = await startServe(t, root, "--listen", "127.0.0.1:0");
	const browser = await launchBrowser(t);
	const shot = async (page: Page, name: string) =>
		page.screenshot({ path: `${folder}/${name}.png` });

	const index = await open(browser, url, "light", DESK);
	await index.locator("progress").nth(1).waitFor();
	await shot(index, "live-index");
	await index.getByRole("link", { name: "build-212" }).first().click();
	const address = index.url();
	const uowPage = await open(browser, address, "dark", PHONE);
	await uowPage.locator("#log .open").waitFor();
	await uowPage.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
	await shot(uowPage, "live-uow-phone");
	await shot(
		await open(browser, `${url}tasks.html`, "dark", DESK),
		"live-tasks",
	);
	await shot(
		await open(browser, `${url}task.html?name=build`, "light", DESK),
		"live-task",
	);
}

await owning((owner) => draw(owner, process.argv[2] ?? "docs"));
