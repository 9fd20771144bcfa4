/** What may be done over the web: what the verbs do, by the same functions. */
import { EXIT, type ExitCode, type Outcome } from "../cli/exit.ts";
import { killed } from "../cli/kill.ts";
import { drop } from "../client/drop.ts";
import { monitorAsked } from "../control/about-monitor.ts";
import { askedOf } from "../control/about-uow.ts";
import { raised } from "../control/up.ts";
import type { UowAct } from "../page/forms.ts";
import { draftOf } from "../uows/draft.ts";
import { Refusal } from "./route.ts";
import { rootOf, type Site } from "./site.ts";

/** The words of what came of it; a Refusal where nothing did. */
export async function actOn(
	site: Site,
	act: UowAct,
	asked: string,
	signal?: string,
): Promise<string> {
	const root = rootOf(site);
	return came(
		site,
		await {
			kill: () => killed(root, asked, signal),
			hold: () => askedOf(root, "HOLD", asked),
			release: () => askedOf(root, "RELEASE", asked),
			retry: () => askedOf(root, "RETRY", asked),
			up: () => raised(root, asked),
		}[act](),
	);
}

export async function askMode(
	site: Site,
	keyword: "PAUSE" | "RESUME",
): Promise<string> {
	return came(site, await monitorAsked(rootOf(site), keyword));
}

/** A job as somebody far away gives it: no file of this machine is read for it. */
export interface NewJob {
	/** One text is a line for the shell; of several each is a word. */
	readonly command?: string | readonly string[];
	readonly name?: string;
	readonly type?: string;
	readonly priority?: boolean;
	readonly hold?: boolean;
	/** Any other items of its header. */
	readonly header?: Readonly<Record<string, string>>;
}

export interface Added {
	readonly name: string;
	readonly place: string;
}

export function add(site: Site, job: NewJob): Added {
	const { command = [], name, type, priority, hold, header = {} } = job;
	const ready = draftOf(rootOf(site), {
		args: typeof command === "string" ? [command] : command,
		options: {
			name,
			type,
			priority: priority === true ? true : undefined,
			hold: hold === true ? true : undefined,
			set: Object.entries(header).map(([key, value]) => `${key}=${value}`),
		},
	});
	if ("code" in ready) throw refusalOf(ready);
	const got = drop(site.paths, ready.text, ready);
	site.looks.forget();
	return { name: got, place: ready.queue };
}

function came({ looks }: Site, outcome: Outcome): string {
	looks.forget();
	if (outcome.code !== EXIT.ok) throw refusalOf(outcome);
	return outcome.text;
}

/** As HTTP says what the exit codes say. */
const STATUS: Readonly<Record<ExitCode, number>> = {
	0: 200,
	1: 409,
	64: 400,
	65: 400,
	66: 404,
	67: 409,
	68: 409,
	69: 503,
	75: 503,
	78: 500,
};

function refusalOf({ code, text }: Outcome): Refusal {
	// Nobody here has typed an option.
	return new Refusal(STATUS[code], text.replace(/^--(?:set )?/, ""));
}
