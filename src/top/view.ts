/** What the person does with the screen, and what a key may lead to. */
import type { Chosen } from "../client/pick.ts";
import { type Item, itemsOf, type Logged, type Model } from "./model.ts";

export interface View {
	/** The key of a UOW. */
	readonly selected: string | undefined;
	/** Where it stood, for when it is gone. */
	readonly at: number;
	readonly screen: Screen;
	/** Answers, and why something cannot be done. */
	readonly message: string;
}

export type Screen =
	| { readonly kind: "list" }
	| { readonly kind: "help" }
	| {
			readonly kind: "ask";
			readonly question: string;
			readonly order: Order;
	  }
	| {
			readonly kind: "log";
			readonly item: Logged;
			/** The first line that is shown; undefined: it follows the end. */
			readonly top: number | undefined;
	  };

/** What a key asks of the root. */
export type Order =
	| {
			readonly kind: "kill" | "hold" | "release" | "retry" | "raise";
			readonly chosen: Chosen;
	  }
	| { readonly kind: "pause" | "resume" };

export type Effect =
	| Order
	| { readonly kind: "quit"; readonly code: number }
	/** Give the terminal back to the shell for a while. */
	| { readonly kind: "suspend" }
	| { readonly kind: "redraw" };

export interface Pressed {
	readonly view: View;
	readonly effect?: Effect;
}

/** Lines of the log that there are, and that are shown. */
export interface LogRoom {
	readonly lines: number;
	readonly height: number;
}

export const FIRST_VIEW: View = {
	selected: undefined,
	at: 0,
	screen: { kind: "list" },
	message: "",
};

/** The one that is selected; where it has gone, the one that stands in its place. */
export function selectedOf(view: View, items: readonly Item[]): number {
	const at = items.findIndex(({ key }) => key === view.selected);
	return at >= 0 ? at : Math.max(0, Math.min(view.at, items.length - 1));
}

/** Keeps the selection on its UOW, wherever that has gone. */
export function pinned(view: View, model: Model): View {
	const items = itemsOf(model);
	const at = selectedOf(view, items);
	return { ...view, selected: items[at]?.key, at };
}
