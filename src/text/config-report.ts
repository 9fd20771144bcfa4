/** The configuration in force as people read it: the answer to CONFIG. */
import { type Config, KEYS, valueAt } from "./config.ts";
import { spelt } from "./notation.ts";
import { sizeText } from "./quantity.ts";
import { visible } from "./visible.ts";

/** Keys whose value is in bytes. */
const SIZES = ["min free memory", "min free disk", "max log", "says size"];

/** One line per key, in the notation of monitor.config.txt, then the job types. */
export function configText(config: Config): string {
	const keys = KEYS.map((key) => {
		const value = valueAt(config, key.path);
		return `${key.name} :: ${valueText(key.name, value)}`;
	});
	const types = [...config.jobTypes.values()].map((type) => {
		const needs =
			type.required.length > 0
				? `, needs ${type.required.map(spelt).join(", ")}`
				: "";
		return `job type ${type.name}: ${type.words.map((word) => (/[\s"']/.test(word) || word === "" ? JSON.stringify(word) : word)).join(" ")}${needs}`;
	});
	return ["the configuration in force", ...keys, ...types]
		.map(visible)
		.join("\n");
}

function valueText(name: string, value: unknown): string {
	if (value === undefined) return "none";
	if (typeof value === "boolean") return value ? "yes" : "no";
	if (Array.isArray(value))
		return value.length === 0
			? "none"
			: value.join(name === "environment" ? ", " : " ");
	return typeof value === "number" && SIZES.includes(name)
		? sizeText(value).replace(/ (B$)?|B$/g, "")
		: String(value);
}
