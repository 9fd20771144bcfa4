/** Completion for bash. */
import type { Option, Verb } from "../cli/verb.ts";
import {
	argumentOf,
	flagsOf,
	HELP,
	kindOf,
	optionsOf,
	ROOT,
	shown,
	spellings,
} from "./flags.ts";

export function bashScript(verbs: readonly Verb[]): string {
	const names = shown(verbs).map((verb) => verb.name);
	const top = [ROOT, HELP].flatMap(spellings);
	return `# bash completion for catq; made by: catq completion bash
_catq_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2"); }
_catq_files() { compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen "$1" -- "$2"); }
_catq_names() {
	local name
	COMPREPLY=()
	while IFS= read -r name; do
		printf -v name %q "$name"
		COMPREPLY+=("$name")
	done < <("$catq" "\${root[@]}" names -- "\${1//\\\\/}" 2> /dev/null)
}
_catq() {
	local catq=\${COMP_WORDS[0]} cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]}
	local verb= i root=()
	COMPREPLY=()
	for ((i = 1; i < COMP_CWORD; i++)); do
		case \${COMP_WORDS[i]} in
			--root)
				[ "\${COMP_WORDS[i + 1]}" != = ] || ((i++))
				root=(--root "\${COMP_WORDS[++i]}")
				;;
			-*) ;;
			*)
				verb=\${COMP_WORDS[i]}
				break
				;;
		esac
	done
	case "$verb $prev" in
		" --root") _catq_files -d "$cur"; return ;;
${valueCases(verbs)}	esac
	case "$verb $cur" in
${optionCases(verbs)}	esac
	case $verb in
		"") _catq_words "${[...names, ...top].join(" ")}" "$cur" ;;
${argumentCases(verbs)}	esac
}
complete -F _catq catq
`;
}

/** After an option that takes a value. */
function valueCases(verbs: readonly Verb[]): string {
	const valued = (verb: Verb) =>
		(verb.options ?? []).filter((option) => flagsOf(option).value);
	return shown(verbs)
		.flatMap((verb) =>
			valued(verb).map((option) => {
				const at = spellings(option).map((word) => `"${verb.name} ${word}"`);
				return `\t\t${at.join(" | ")}) ${valueText(option)}return ;;\n`;
			}),
		)
		.join("");
}

function valueText(option: Option): string {
	const { value = "" } = flagsOf(option);
	return completing(kindOf(value), option.choices ?? []);
}

function optionCases(verbs: readonly Verb[]): string {
	return shown(verbs)
		.map((verb) => {
			const words = optionsOf(verb).flatMap(spellings).join(" ");
			return `		"${verb.name} -"*) _catq_words "${words}" "$cur"; return ;;\n`;
		})
		.join("");
}

function argumentCases(verbs: readonly Verb[]): string {
	return shown(verbs)
		.map((verb) => {
			const { kind, choices } = argumentOf(verb);
			const command = completing(kind, choices);
			return command === "" ? "" : `		${verb.name}) ${command};;\n`;
		})
		.join("");
}

function completing(
	kind: ReturnType<typeof kindOf>,
	choices: readonly string[],
): string {
	if (choices.length > 0) return `_catq_words "${choices.join(" ")}" "$cur"; `;
	switch (kind) {
		case "uow":
			return '_catq_names "$cur"; ';
		case "file":
			return '_catq_files -f "$cur"; ';
		case "dir":
			return '_catq_files -d "$cur"; ';
		case "other":
			return "";
	}
}
