/** How a job ended, as the exit code of a verb that waited for it. */
import { EXIT } from "../cli/exit.ts";
import { isForTime } from "../core/pulse.ts";
import { readSettled } from "../text/settled-status.ts";
import { numberOfSignal } from "../text/signals.ts";

/** As timeout(1) has it. */
export const TIMED_OUT = 124;

/** From its STATUS: the job's own, 128 + N for a signal, 124 where it was ended for its time or in silence. */
export function jobCode(status: string): number {
	const end = readSettled(status);
	if (end === undefined) return EXIT.tempFail;
	const { outcome, exit, signal, reason = "" } = end;
	if (isForTime(reason)) return TIMED_OUT;
	const number = signal === undefined ? undefined : numberOfSignal(signal);
	if (number !== undefined) return 128 + number;
	// It was ended for something else than its exit code says.
	if (exit === 0 && outcome !== "done") return 1;
	if (exit !== undefined) return exit;
	return reason.startsWith("not run: ") ? EXIT.data : EXIT.tempFail;
}
