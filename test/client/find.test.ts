/** Whom a name or an id means, from the files alone. */
import fs from "node:fs";
import test from "ava";
import { find } from "../../src/client/find.ts";
import { pick } from "../../src/client/pick.ts";
import { type Place, QUEUES } from "../../src/text/places.ts";
import { stampedHead } from "../../src/text/uow-text.ts";
import { makeRoot } from "../helpers/root.ts";

test("a UOW is found by its name, or else by its id, wherever it lies", async (t) => {
	const root = await makeRoot(t);
	const put = (place: Place, name: string, id: number, status = "WAITING") =>
		fs.writeFileSync(
			root.at(place, name),
			stampedHead({ seconds: id, ordinal: 0, id }, "COMMAND :: true", status),
		);
	put("wait-q", "waits", 1);
	put("done-q", "over", 2, "DONE");
	put("done-q", "twice", 8, "DONE");
	put("fail-q", "twice", 9, "FAIL");
	put("archive", "old", 3, "DONE");
	put("error-q", "moved", 4, "ERROR");
	put("priority-q", "2", 5);
	put("fail-q", "waits", 6, "FAIL");
	fs.writeFileSync(root.own("7.reserved"), "");
	root.drop("wait-q", "arrives", "==== UNIT");
	root.drop("trash", "junk", "x");
	put("trash", "wai", 11);
	put("trash", "over", 12);
	// Two lines of an id that was run twice; the other says where one lay before a person moved it.
	fs.writeFileSync(
		root.history,
		[
			{ name: "gone", id: 3, outcome: "fail" },
			{ name: "over", id: 2, outcome: "error" },
			{ name: "moved", id: 4, outcome: "fail" },
			{ name: "over", id: 2, outcome: "done" },
		]
			.map((line) => `${JSON.stringify(line)}\n`)
			.join(""),
	);
	const found = (asked: string) => {
		const { kind, ...rest } = find(root, asked, 0);
		return `${kind} ${Object.values(rest).join("/")}`.trim();
	};
	fs.writeFileSync(root.at("wait-q", "README"), "a manual");
	t.is(pick(root, "README", QUEUES, 0).kind, "unknown");
	const cases = {
		README: "unknown",
		waits: "waits wait-q/waits",
		"1": "waits wait-q/waits",
		arrives: "waits wait-q/arrives",
		over: "settled done-q/over",
		twice: "settled done-q/twice/fail-q",
		old: "settled archive/old",
		"3": "settled archive/old",
		"4": "settled error-q/moved",
		"6": "settled fail-q/waits",
		// A name comes before an id.
		"2": "waits priority-q/2",
		"5": "waits priority-q/2",
		"7": "reserved 7",
		"10": "unknown",
		junk: "discarded trash/junk",
		// A whole name, or an id, comes before a beginning.
		wai: "discarded trash/wai",
		"11": "discarded trash/wai",
		"12": "discarded trash/over",
		// The beginning of a name, where no other begins so.
		arr: "waits wait-q/arrives",
		ol: "settled archive/old",
		wait: "ambiguous waits,waits/0",
		a: "waits wait-q/arrives",
		"../wait-q/waits": "unknown",
		"": "unknown",
		".": "unknown",
	};
	for (const [asked, expected] of Object.entries(cases))
		t.is(found(asked), expected, asked);
	fs.rmSync(root.at("priority-q", "2"));
	t.is(found("2"), "settled done-q/over");
});
