/** The word in its STATUS by which a run is known to have been called slow. */
import type { Run } from "./snapshot.ts";

/** `, slow: past its usual 40 s`; "" where that was not said yet. */
export function slowMark(run: Run): string {
	const text = run.uow?.status?.text ?? "";
	return /, slow: past its usual [^,]{1,20}/.exec(text)?.[0] ?? "";
}
