/** catq completion bash|zsh|fish: the script that completes, made from the table of verbs. */
import { complain, EXIT, type ExitCode } from "../cli/exit.ts";
import type { Given, Verb } from "../cli/verb.ts";
import { visible } from "../text/visible.ts";
import { bashScript } from "./bash.ts";
import { fishScript } from "./fish.ts";
import { SHELLS } from "./verbs.ts";
import { zshScript } from "./zsh.ts";

const SCRIPTS: Readonly<
	Record<(typeof SHELLS)[number], (verbs: readonly Verb[]) => string>
> = { bash: bashScript, zsh: zshScript, fish: fishScript };

export function act({ args, verbs }: Given): ExitCode {
	const shell = SHELLS.find((one) => one === args[0]);
	if (shell === undefined)
		return complain(
			`there is no completion for ${visible(args[0] ?? "")}; there is one for ${SHELLS.join(", ")}`,
			EXIT.usage,
		);
	process.stdout.write(SCRIPTS[shell](verbs));
	return EXIT.ok;
}
