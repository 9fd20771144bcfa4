/** Completion for zsh. */
import type { Option, Verb } from "../cli/verb.ts";
import {
	argumentOf,
	flagsOf,
	HELP,
	type Kind,
	kindOf,
	optionsOf,
	ROOT,
	shown,
	spellings,
} from "./flags.ts";

export function zshScript(verbs: readonly Verb[]): string {
	const all = shown(verbs);
	return `#compdef catq
# zsh completion for catq; made by: catq completion zsh
_catq_names() {
	local -a names
	names=("\${(@f)$("$_catq_program" "\${_catq_root[@]}" names -- "\${(Q)PREFIX}" 2> /dev/null)}")
	[[ -n "\${names[1]}" ]] && compadd -a names
}
_catq() {
	local context state state_descr line _catq_program=$words[1]
	typeset -A opt_args
	local -a _catq_root verbs
	verbs=(
${all.map((verb) => `		${quoted(`${verb.name}:${verb.about}`)}\n`).join("")}	)
	_arguments -C ${[ROOT, HELP].flatMap(specsOf).join(" ")} '1: :->verb' '*:: :->rest'
	[[ -n "\${opt_args[--root]}" ]] && _catq_root=(--root "\${(Q)opt_args[--root]}")
	case $state in
		verb) _describe -t verbs verb verbs ;;
		rest)
			case $words[1] in
${all.map(restCase).join("")}			esac
			;;
	esac
}
if [[ "$funcstack[1]" = _catq ]]; then _catq "$@"; else compdef _catq catq; fi
`;
}

function restCase(verb: Verb): string {
	const { kind, choices } = argumentOf(verb);
	const does = actionOf(kind, choices);
	const rest = does === "" ? [] : [quoted(`*:${kind}:${does}`)];
	const specs = [...optionsOf(verb).flatMap(specsOf), ...rest];
	return `				${verb.name}) _arguments ${specs.join(" ")} ;;\n`;
}

/** One for each spelling; a value is asked for where it takes one. */
function specsOf(option: Option): string[] {
	const { value } = flagsOf(option);
	const about = option.about.replace(/[[\]]/g, "").replaceAll(":", "\\:");
	const asks =
		value === undefined
			? ""
			: `:${value}:${actionOf(kindOf(value), option.choices ?? [])}`;
	return spellings(option).map((word) => quoted(`${word}[${about}]${asks}`));
}

function actionOf(kind: Kind, choices: readonly string[]): string {
	if (choices.length > 0) return `(${choices.join(" ")})`;
	switch (kind) {
		case "uow":
			return "_catq_names";
		case "file":
			return "_files";
		case "dir":
			return "_files -/";
		case "other":
			return "";
	}
}

function quoted(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}
