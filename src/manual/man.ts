/** catq man PAGE: a man page as its source; scripts/man.sh makes the files of the package with it. */
import { complain, EXIT, type ExitCode } from "../cli/exit.ts";
import type { Given } from "../cli/verb.ts";
import { visible } from "../text/visible.ts";
import { PAGES } from "./pages.ts";

export function act({ args, verbs, version }: Given): ExitCode {
	const make = Object.hasOwn(PAGES, args[0] ?? "")
		? PAGES[args[0] ?? ""]
		: undefined;
	if (make === undefined)
		return complain(
			`there is no page ${visible(args[0] ?? "")}; the pages are ${Object.keys(PAGES).join(", ")}`,
			EXIT.usage,
		);
	process.stdout.write(make({ verbs, version }));
	return EXIT.ok;
}
