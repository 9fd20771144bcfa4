/** The man pages catq(1), catq-uow(5) and catq-config(5), from the tables that the program itself goes by. */
import { EXIT_MEANS, JOB_EXITS } from "../cli/exit.ts";
import { GROUPS, type Verb } from "../cli/verb.ts";
import { KEYS } from "../text/config.ts";
import { spelt } from "../text/notation.ts";
import { STATES } from "../text/status-line.ts";
import { ROOT, shown } from "./flags.ts";
import { HEADER_MEANS } from "./header-means.ts";
import {
	entry,
	lines,
	page,
	paragraph,
	part,
	plain,
	section,
	title,
	within,
} from "./roff.ts";

/** What is needed of the program. */
export interface Sources {
	readonly verbs: readonly Verb[];
	readonly version: string;
}

export const PAGES: Readonly<Record<string, (from: Sources) => string>> = {
	"catq.1": commandPage,
	"catq-uow.5": uowPage,
	"catq-config.5": configPage,
};

function commandPage({ verbs, version }: Sources): string {
	return page(
		title("catq.1", "a job queue you can ls, mv and cat", version),
		section(
			"Synopsis",
			`\\fBcatq\\fR [\\fB${plain("--root")}\\fR \\fIdir\\fR] \\fIverb\\fR [\\fIoptions\\fR] [\\fIarguments\\fR]`,
		),
		section(
			"Description",
			paragraph(
				"A queue root is a folder of folders. A Unit of Work (UOW) is a text file in it, and where it lies is its state. The Monitor runs what lies in the queues. Every verb is a door: it reads the queue root, drops a file, or leaves a request, as you could do by hand.",
			),
			paragraph(
				"Where a UOW is named, its name, its id, or a beginning of its name that no other has will do.",
			),
		),
		section(
			"Options",
			entry(
				ROOT.flags,
				plain(
					"the queue root. Default: $CATQ_ROOT, the nearest root above the current folder, or ./queue-root",
				),
			),
		),
		section(
			"Verbs",
			...GROUPS.map((group) =>
				part(
					group,
					...shown(verbs)
						.filter((verb) => verb.group === group)
						.map(verbEntry),
				),
			),
		),
		section(
			"Exit status",
			...Object.entries(EXIT_MEANS).map(([code, means]) =>
				entry(code, plain(means)),
			),
			paragraph(JOB_EXITS),
		),
		section("See also", "\\fBcatq\\-uow\\fR(5), \\fBcatq\\-config\\fR(5)"),
	);
}

function verbEntry(verb: Verb): string {
	const { args = [], options = [], examples } = verb;
	const usage = [verb.name, ...args.map(({ name }) => name)].join(" ");
	const listed = [
		...args.map(({ name, about }) => entry(name, plain(about))),
		...options.map(({ flags, about }) => entry(flags, plain(about))),
	];
	return [
		entry(usage, plain(verb.about)),
		within(...listed, ...examples.map(lines)),
	]
		.filter((one) => one !== "")
		.join("\n");
}

const SAMPLE = `==== UNIT OF WORK
COMMAND :: ./fetch && ./report
TIMEOUT :: 30m

==== STATUS

==== JOB LOG`;

function uowPage({ version }: Sources): string {
	return page(
		title("catq-uow.5", "the text file of a Unit of Work", version),
		section(
			"Description",
			paragraph(
				"Three titles, in this order. Only the first section is needed; with all three the file is accepted at once. Below UNIT OF WORK stand items, NAME :: CONTENT, and comments that begin with #. Names ignore case, and treat space, - and _ alike. Names without a meaning are kept, shown and given to the job in variables: HOST as UOW_HOST.",
			),
			lines(SAMPLE),
		),
		section(
			"Header",
			...Object.entries(HEADER_MEANS).map(([key, means]) =>
				entry(spelt(key), plain(means)),
			),
		),
		section(
			"Status",
			paragraph(
				`One line, written by the Monitor. Its first word is one of ${STATES.join(", ")}; the rest says why.`,
			),
		),
		section("See also", "\\fBcatq\\fR(1), \\fBcatq\\-config\\fR(5)"),
	);
}

function configPage({ version }: Sources): string {
	return page(
		title(
			"catq-config.5",
			"monitor.config.txt, the configuration of a queue root",
			version,
		),
		section(
			"Description",
			paragraph(
				"Lines KEY :: VALUE, and comments that begin with #. What is not given has its default. catq check says what is wrong with it; RELOAD reads it again. Job types are sections of their own: docs/configuration.md.",
			),
		),
		section(
			"Keys",
			...KEYS.map(({ name, means, standard, ...key }) =>
				entry(
					name,
					plain(
						`${means}. Default: ${standard}${key.fixed ? ". Takes effect at the next start of the Monitor" : ""}`,
					),
				),
			),
		),
		section("See also", "\\fBcatq\\fR(1), \\fBcatq\\-uow\\fR(5)"),
	);
}
