/** catq show NAME|ID: all that the files say about one UOW. */
import { noSuch } from "../cli/asking.ts";
import { complain, EXIT, type ExitCode } from "../cli/exit.ts";
import { mentionMonitor, type OpenRoot, onRoot } from "../cli/root.ts";
import type { Given } from "../cli/verb.ts";
import { type Found, find } from "../client/find.ts";
import { type Story, storyOf } from "../client/story.ts";
import { uowAt } from "../client/uows.ts";
import { RECORDS, type RecordKind } from "../text/records.ts";
import { visible, visibleJson } from "../text/visible.ts";

export function act({ root, args, options }: Given): Promise<number> {
	return onRoot<number>(root, (open) =>
		run(open, args[0] ?? "", options.json === true),
	);
}

function run(root: OpenRoot, asked: string, isJson: boolean): ExitCode {
	const { paths, config } = root;
	const found = find(paths, asked, Date.now());
	if (
		found.kind === "unknown" ||
		found.kind === "reserved" ||
		found.kind === "ambiguous"
	)
		return noSuch(root, found, asked);
	const at = placeOf(found);
	const uow = uowAt(paths, at.place, at.name);
	if (uow === undefined)
		return complain(
			`${visible(at.name)} cannot be read, or has just moved on; try again`,
			EXIT.tempFail,
		);
	const run = found.kind === "runs" ? found.run : undefined;
	const story = storyOf(paths, config, { ...at, uow }, run);
	process.stdout.write(isJson ? `${visibleJson(story, 2)}\n` : textOf(story));
	mentionMonitor(root);
	return EXIT.ok;
}

function placeOf(
	found: Extract<Found, { kind: "runs" | "waits" | "settled" | "discarded" }>,
) {
	return found.kind === "runs"
		? {
				place: found.run.uow?.place ?? ("currently-executing" as const),
				name: found.run.uow?.name ?? found.run.ticket.name,
			}
		: { place: found.place, name: found.name };
}

/** What each record is for. */
const MEANS: Readonly<Record<RecordKind, string>> = {
	ticket: "what the Monitor meant to run",
	fence: "the job was begun, by which process",
	exit: "its exit code",
	end: "its output was written to the end",
	kill: "it was told to end, and why",
	pulse: "the last sign of life that was noted",
	left: "what it left behind",
	final: "its last feedback values are being written",
};

function meaningOf(record: string): [string, string] {
	const kind = RECORDS.find((one) => record.endsWith(`.${one}`));
	return [record, kind === undefined ? "not known" : MEANS[kind]];
}

/** Two columns; what is not known is left out. */
function textOf({ header, feedback, problems, records, ...facts }: Story) {
	const parts: readonly (readonly [
		string,
		Readonly<Record<string, unknown>>,
	])[] = [
		["", facts],
		["header", header],
		["feedback", feedback ?? {}],
		[
			"wrong in its text",
			Object.fromEntries(problems.map((text, i) => [`${i + 1}.`, text])),
		],
		["in run/", Object.fromEntries(records.map(meaningOf))],
	];
	return parts
		.map(([title, items]) => partText(title, Object.entries(items)))
		.filter((text) => text !== "")
		.join("\n");
}

function partText(
	title: string,
	items: readonly (readonly [string, unknown])[],
): string {
	const known = items.filter(([, value]) => value !== null && value !== "");
	if (known.length === 0) return "";
	const width = Math.max(...known.map(([name]) => visible(name).length));
	const lines = known.map(([name, value]) => {
		const text = String(value).split("\n").map(visible);
		const indent = `\n${" ".repeat(width + 2)}`;
		return `${visible(name).padEnd(width)}  ${text.join(indent)}\n`;
	});
	return `${title === "" ? "" : `${title}:\n`}${lines.join("")}`;
}
