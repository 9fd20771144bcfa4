/** scripts/bench: catq beside its peers, on the same work, in one run. */
import os from "node:os";
import { parseArgs } from "node:util";
import { PARTS } from "./parts.ts";

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
		console.log(`  ${part.name.padEnd(10)} ${part.about}`);
	process.exit(values.help ? 0 : 64);
}
console.log(
	`${new Date().toISOString()}, Node ${process.versions.node}, Linux ${os.release()}, ${os.cpus().length} cores, load ${os.loadavg()[0]?.toFixed(1)}, ${rounds} rounds`,
);
for (const part of PARTS) {
	if (positionals.length > 0 && !positionals.includes(part.name)) continue;
	console.log(`\n== ${part.name}: ${part.about}`);
	await part.run({
		rounds,
		small: values.small,
		say: (line) => console.log(line),
	});
}
// A server that a peer left behind may still hold our output.
process.exit(0);
