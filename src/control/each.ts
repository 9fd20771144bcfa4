/** A verb that is given several UOWs: each gets its turn, and the first that fails gives the exit code. */
import { EXIT, type ExitCode } from "../cli/exit.ts";

export async function each(
	asked: readonly string[],
	act: (asked: string) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
	let first: ExitCode = EXIT.ok;
	// One that is given twice is meant once.
	for (const one of new Set(asked)) {
		const code = await act(one);
		if (first === EXIT.ok) first = code;
	}
	return first;
}
