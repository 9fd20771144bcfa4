/**
 * The command line as commander reads it, from the table of verbs: help, and words
 * for what is wrong. Loaded only for command lines that need it, since that takes
 * longer than most verbs do. The only home of commander.
 */
import { Command } from "commander";
import { EXIT, EXIT_MEANS, type ExitCode, JOB_EXITS } from "./exit.ts";
import { GROUPS, type Stood, type Verb } from "./verb.ts";

/** Runs the verb that the words name, or says what is wrong with them. */
export async function runProgram(
	words: readonly string[],
	version: string,
	verbs: readonly Verb[],
	act: (verb: Verb, stood: Stood) => Promise<number>,
): Promise<number> {
	let code: number = EXIT.ok;
	const program = new Command("catq")
		.description("a job queue you can ls, mv and cat")
		.version(version, "-V, --version")
		.option(
			"--root <dir>",
			"the queue root (default: $CATQ_ROOT, the nearest above here, or ./queue-root)",
		)
		.helpOption("-h, --help", "show this help")
		.addHelpText("after", exitText)
		.configureOutput({
			outputError: (text, write) => write(inOurWords(text)),
		})
		.showHelpAfterError("see: catq --help")
		.addHelpCommand(
			new Command("help")
				.argument("[verb]")
				.description("show the help of a verb")
				.helpOption(false)
				.helpGroup("Help:"),
		)
		.enablePositionalOptions()
		.exitOverride();
	for (const verb of inGroups(verbs))
		add(program, verb, async (given) => {
			code = await act(verb, given);
		});
	try {
		await program.parseAsync(meant(words, verbs), { from: "user" });
	} catch (error) {
		const ended = exitCodeOf(error);
		if (ended === undefined) throw error;
		return ended;
	}
	return code;
}

/** Help about a verb that there is not: as if it had been given, so that it is said what was meant. */
function meant(words: readonly string[], verbs: readonly Verb[]) {
	const [first, second] = words;
	const isKnown = verbs.some(({ name }) => name === second);
	return first === "help" && second !== undefined && !isKnown
		? [second]
		: words;
}

/** Their order within a group is that of the table. */
function inGroups(verbs: readonly Verb[]): readonly Verb[] {
	const rank = ({ group }: Verb) => GROUPS.indexOf(group);
	return [...verbs].sort((a, b) => rank(a) - rank(b));
}

function add(
	program: Command,
	verb: Verb,
	act: (stood: Stood) => Promise<void>,
): void {
	const command = program
		.command(verb.name, { hidden: verb.hidden === true })
		.description(verb.about)
		.helpOption("-h, --help", "show this help")
		.showHelpAfterError(`see: catq ${verb.name} --help`)
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

/** As every other complaint of ours. */
function inOurWords(text: string): string {
	return text
		.replace(/^error: /, "catq: ")
		.replace(/\n\(Did you mean (.*)\?\)/, "; did you mean $1?");
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
