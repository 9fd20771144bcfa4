/** Pages from values: whatever stands in them, no markup comes of it. */
import test from "ava";
import type { Digest } from "../../src/core/digest.ts";
import { folderPage } from "../../src/page/folder-page.ts";
import { indexPage } from "../../src/page/index-page.ts";
import { isPage } from "../../src/page/names.ts";
import { spansOf } from "../../src/page/spans.ts";
import { stylesheet } from "../../src/page/style.ts";
import { taskOf, tasksOf } from "../../src/page/tasks.ts";
import { taskPage, tasksPage } from "../../src/page/tasks-page.ts";
import { timeline } from "../../src/page/timeline.ts";
import { uowPage } from "../../src/page/uow-page.ts";
import { noticesIn } from "../../src/post/notices.ts";
import type { HistoryEntry } from "../../src/text/history.ts";
import { table } from "../helpers/table.ts";

const EVIL = `"><script>alert(1)</script><img src=x onerror='alert(2)'>\u202e\0\x1b[31m`;
const SHOWN =
	"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#39;alert(2)&#39;&gt;\\u{202e}\\x00";
const AT = "2026-11-22T12:00:00Z";

const digest: Digest = {
	takenAt: AT,
	mode: "running",
	slots: 3,
	vacant: 1,
	readiness: `not ready: ${EVIL}`,
	running: [
		{
			name: EVIL,
			id: 17,
			slot: 1,
			attempt: 1,
			state: "running",
			startedAt: AT,
			seconds: 90,
			timeoutSeconds: 600,
			pulse: "silent",
			beatSeconds: 9,
			limitSeconds: 30,
			slow: null,
			progress: 41.9,
		},
	],
	waiting: [
		{ name: EVIL, id: 18, place: "wait-q", enqueuedAt: AT, status: EVIL },
	],
	counts: { "priority-q": 0, "wait-q": 1_204, "done-q": 9, trash: 0 },
	reserved: { count: 3, ids: [{ id: 19, taskName: EVIL, until: AT }] },
	arriving: 1,
	notYet: [{ name: EVIL, why: EVIL }],
	unfinished: 2,
};
const entry: HistoryEntry = {
	name: EVIL,
	id: 16,
	taskName: EVIL,
	info1: "",
	info2: "",
	info3: "",
	outcome: "fail",
	exit: null,
	signal: "TERM",
	reason: EVIL,
	enqueuedAt: AT,
	startedAt: EVIL,
	endedAt: AT,
	seconds: 1.5,
	attempts: 2,
	feedback: null,
};

/** Served, never posted: the policy comes as a header. */
const LIVE = { scripts: [], monitorRuns: true };
const SERVED = ["all tasks", "a task"];

const PAGES = {
	"the first page": indexPage({
		root: EVIL,
		digest,
		isPosted: (id) => id === 17,
		notices: [{ at: AT, text: EVIL }],
		stopped: EVIL,
		timeline: timeline({
			spans: spansOf(
				[{ ...entry, startedAt: AT }],
				digest.running,
				Date.parse(AT) + 90_000,
			),
			knownFrom: 0,
			now: Date.parse(AT) + 90_000,
		}),
	}),
	"a folder": folderPage({
		root: EVIL,
		place: "fail-q",
		number: 2,
		pages: 3,
		rows: [{ kind: "settled", entry }],
		listed: 250,
		count: 100_000,
		writtenAt: AT,
	}),
	"all tasks": tasksPage({
		root: EVIL,
		tasks: tasksOf([entry]),
		number: 1,
		settlements: 1,
		writtenAt: AT,
		live: LIVE,
	}),
	"a task": taskPage({
		root: EVIL,
		task: taskOf(EVIL, [entry]),
		settlements: 1,
		writtenAt: AT,
		live: LIVE,
	}),
	"a UOW": uowPage({
		root: EVIL,
		id: 16,
		name: EVIL,
		place: "fail-q",
		status: `FAIL ${EVIL}`,
		enqueuedAt: AT,
		items: [{ name: EVIL, key: "X", value: `a\n${EVIL}`, line: 1 }],
		values: new Map([[EVIL, EVIL]]),
		entry,
		log: { text: EVIL, size: EVIL.length, cut: 0 },
		writtenAt: AT,
	}),
};
const NAMES = [
	"!DOCTYPE",
	"a",
	"b",
	"body",
	"br",
	"caption",
	"circle",
	"code",
	"dd",
	"details",
	"div",
	"dl",
	"dt",
	"figcaption",
	"figure",
	"footer",
	"h1",
	"h2",
	"head",
	"header",
	"html",
	"li",
	"line",
	"link",
	"main",
	"meta",
	"nav",
	"ol",
	"p",
	"path",
	"pre",
	"progress",
	"rect",
	"section",
	"span",
	"summary",
	"svg",
	"table",
	"tbody",
	"td",
	"text",
	"th",
	"thead",
	"time",
	"title",
	"tr",
	"ul",
];

