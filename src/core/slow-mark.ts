/** The words in its STATUS by which a run is known to have been called slow. */
import type { Run } from "./snapshot.ts";

export function slowMark(run: Run): string {
	return slowWords(run.uow?.status?.text ?? "");
}

/** `, slow: past its usual 40 s` in a STATUS; "" where it does not say so. */
export function slowWords(status: string): string {
	return /, slow: past its usual [^,]{1,20}/.exec(status)?.[0] ?? "";
}
