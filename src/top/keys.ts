/** The keys, what each does, and in which words: the bottom line, the help and the manual are made from this table. */

export interface KeyRule<Command extends string = string> {
	readonly command: Command;
	/** As the keyboard names them. */
	readonly keys: readonly string[];
	/** As people know them. */
	readonly shown: string;
	/** For the bottom line; "" keeps it off. */
	readonly label: string;
	readonly about: string;
}

/** In the order of the bottom line, where the first ones stay when it is narrow. */
export const LIST_KEYS = [
	{
		command: "quit",
		keys: ["q", "f10"],
		shown: "q",
		label: "quit",
		about: "quit (also F10)",
	},
	{
		command: "help",
		keys: ["?", "f1"],
		shown: "?",
		label: "help",
		about: "this help (also F1)",
	},
	{
		command: "log",
		keys: ["return", "enter", "l"],
		shown: "Enter",
		label: "log",
		about: "show its log, and follow it (also l)",
	},
	{
		command: "kill",
		keys: ["x", "K", "f9"],
		shown: "x",
		label: "kill",
		about: "end the job that is selected; asks first (also K and F9)",
	},
	{
		command: "hold",
		keys: ["h"],
		shown: "h",
		label: "hold",
		about: "keep the UOW from being started",
	},
	{
		command: "again",
		keys: ["r"],
		shown: "r",
		label: "retry/release",
		about: "run one that has ended again; let a held one be started again",
	},
	{
		command: "raise",
		keys: ["u"],
		shown: "u",
		label: "up",
		about: "move it to priority-q, before all of wait-q",
	},
	{
		command: "pause",
		keys: ["p"],
		shown: "p",
		label: "pause/resume",
		about: "start no further job; start jobs again",
	},
	{
		command: "up",
		keys: ["up", "k"],
		shown: "Up",
		label: "",
		about: "select the one above (also k)",
	},
	{
		command: "down",
		keys: ["down", "j"],
		shown: "Down",
		label: "",
		about: "select the one below (also j)",
	},
	{
		command: "page-up",
		keys: ["pageup"],
		shown: "PgUp",
		label: "",
		about: "ten up",
	},
	{
		command: "page-down",
		keys: ["pagedown"],
		shown: "PgDn",
		label: "",
		about: "ten down",
	},
	{
		command: "home",
		keys: ["home", "g"],
		shown: "Home",
		label: "",
		about: "select the first one (also g)",
	},
	{
		command: "end",
		keys: ["end", "G"],
		shown: "End",
		label: "",
		about: "select the last one (also G)",
	},
] as const satisfies readonly KeyRule[];

export const LOG_KEYS = [
	{
		command: "back",
		keys: ["q", "escape", "left", "l"],
		shown: "q",
		label: "back",
		about: "back to the list (also Esc, Left and l)",
	},
	{
		command: "end",
		keys: ["F", "f", "end", "G"],
		shown: "F",
		label: "follow",
		about: "follow its end (also End and G)",
	},
	{
		command: "page-up",
		keys: ["pageup", "b"],
		shown: "PgUp",
		label: "up",
		about: "a page up (also b)",
	},
	{
		command: "page-down",
		keys: ["pagedown", "space"],
		shown: "PgDn",
		label: "down",
		about: "a page down (also Space)",
	},
	{
		command: "up",
		keys: ["up", "k"],
		shown: "Up",
		label: "",
		about: "a line up; it stops following (also k)",
	},
	{
		command: "down",
		keys: ["down", "j"],
		shown: "Down",
		label: "",
		about: "a line down (also j)",
	},
	{
		command: "home",
		keys: ["home", "g"],
		shown: "Home",
		label: "",
		about: "to the beginning of what is shown (also g)",
	},
] as const satisfies readonly KeyRule[];

export type ListCommand = (typeof LIST_KEYS)[number]["command"];
export type LogCommand = (typeof LOG_KEYS)[number]["command"];

/** Undefined: the key does nothing. */
export function commandOf<Command extends string>(
	rules: readonly KeyRule<Command>[],
	key: string,
): Command | undefined {
	return rules.find(({ keys }) => keys.includes(key))?.command;
}

/** `q quit  ? help …`: as many as fit, whole. */
export function bottomLine(rules: readonly KeyRule[], width: number): string {
	let line = "";
	for (const { shown, label } of rules) {
		if (label === "") continue;
		const next = `${line === "" ? "" : `${line}  `}${shown} ${label}`;
		if (next.length > width) break;
		line = next;
	}
	return line;
}
