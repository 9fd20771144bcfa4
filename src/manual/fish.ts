/** Completion for fish. */
import type { Option, Verb } from "../cli/verb.ts";
import {
	argumentOf,
	flagsOf,
	type Kind,
	kindOf,
	optionsOf,
	shown,
} from "./flags.ts";

export function fishScript(verbs: readonly Verb[]): string {
	const all = shown(verbs);
	return `# fish completion for catq; made by: catq completion fish
function __catq_words
	set -l words (commandline -opc)
	set -l root
	for i in (seq 2 (count $words))
		switch $words[$i]
			case --root
				set -l next (math $i + 1)
				test $next -le (count $words); and set root --root $words[$next]
			case '--root=*'
				set root $words[$i]
		end
	end
	$words[1] $root names -- (commandline -ct) 2>/dev/null
end
function __catq_verb
	set -l words (commandline -opc)
	set -e words[1]
	while set -q words[1]
		switch $words[1]
			case --root
				set -e words[1]
			case '-*'
			case '*'
				echo $words[1]
				return
		end
		set -e words[1]
	end
end
complete -c catq -f
complete -c catq -n 'test -z (__catq_verb)' -l root -x -a '(__fish_complete_directories)' -d 'the queue root'
${all.flatMap(linesOf).join("\n")}
`;
}

function linesOf(verb: Verb): string[] {
	const here = `complete -c catq -n 'test (__catq_verb) = ${verb.name}'`;
	const { kind, choices } = argumentOf(verb);
	const does = actionOf(kind, choices);
	return [
		`complete -c catq -n 'test -z (__catq_verb)' -a ${verb.name} -d ${quoted(verb.about)}`,
		...optionsOf(verb).map((option) => `${here} ${optionOf(option)}`),
		...(does === "" ? [] : [`${here} ${does}`]),
	];
}

function optionOf(option: Option): string {
	const { short, long, value } = flagsOf(option);
	return [
		...(short === undefined ? [] : [`-s ${short}`]),
		...(long === undefined ? [] : [`-l ${long}`]),
		...(value === undefined
			? []
			: ["-r", actionOf(kindOf(value), option.choices ?? [])]),
		`-d ${quoted(option.about)}`,
	]
		.filter((word) => word !== "")
		.join(" ");
}

function actionOf(kind: Kind, choices: readonly string[]): string {
	if (choices.length > 0) return `-f -a ${quoted(choices.join(" "))}`;
	switch (kind) {
		case "uow":
			return "-f -a '(__catq_words)'";
		case "file":
			return "-F";
		case "dir":
			return "-f -a '(__fish_complete_directories)'";
		case "other":
			return "";
	}
}

function quoted(text: string): string {
	return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
