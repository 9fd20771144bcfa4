/** scripts/campaign: runs parts of the campaign and prints what they found. */
import { parseArgs } from "node:util";
import { closeArenas } from "./arenas.ts";
import type { Outcome, Part } from "./part.ts";
import { PARTS } from "./parts.ts";

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		seed: { type: "string", default: "1" },
		short: { type: "boolean", default: false },
		help: { type: "boolean", default: false },
	},
});
const chosen = PARTS.filter(
	(part) => positionals.length === 0 || positionals.includes(part.name),
);
const unknown = positionals.filter(
	(name) => !PARTS.some((part) => part.name === name),
);
if (values.help || unknown.length > 0) {
	for (const name of unknown) console.log(`there is no part "${name}"`);
	console.log("scripts/campaign [--seed N] [--short] [PART...]\n");
	for (const part of PARTS)
		console.log(`  ${part.name.padEnd(14)} ${part.about}`);
	process.exit(unknown.length > 0 ? 64 : 0);
}
const seed = Number(values.seed);
if (!Number.isInteger(seed)) {
	console.log(`--seed: expected a whole number, found "${values.seed}"`);
	process.exit(64);
}
let violations = 0;
for (const part of chosen) {
	violations += await show(part);
	closeArenas();
}
process.exit(violations > 0 ? 1 : 0);

async function show(part: Part): Promise<number> {
	const begun = performance.now();
	console.log(`== ${part.name}: ${part.about} (seed ${seed})`);
	const outcome: Outcome = await part.run({
		seed,
		short: values.short,
		say: (line) => console.log(`   ${line}`),
	});
	for (const line of outcome.figures) console.log(`   ${line}`);
	for (const line of outcome.violations.slice(0, 50))
		console.log(`   VIOLATION ${line}`);
	if (outcome.skipped !== undefined)
		console.log(`   SKIPPED ${outcome.skipped}`);
	const seconds = ((performance.now() - begun) / 1000).toFixed(0);
	console.log(
		`${part.name}: ${outcome.points} points, ${outcome.violations.length} violations (${seconds} s)`,
	);
	return outcome.violations.length;
}
