/** The command line, from the table of verbs: the only home of commander. */
import { Command } from "commander";
import { isRoot } from "../spool/is-root.ts";
import { EXIT, EXIT_MEANS, type ExitCode, JOB_EXITS } from "./exit.ts";
import { chosenRoot } from "./root.ts";
import { type Given, GROUPS, type Verb } from "./verb.ts";

/** Runs the verb that the words name. */
export async function runWords(
	words: readonly string[],
	version: string,
	verbs: readonly Verb[],
): Promise<number> {
	let code: number = EXIT.ok;
	const program = new Command("catq")
		.description("a job queue you can ls, mv and cat")
		.version(version, "-V, --version")
		.option(
			"--root <dir>",
			"the queue root (default: $CATQ_ROOT, the nearest above here, or ./queue-root)",
		)
		.addHelpText("after", exitText)
		.showHelpAfterError("catq --help says what there is")
		.enablePositionalOptions()
		.exitOverride();
	const implied = impliedWords(words);
	for (const verb of meantBy(implied, verbs))
		add(program, verb, async (given) => {
			code = await (await verb.load()).act({ ...given, verbs, version });
		});
	try {
		await program.parseAsync(implied, { from: "user" });
	} catch (error) {
		const ended = exitCodeOf(error);
		if (ended === undefined) throw error;
		return ended;
	}
	return code;
}

/** The one verb that is named, so that no other is made ready for nothing; else all of them, for help. */
function meantBy(
	words: readonly string[],
	verbs: readonly Verb[],
): readonly Verb[] {
	const name = words[0] === "--root" ? words[2] : words[0];
	const verb = verbs.find((one) => one.name === name);
	return verb === undefined ? inGroups(verbs) : [verb];
}

/** Their order within a group is that of the table. */
function inGroups(verbs: readonly Verb[]): readonly Verb[] {
	const rank = ({ group }: Verb) => GROUPS.indexOf(group);
	return [...verbs].sort((a, b) => rank(a) - rank(b));
}

function add(
	program: Command,
	verb: Verb,
	act: (given: Omit<Given, "verbs" | "version">) => Promise<void>,
): void {
	const command = program
		.command(verb.name, { hidden: verb.hidden === true })
		.description(verb.about)
		.helpGroup(`${verb.group}:`);
	for (const { name, about } of verb.args ?? []) command.argument(name, about);
	for (const { flags, about, isList } of verb.options ?? [])
		if (isList) command.option(flags, about, another);
		else command.option(flags, about);
	const { examples } = verb;
	if (examples.length > 0)
		command.addHelpText("after", ["\nExamples:", ...examples].join("\n  "));
	if (verb.passThrough === true) command.passThroughOptions();
	command.action(() =>
		act({
			root: program.opts<{ root?: string }>().root,
			args: command.args,
			options: command.opts(),
		}),
	);
}

function exitText(): string {
	const codes = Object.entries(EXIT_MEANS).map(
		([code, means]) => `  ${code.padStart(2)}  ${means}`,
	);
	return ["\nExit codes:", ...codes, `  ${JOB_EXITS}`].join("\n");
}

function another(
	value: string,
	before: readonly string[] = [],
): readonly string[] {
	return [...before, value];
}

/** Bare catq in a root lists it; elsewhere it is answered with help. */
function impliedWords(words: readonly string[]): readonly string[] {
	const [option, root] = words;
	const isBare =
		words.length === 0 || (option === "--root" && words.length === 2);
	return isBare && isRoot(chosenRoot(root)) ? [...words, "list"] : words;
}

/** commander has said what was wrong, or has shown help. */
function exitCodeOf(error: unknown): ExitCode | undefined {
	if (
		error instanceof Error &&
		"exitCode" in error &&
		typeof error.exitCode === "number"
	)
		return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
	return undefined;
}
