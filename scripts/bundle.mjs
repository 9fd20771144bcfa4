/**
 * Makes dist/bin/catq.cjs of the built modules: what every verb begins with, and the
 * verbs that are used in loops, as one file, since Node takes a millisecond for each
 * module. Whatever else is loaded late stays a module of dist/src.
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const BUNDLE = path.join(DIST, "bin/catq.cjs");

/** Of what is loaded late, these are in it. */
const QUICK = [
	"cli/feedback.js",
	"cli/history.js",
	"cli/kill.js",
	"cli/list.js",
	"cli/reserve.js",
	"control/about-monitor.js",
	"control/about-uow.js",
	"control/explain.js",
	"control/status.js",
	"uows/add.js",
	"uows/follow.js",
	"uows/log.js",
	"uows/run.js",
	"uows/show.js",
	"uows/wait.js",
].map((file) => path.join(DIST, "src", file));

/** @type {import("esbuild").Plugin} */
const late = {
	name: "late",
	setup({ onResolve }) {
		onResolve({ filter: /^\./ }, ({ kind, path: target, resolveDir }) => {
			const file = path.resolve(resolveDir, target);
			return kind === "dynamic-import" && !QUICK.includes(file)
				? { path: path.relative(path.dirname(BUNDLE), file), external: true }
				: undefined;
		});
	},
};

await build({
	entryPoints: [path.join(DIST, "src/cli.js")],
	outfile: BUNDLE,
	bundle: true,
	platform: "node",
	format: "cjs",
	target: "node20",
	minifySyntax: true,
	legalComments: "inline",
	logLevel: "warning",
	external: ["string-width"],
	define: { "import.meta.url": "here" },
	banner: { js: 'const here = require("node:url").pathToFileURL(__filename);' },
	plugins: [late],
});
