/** catq run: add and follow. */
import { say } from "../cli/exit.ts";
import { onRoot } from "../cli/root.ts";
import type { Given } from "../cli/verb.ts";
import { drop } from "../client/drop.ts";
import { readHead } from "../text/uow-text.ts";
import { typedDraft } from "./draft.ts";
import { follow } from "./following.ts";

export function act(given: Given): Promise<number> {
	return onRoot<number>(given.root, (root) => {
		const mark = `# dropped by catq run, process ${process.pid} at ${new Date().toISOString()}`;
		const ready = typedDraft(root, given, mark);
		if ("code" in ready) return say(ready);
		const name = drop(root.paths, ready.text, ready);
		const { header } = readHead(Buffer.from(ready.text), true);
		return follow(
			root,
			{ name, id: undefined, header },
			{ isPlain: given.options.plain === true },
		);
	});
}
