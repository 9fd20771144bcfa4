/** What a key does while a log is shown. */
import { impossible } from "../text/problem.ts";
import { commandOf, LOG_KEYS, type LogCommand } from "./keys.ts";
import type { LogRoom, Pressed, Screen, View } from "./view.ts";

export function onLog(
	view: View,
	screen: Extract<Screen, { kind: "log" }>,
	key: string,
	{ lines, height }: LogRoom,
): Pressed {
	const command: LogCommand | undefined = commandOf(LOG_KEYS, key);
	const last = Math.max(0, lines - height);
	const top = screen.top ?? last;
	const to = (wanted: number): Pressed => ({
		view: {
			...view,
			screen: {
				...screen,
				top: wanted >= last ? undefined : Math.max(0, wanted),
			},
		},
	});
	switch (command) {
		case undefined:
			return { view };
		case "back":
			return { view: { ...view, screen: { kind: "list" } } };
		case "end":
			return to(last);
		case "home":
			return to(0);
		case "up":
			return to(top - 1);
		case "down":
			return to(top + 1);
		case "page-up":
			return to(top - height);
		case "page-down":
			return to(top + height);
		default:
			return impossible(command);
	}
}
