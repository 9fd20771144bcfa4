/** catq explain NAME|ID: the whole story of one UOW, from the files alone. */
import { noSuch } from "../cli/asking.ts";
import { EXIT, type ExitCode } from "../cli/exit.ts";
import { mentionMonitor, type OpenRoot, onRoot } from "../cli/root.ts";
import type { Given } from "../cli/verb.ts";
import { explanationOf, placeOf } from "../client/explanation.ts";
import { explanationText } from "../client/explanation-text.ts";
import { find } from "../client/find.ts";
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
	const at = placeOf(found);
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
