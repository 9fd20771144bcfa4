/** catq verify [--repair]: each promise of a root with its check, from the files alone. */
import { isForbidden } from "../disk/files.ts";
import { isRoot } from "../spool/is-root.ts";
import { visible, visibleJson } from "../text/visible.ts";
import { repairRoot } from "../verify/repair.ts";
import { type Line, lineText, verdictOf } from "../verify/report.ts";
import { verify as look } from "../verify/verify.ts";
import { complain, EXIT, type ExitCode } from "./exit.ts";
import { forbidden } from "./forbidden.ts";
import { noRootText } from "./no-root.ts";
import { chosenRoot } from "./root.ts";
import type { Given } from "./verb.ts";

export async function act(given: Given): Promise<ExitCode> {
	const root = chosenRoot(given.root);
	if (!isRoot(root)) return complain(noRootText(root), EXIT.config);
	try {
		const { repair, json } = given.options;
		return await run(root, repair === true, json === true ? tellJson : tell);
	} catch (error) {
		if (!isForbidden(error)) throw error;
		return forbidden(root, error);
	}
}

async function run(
	root: string,
	repair: boolean,
	tell: (lines: readonly Line[]) => ExitCode,
): Promise<ExitCode> {
	if (!repair) return tell((await look(root)).lines);
	const words = tell === tellJson ? process.stderr : process.stdout;
	const refused = await repairRoot(root, (text) =>
		words.write(`repaired: ${visible(text)}\n`),
	);
	return refused === undefined
		? tell((await look(root)).lines)
		: complain(`nothing is repaired: ${refused}`, EXIT.tempFail);
}

function tell(lines: readonly Line[]): ExitCode {
	for (const line of lines) process.stdout.write(`${lineText(line)}\n`);
	const broken = lines.filter((line) => verdictOf(line) === "WRONG").length;
	process.stdout.write(
		broken === 0
			? `${lines.length} checks: all is right\n`
			: `${broken} of ${lines.length} checks found something WRONG\n`,
	);
	return broken === 0 ? EXIT.ok : EXIT.data;
}

/** The names are promised: docs/verify.md. */
function tellJson(lines: readonly Line[]): ExitCode {
	const checks = lines.map((line) => ({
		promise: line.promise,
		verdict: verdictOf(line),
		checked: line.checked,
		findings: line.findings.map(({ verdict, file, what, remedy }) => ({
			verdict,
			file,
			what,
			remedy,
		})),
	}));
	const wrong = checks.filter(({ verdict }) => verdict === "WRONG").length;
	process.stdout.write(`${visibleJson({ wrong, checks }, 2)}\n`);
	return wrong === 0 ? EXIT.ok : EXIT.data;
}
