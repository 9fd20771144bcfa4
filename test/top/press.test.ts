/** Keys of the live screen: what each does, and what it says where it cannot. */
import test from "ava";
import type { Model } from "../../src/top/model.ts";
import { press } from "../../src/top/press.ts";
import {
	type Effect,
	FIRST_VIEW,
	pinned,
	type View,
} from "../../src/top/view.ts";
import { table } from "../helpers/table.ts";
import { aModel, anEnded, aRow, aRunning } from "./builders.ts";

const MODEL = aModel({
	running: [aRunning("runs", { id: 1 })],
	waiting: [
		aRow("soon", { id: 2, place: "priority-q" }),
		aRow("later", { id: 3 }),
		aRow("held", { id: 4, state: "HELD" }),
		aRow("new", { id: null, state: "ARRIVING", status: null }),
	],
	ended: [anEnded("bad", { id: 5 })],
});
const LOG = { lines: 100, height: 10 };

interface Outcome {
	readonly view: View;
	readonly effects: readonly Effect[];
}

/** Presses one key after the other; a word of several letters is one key where it names one. */
function after(keys: string, model: Model = MODEL): Outcome {
	let view = pinned(FIRST_VIEW, model);
	const effects: Effect[] = [];
	for (const key of keys.split(" ").filter((word) => word !== "")) {
		const pressed = press(view, key, model, LOG);
		view = pressed.view;
		if (pressed.effect !== undefined) effects.push(pressed.effect);
	}
	return { view, effects };
}

table("selected is", (keys: string) => after(keys).view.selected, {
	"the first at first": ["", "#1"],
	"the next with down": ["down", "#2"],
	"the next with j": ["j j", "#3"],
	"the one above with k": ["j j k", "#2"],
	"not above the first": ["up", "#1"],
	"not below the last": ["end down", "#5"],
	"ten further with a page": ["pagedown", "#5"],
	"the first with home": ["end home", "#1"],
	"one that has no id yet": ["end k", "wait-q/new"],
});

const ordered = (keys: string) =>
	after(keys).effects.map((effect) =>
		"chosen" in effect
			? `${effect.kind} ${effect.chosen.name} ${effect.chosen.id} ${effect.chosen.place}`
			: effect.kind === "quit"
				? `quit ${effect.code}`
				: effect.kind,
	);

table("asked of the root is", ordered, {
	"nothing before the question is answered": ["x", []],
	"a kill after y": ["x y", ["kill runs 1 currently-executing"]],
	"nothing after n": ["x n", []],
	"nothing after another key": ["x x", []],
	"a kill by F9, as in htop": ["f9 y", ["kill runs 1 currently-executing"]],
	"a hold": ["j j h", ["hold later 3 wait-q"]],
	"a release of a held one": ["j j j r", ["release held 4 wait-q"]],
	"a retry of one that has ended": ["end r", ["retry bad 5 error-q"]],
	"a move to priority-q": ["j j u", ["raise later 3 wait-q"]],
	"a pause": ["p", ["pause"]],
	"the end": ["q", ["quit 0"]],
	"the end by Ctrl-C": ["l ^c", ["quit 130"]],
	"the shell's turn": ["^z", ["suspend"]],
	"nothing by k": ["k", []],
});

table("said is", (keys: string) => after(keys).view.message, {
	"that nothing was done": ["x n", "nothing was done"],
	"that it does not run": [
		"j x",
		"soon does not run; h keeps it from being started",
	],
	"that it runs": ["h", "runs runs; x ends it"],
	"that it waits": ["j r", "soon waits for its turn"],
	"that it is held": ["j j j h", "held is held already; r releases it"],
	"that it is there already": ["j u", "soon is in priority-q already"],
	"that it has ended": [
		"end h",
		"bad has ended and lies in error-q; r runs it again",
	],
	"that it is not accepted": [
		"end k h",
		"new is not accepted yet: try again when it is",
	],
	"nothing more after the next key": ["h j", ""],
});

test("resume is what p does while the Monitor is paused or finishes", (t) => {
	for (const mode of ["paused", "finishing"] as const)
		t.deepEqual(after("p", aModel({ mode })).effects, [{ kind: "resume" }]);
});

test("without a Monitor keys that need one say so, and up works", (t) => {
	const model = { ...MODEL, monitor: false };
	for (const keys of ["x", "j j h", "end r", "p"]) {
		const { view, effects } = after(keys, model);
		t.deepEqual(effects, []);
		t.is(view.screen.kind, "list");
		t.regex(view.message, /^no Monitor runs on this root, and \w+ needs one/);
	}
	t.is(after("j j u", model).effects.length, 1);
});

test("an empty screen has nothing to select", (t) => {
	for (const key of ["x", "l", "u"])
		t.is(after(key, aModel()).view.message, "no UOW is selected");
	t.is(after("down", aModel()).view.selected, undefined);
});

test("the selection stays on a UOW that starts and ends; of one that goes its neighbour is selected", (t) => {
	const { view } = after("j j");
	const ended = aModel({ ended: [anEnded("later", { id: 3 })] });
	t.is(pinned(view, ended).selected, "#3");
	const gone = aModel({
		running: [aRunning("a", { id: 1 }), aRunning("b", { id: 7 })],
	});
	t.is(pinned(view, gone).selected, "#7");
	t.is(pinned(view, aModel()).selected, undefined);
});

const topOf = (keys: string) => {
	const { screen } = after(keys).view;
	return screen.kind === "log" ? (screen.top ?? "follows") : screen.kind;
};

table("a log", topOf, {
	"follows at first": ["return", "follows"],
	"stops with up": ["l up up", 88],
	"goes a page up": ["l pageup", 80],
	"begins with home": ["l home", 0],
	"not above its beginning": ["l home up", 0],
	"follows again at its end": ["l up down", "follows"],
	"follows again with F": ["l home F", "follows"],
	"goes with q": ["l q", "list"],
	"goes with Esc": ["l escape", "list"],
});

table("help", (keys: string) => after(keys).view.screen.kind, {
	"comes with ?": ["?", "help"],
	"goes with any key": ["? x", "list"],
});
