/** The picture of the live screen for the manual: a real one, in tmux, as a browser shows its colours. */
import { logOf } from "../../src/page/log.ts";
import { stylesheet } from "../../src/page/style.ts";
import { launchBrowser } from "../helpers/browser.ts";
import { CLI, startMonitor } from "../helpers/daemon.ts";
import { type Owner, owning } from "../helpers/owner.ts";
import { makeRoot, shell, type TestRoot, uow } from "../helpers/root.ts";
import { openTerminal } from "../helpers/terminal.ts";
import { until } from "../helpers/until.ts";

const SIZE = { columns: 104, rows: 24 };
const STYLE = `
body { max-width: none; width: max-content; padding: 0; background: none; }
pre.log { font-size: 13px; line-height: 1.3; padding: 1rem 1.2rem; }
.log .reverse { background: #d5dae1; color: #0d1117; }`;

/** Jobs as a queue in use has them. */
async function fill(root: TestRoot): Promise<void> {
	const settled = (place: "done-q" | "error-q", name: string) =>
		until(`${name} in ${place}`, () => root.status(place, name));
	const runs = (name: string) =>
		until(name, () => root.status("currently-executing", name));
	root.drop("wait-q", "backup-41", shell("sleep 0.4; echo saved"));
	await settled("done-q", "backup-41");
	root.drop("wait-q", "deploy-web2", shell("echo no route; exit 3"));
	await settled("error-q", "deploy-web2");
	const reporting = (percent: number, then: string) =>
		`echo "[progress]${percent}" >> $UOW_FEEDBACK; ${then}`;
	root.drop(
		"wait-q",
		"nightly-12",
		shell(reporting(62, "sleep 600"), "FEEDBACK :: 10m", "TIMEOUT :: 30m"),
	);
	await runs("nightly-12");
	root.drop(
		"wait-q",
		"import-7",
		shell(reporting(25, "sleep 600"), "FEEDBACK :: 30s"),
	);
	await runs("import-7");
	root.drop("wait-q", "build-docs", shell("sleep 600", "TIMEOUT :: 1h"));
	await runs("build-docs");
	root.drop("wait-q", "report-7", uow("COMMAND :: true", "AFTER :: import-7"));
	root.drop("wait-q", "index", shell("true"));
	root.drop("wait-q", "mail-out", shell("true", "NOT BEFORE :: 2099-01-01"));
	root.drop("wait-q", "deploy-web3", shell("true"));
	root.drop("priority-q", "hotfix", shell("true"));
	await until(
		"all wait",
		() =>
			root.status("wait-q", "deploy-web3") &&
			root.status("wait-q", "mail-out")?.includes("not before") &&
			root.status("priority-q", "hotfix"),
	);
	root.ask("HOLD deploy-web3");
}

async function capture(t: Owner): Promise<string> {
	const root = await makeRoot(t, "slots :: 3\nsettle seconds :: 0\n");
	await startMonitor(t, root);
	await fill(root);
	const { press, resize, shows, screen } = openTerminal(t, root);
	resize(SIZE.columns, SIZE.rows);
	const top = `env CATQ_ROOT=${root.root} ${process.execPath} ${CLI} top`;
	press(`clear; ${top}`, "Enter");
	await shows(/import-7 .*SILENT[\s\S]*HELD/);
	return screen(true).replaceAll(root.root, "/srv/queue");
}

async function draw(t: Owner, file: string): Promise<void> {
	const text = await capture(t);
	const pre = logOf({ text, size: text.length, cut: 0 }, "");
	const browser = await launchBrowser(t);
	const page = await browser.newPage({ deviceScaleFactor: 1 });
	await page.setContent(
		`<!DOCTYPE html><meta charset="utf-8"><style>${stylesheet()}${STYLE}</style>${pre.markup}`,
	);
	await page.locator("pre").screenshot({ path: file });
}

await owning((owner) => draw(owner, process.argv[2] ?? "docs/top.png"));
