/** What a key does: from what is shown to what is shown next, and what is asked of the root. */
import { impossible } from "../text/problem.ts";
import { visible } from "../text/visible.ts";
import { commandOf, LIST_KEYS, type ListCommand } from "./keys.ts";
import { type Item, itemsOf, type Model } from "./model.ts";
import { onLog } from "./press-log.ts";
import {
	type LogRoom,
	type Order,
	type Pressed,
	type Screen,
	selectedOf,
	type View,
} from "./view.ts";

/** Of a shell, for Ctrl-C. */
const INTERRUPTED = 130;
const PAGE = 10;

export function press(
	view: View,
	key: string,
	model: Model,
	room: LogRoom,
): Pressed {
	if (key === "^c")
		return { view, effect: { kind: "quit", code: INTERRUPTED } };
	if (key === "^z") return { view, effect: { kind: "suspend" } };
	if (key === "^l") return { view, effect: { kind: "redraw" } };
	const { screen } = view;
	switch (screen.kind) {
		case "list":
			return onList({ ...view, message: "" }, key, model);
		case "help":
			return { view: { ...view, screen: { kind: "list" } } };
		case "ask":
			return onQuestion(view, screen, key);
		case "log":
			return onLog(view, screen, key, room);
		default:
			return impossible(screen);
	}
}

function onQuestion(
	view: View,
	{ order }: Extract<Screen, { kind: "ask" }>,
	key: string,
): Pressed {
	const list: View = { ...view, screen: { kind: "list" } };
	if (key === "y" || key === "Y") return { view: list, effect: order };
	return key === "n" || key === "N" || key === "q" || key === "escape"
		? { view: { ...list, message: "nothing was done" } }
		: { view };
}

function onList(view: View, key: string, model: Model): Pressed {
	const command: ListCommand | undefined = commandOf(LIST_KEYS, key);
	const items = itemsOf(model);
	const at = selectedOf(view, items);
	switch (command) {
		case undefined:
			return { view };
		case "quit":
			return { view, effect: { kind: "quit", code: 0 } };
		case "help":
			return { view: { ...view, screen: { kind: "help" } } };
		case "up":
			return select(view, items, at - 1);
		case "down":
			return select(view, items, at + 1);
		case "page-up":
			return select(view, items, at - PAGE);
		case "page-down":
			return select(view, items, at + PAGE);
		case "home":
			return select(view, items, 0);
		case "end":
			return select(view, items, items.length - 1);
		case "pause":
			return ordered(view, model, {
				kind: model.mode === "running" ? "pause" : "resume",
			});
		case "log":
		case "kill":
		case "hold":
		case "again":
		case "raise": {
			const item = items[at];
			if (item === undefined) return said(view, "no UOW is selected");
			return about({ ...view, selected: item.key, at }, command, item, model);
		}
		default:
			return impossible(command);
	}
}

function select(view: View, items: readonly Item[], wanted: number): Pressed {
	const at = Math.max(0, Math.min(items.length - 1, wanted));
	return { view: { ...view, selected: items[at]?.key, at } };
}

function said(view: View, message: string): Pressed {
	return { view: { ...view, message } };
}

/** A key about the UOW that is selected. */
function about(
	view: View,
	command: "log" | "kill" | "hold" | "again" | "raise",
	item: Item,
	model: Model,
): Pressed {
	if (command === "log")
		return { view: { ...view, screen: { kind: "log", item, top: undefined } } };
	const { name, id, place } = item;
	const shown = visible(name);
	const what = whatFor(command, item);
	if (what.kind === "no") return said(view, `${shown} ${what.why}`);
	if (id === null)
		return said(view, `${shown} is not accepted yet: try again when it is`);
	const order: Order = { kind: what.kind, chosen: { name, id, place } };
	if (order.kind !== "kill" || !model.monitor)
		return ordered(view, model, order);
	const question = `end ${shown} (id ${id})? It goes to fail-q. y/n`;
	return { view: { ...view, screen: { kind: "ask", question, order } } };
}

type What =
	| { readonly kind: "kill" | "hold" | "release" | "retry" | "raise" }
	| { readonly kind: "no"; readonly why: string };

function whatFor(
	command: "kill" | "hold" | "again" | "raise",
	{ section, isHeld, isAlive, place }: Item,
): What {
	const no = (why: string): What => ({ kind: "no", why });
	const over = `has ended and lies in ${place}; r runs it again`;
	switch (command) {
		case "kill":
			if (isAlive) return { kind: "kill" };
			if (section === "running") return no("is being ended already");
			return section === "ended"
				? no(`has ended and lies in ${place}`)
				: no("does not run; h keeps it from being started");
		case "hold":
			if (section !== "waiting")
				return section === "ended" ? no(over) : no("runs; x ends it");
			return isHeld ? no("is held already; r releases it") : { kind: "hold" };
		case "again":
			if (section === "ended") return { kind: "retry" };
			if (section === "running") return no("runs");
			return isHeld ? { kind: "release" } : no("waits for its turn");
		case "raise":
			if (section !== "waiting")
				return section === "ended" ? no(over) : no("runs already");
			return place === "priority-q"
				? no("is in priority-q already")
				: { kind: "raise" };
		default:
			return impossible(command);
	}
}

/** Only `raise` is done by moving a file; the others are for the Monitor to do. */
function ordered(view: View, model: Model, order: Order): Pressed {
	if (!model.monitor && order.kind !== "raise")
		return said(
			view,
			`no Monitor runs on this root, and ${order.kind} needs one: start it with catq monitor`,
		);
	return { view, effect: order };
}
