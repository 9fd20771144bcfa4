/** The man pages: made from the tables, whole, and without a complaint of groff. */
import { spawnSync } from "node:child_process";
import test from "ava";
import { EXIT } from "../../src/cli/exit.ts";
import { VERBS } from "../../src/cli/verbs.ts";
import { CONTROL_VERBS } from "../../src/control/verbs.ts";
import { spellings } from "../../src/manual/flags.ts";
import { HEADER_MEANS } from "../../src/manual/header-means.ts";
import { MANUAL_VERBS } from "../../src/manual/verbs.ts";
import { SERVE_VERBS } from "../../src/serve/verbs.ts";
import { KEYS } from "../../src/text/config.ts";
import { spelt } from "../../src/text/notation.ts";
import { UOW_VERBS } from "../../src/uows/verbs.ts";
import { catq } from "../helpers/daemon.ts";

const groff = (source: string) =>
	spawnSync("groff", ["-man", "-ww", "-Tascii", "-P-cbou", "-rLL=200n"], {
		encoding: "utf8",
		input: source,
	});
const withGroff = groff("").error === undefined ? test : test.skip;

const ALL = [
	...UOW_VERBS,
	...VERBS,
	...CONTROL_VERBS,
	...SERVE_VERBS,
	...MANUAL_VERBS,
];

withGroff("the man pages name all that their tables have", (t) => {
	const textOf = (name: string) => {
		const { code, out } = catq(["man", name]);
		t.is(code, 0);
		const { stdout, stderr } = groff(out);
		t.is(stderr, "", name);
		return stdout;
	};
	const command = textOf("catq.1");
	for (const { name, options = [], hidden } of ALL)
		if (hidden !== true)
			for (const word of [name, ...options.flatMap(spellings)])
				t.regex(command, new RegExp(`^ +(.*, )?${word}\\b`, "m"), word);
	for (const code of Object.values(EXIT))
		t.regex(command, new RegExp(`^ +${code} +\\w`, "m"));
	const uow = textOf("catq-uow.5");
	for (const key of Object.keys(HEADER_MEANS))
		t.regex(uow, new RegExp(`^ +${spelt(key)}( |$)`, "m"), key);
	t.regex(uow, /^ +==== UNIT OF WORK\n +COMMAND :: /m);
	const config = textOf("catq-config.5");
	for (const { name } of KEYS)
		t.regex(config, new RegExp(`^ +${name}( |$)`, "m"), name);
	t.is(catq(["man", "nothing"]).code, 64);
});
