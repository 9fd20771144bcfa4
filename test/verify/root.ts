/** Queue roots built by hand: UOWs of any id and STATUS, anywhere, with the ledger that goes with them. */
import fs from "node:fs";
import path from "node:path";
import type { ExecutionContext } from "ava";
import type { Place } from "../../src/text/places.ts";
import { type Ticket, ticketText } from "../../src/text/ticket.ts";
import { stampedHead } from "../../src/text/uow-text.ts";
import { makeRoot, type TestRoot } from "../helpers/root.ts";
import { aTicket } from "../helpers/world.ts";

export const BOOT = fs
	.readFileSync("/proc/sys/kernel/random/boot_id", "utf8")
	.trim();

export interface HandMade extends TestRoot {
	/** Puts a stamped UOW there; one that settled is in the ledger. Returns its path. */
	put(place: Place, name: string, id: number, status: string): string;
	/** Writes a ticket for a file, as if it had been launched. */
	ticket(key: string, file: string, parts: Partial<Ticket>): void;
	/** Writes a file of run/. */
	keep(name: string, text: string): void;
}

/** A root in which three UOWs have settled and one waits: ids 1 to 4. */
export async function handMade(
	t: ExecutionContext,
	config = "",
): Promise<HandMade> {
	const root = await makeRoot(t, config);
	const keep = (name: string, text: string) =>
		fs.appendFileSync(root.own(name), text);
	const made: HandMade = {
		...root,
		keep,
		put(place, name, id, status) {
			const file = path.join(root.root, place, name);
			fs.writeFileSync(
				file,
				stampedHead(
					{ seconds: 1_795_310_412, ordinal: 0, id },
					"COMMAND :: true",
					status,
				),
			);
			if (/^(DONE|ERROR)/.test(status)) keep("ledger", `${id} 1 1:${id}\n`);
			return file;
		},
		ticket(key, file, parts) {
			const { dev, ino } = fs.statSync(file);
			const ticket = aTicket({
				name: path.basename(file),
				inode: `${dev}:${ino}`,
				boot: BOOT,
				...parts,
			});
			keep(`${key}.ticket`, ticketText(ticket));
		},
	};
	made.put("done-q", "well", 1, "DONE exit 0 after 0.01 s");
	made.put("error-q", "badly", 2, "ERROR exit 3 after 0.01 s");
	made.put("fail-q", "never", 3, "FAIL not run: there is no job type");
	made.put("wait-q", "waits", 4, "WAITING");
	keep("next-id", "101\n");
	return made;
}
