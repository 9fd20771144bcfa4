/** scripts/bench: catq beside its peers, on the same work, in one run. */
import { parseArgs } from "node:util";
import { load, machine } from "./machine.ts";
import { PARTS } from "./parts.ts";
import type { TargetName } from "./targets.ts";
import { verdicts } from "./verdicts.ts";

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		rounds: { type: "string", default: "5" },
		small: { type: "boolean", default: false },
		help: { type: "boolean", default: false },
	},
});
const unknown = positionals.filter(
	(name) => !PARTS.some((part) => part.name === name),
);
const rounds = Number(values.rounds);
if (values.help || unknown.length > 0 || !(rounds >= 1)) {
	for (const name of unknown) console.log(`there is no part "${name}"`);
	console.log("scripts/bench [--rounds N] [--small] [PART...]\n");
	for (const part of PARTS)
		console.log(
			`  ${part.name.padEnd(10)} ${part.about}${part.onRequest ? " (only where it is named)" : ""}`,
		);
	process.exit(values.help ? 0 : 64);
}
for (const line of machine()) console.log(line);
console.log(
	`${rounds} rounds${values.small ? ", SMALL: these figures say nothing" : ""}`,
);
const found = new Map<TargetName, number>();
let failed = false;
for (const part of PARTS) {
	if (
		positionals.length > 0
			? !positionals.includes(part.name)
			: part.onRequest === true
	)
		continue;
	const before = load();
	console.log(`\n== ${part.name}: ${part.about}`);
	try {
		await part.run({
			rounds,
			small: values.small,
			say: (line) => console.log(line),
			found: (name, value) => void found.set(name, value),
		});
	} catch (error) {
		// The others are worth their time all the same.
		failed = true;
		console.log(`FAILED ${error instanceof Error ? error.stack : error}`);
	}
	console.log(`(before: ${before}; after: ${load()})`);
}
if (found.size > 0) {
	console.log("\n== targets");
	const which = positionals.length === 0 ? "all" : "measured";
	for (const line of verdicts(found, which)) console.log(line);
}
// A server that a peer left behind may still hold our output.
process.exit(failed ? 1 : 0);
