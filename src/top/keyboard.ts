/** Keys as words, from what a terminal sends: `x`, `K`, `up`, `pageup`, `^c`. */
import { emitKeypressEvents, type Key } from "node:readline";

const NAMED = new Set([
	"up",
	"down",
	"left",
	"right",
	"pageup",
	"pagedown",
	"home",
	"end",
	"return",
	"enter",
	"escape",
	"space",
	"f1",
	"f9",
	"f10",
]);

/** "" for a key without a meaning anywhere. */
export function keyOf(text: string | undefined, key: Key): string {
	const { name = "", ctrl, meta } = key;
	if (ctrl) return `^${name}`;
	if (NAMED.has(name)) return name;
	return meta ? "" : (text ?? "");
}

/** Returns what ends it. What is pasted is no key: its letters would be commands. */
export function listen(
	input: NodeJS.ReadStream,
	heard: (key: string) => void,
): () => void {
	let isPasted = false;
	const press = (text: string | undefined, key: Key) => {
		if (key.name === "paste-start") isPasted = true;
		else if (key.name === "paste-end") isPasted = false;
		else if (!isPasted) heard(keyOf(text, key));
	};
	emitKeypressEvents(input);
	input.on("keypress", press);
	return () => void input.off("keypress", press);
}
