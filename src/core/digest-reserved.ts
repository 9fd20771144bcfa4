/** What people are shown of reserved ids. */
import { isoOf } from "../text/instant.ts";
import { visible } from "../text/visible.ts";
import type { Snapshot } from "./snapshot.ts";

export interface ReservedLines {
	readonly count: number;
	/** The first of them. */
	readonly ids: readonly {
		readonly id: number;
		readonly taskName: string | null;
		readonly until: string;
	}[];
}

export function reservedLines(
	{ reservations }: Snapshot,
	most: number,
): ReservedLines {
	return {
		count: reservations.length,
		ids: reservations.slice(0, most).map(({ id, taskName = null, until }) => ({
			id,
			taskName,
			until: isoOf(until),
		})),
	};
}

export function reservedText({ count, ids }: ReservedLines): string[] {
	const more = count - ids.length;
	return [
		...ids.map(
			({ id, taskName, until }) =>
				`id ${id} reserved until ${until}${taskName === null ? "" : ` for ${visible(taskName)}`}`,
		),
		...(more > 0 ? [`and ${more} more reserved`] : []),
	];
}
