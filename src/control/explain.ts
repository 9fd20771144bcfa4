/** catq explain NAME|ID: the whole story of one UOW, from the files alone. */
import { noSuch } from "../cli/asking.ts";
import { EXIT, type ExitCode } from "../cli/exit.ts";
import { mentionMonitor, type OpenRoot, onRoot } from "../cli/root.ts";
import type { Given } from "../cli/verb.ts";
import { explanationOf, type Located, placeOf } from "../client/explanation.ts";
import { explanationText } from "../client/explanation-text.ts";
import { find } from "../client/find.ts";
import { look } from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { visibleJson } from "../text/visible.ts";

export function act({ root, args, options }: Given): Promise<ExitCode> {
	return onRoot(root, (open) =>
		run(open, args[0] ?? "", options.json === true),
	);
}

function run(root: OpenRoot, asked: string, asJson: boolean): ExitCode {
	const { paths, config } = root;
	const now = Date.now();
	const found = find(paths, asked, now);
	const at = placeOf(found) ?? inTrash(paths, asked);
	if (at === undefined)
		return found.kind === "unknown" ||
			found.kind === "reserved" ||
			found.kind === "ambiguous"
			? noSuch(root, found, asked)
			: EXIT.tempFail;
	const facts = explanationOf(paths, config, at, now);
	process.stdout.write(
		asJson
			? `${visibleJson(facts, 2)}\n`
			: `${explanationText(facts).join("\n")}\n`,
	);
	mentionMonitor(root);
	return EXIT.ok;
}

/** Nothing else looks there: what lies in trash is no UOW any more. */
function inTrash(paths: Paths, asked: string): Located | undefined {
	const isName =
		asked !== "" && !/[/\0]/.test(asked) && Buffer.byteLength(asked) <= 255;
	return isName && look(paths.at("trash", asked))?.isFile() === true
		? { place: "trash", name: asked }
		: undefined;
}