for (const [what, markup] of Object.entries(PAGES))
	test(`${what} holds what anybody wrote as text, and nothing that acts`, (t) => {
		t.true(markup.includes(SHOWN));
		for (const [, name = ""] of markup.matchAll(/<\/?([^\s>]+)/g))
			t.true(NAMES.includes(name), name);
		for (const [, name = ""] of markup.matchAll(/ ([a-z-]+)="[^"]*"/g))
			t.false(name.startsWith("on") || name === "style", name);
		for (const [, target = ""] of markup.matchAll(/(?:href|src)="([^"]*)"/g))
			t.regex(
				target,
				/^(?:[a-z0-9-]+\.(?:html|css)(?:#running|\?name=[\w%+.*-]+)?|#running|data:,)$/,
			);
		t.false(/[^\P{Cc}\n]|\u202e/u.test(markup));
		t.is(
			markup.includes(
				'content="default-src &#39;none&#39;; style-src &#39;self&#39;; img-src &#39;self&#39; data:"',
			),
			!SERVED.includes(what),
		);
		t.regex(markup, /<html lang="en">[\s\S]*<title>[^<]+<\/title>/);
	});

test("the first page names what runs with its bar, and links only what has a page", (t) => {
	const markup = PAGES["the first page"];
	t.regex(markup, /<progress max="100" value="41">41%<\/progress>/);
	t.regex(markup, /href="uow-17\.html"/);
	t.notRegex(markup, /uow-18/);
	t.regex(markup, /2 of 3 slots taken/);
	t.regex(markup, /1m 30s of 10m 00s/);
	t.regex(markup, /And 1,203 more/);
});

test("a folder page leads to the newer and the older, and says what has no page", (t) => {
	const markup = PAGES["a folder"];
	t.regex(markup, /<a rel="prev" href="fail-q\.html">/);
	t.regex(markup, /<a rel="next" href="fail-q-3\.html">/);
	t.regex(markup, /99,750 more lie there without a page/);
});

test("the stylesheet fetches nothing", (t) => {
	t.notRegex(stylesheet(), /url\(|@import|expression/);
});

test("no colour of a log is too dark for its ground", (t) => {
	const light = (hex: string) => {
		const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
			const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
			return part <= 0.04 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
		});
		return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
	};
	const rules = [...stylesheet().matchAll(/^\.f-([\w-]+)\{color:(#\w+)\}/gm)];
	t.is(rules.length, 256);
	for (const [, name, colour = ""] of rules)
		t.true(light(colour) / light("#0d1117") >= 3, name);
});

table("is a page of ours", isPage, {
	index: ["index.html", true],
	"a UOW": ["uow-17.html", true],
	"half written": ["uow-17.html.new", true],
	"a later page of a folder": ["done-q-12.html", true],
	"somebody's": ["uow-17.html.bak", false],
	"somebody's, too": ["about.html", false],
	"the status": ["status.json", false],
});

table(
	"last notices",
	(said: string) => noticesIn(said).map(({ text }) => text),
	{
		"the newest first": [`${AT} a\n${AT} b\n`, ["b", "a"]],
		"one of several lines": [`${AT} a:\n    b\n    c\n`, ["a: …"]],
		"a beginning that was cut off": [`e rest\n    more\n${AT} a\n`, ["a"]],
	},
);
