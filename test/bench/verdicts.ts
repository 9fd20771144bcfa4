/** Figures beside the targets they are held against. */
import { short, table } from "./figures.ts";
import { TARGETS, type Target, type TargetName } from "./targets.ts";

export type Found = ReadonlyMap<TargetName, number>;

export function verdictOn(
	{ least, aim, better }: Target,
	value: number | undefined,
): "not measured" | "not met" | "met" | "aim met" {
	if (value === undefined || Number.isNaN(value)) return "not measured";
	const reaches = (mark: number) =>
		better === "more" ? value >= mark : value <= mark;
	if (reaches(aim)) return "aim met";
	return reaches(least) ? "met" : "not met";
}

/** Lines of a table of all targets, or of those that were measured. */
export function verdicts(found: Found, which: "all" | "measured"): string[] {
	const names = (Object.keys(TARGETS) as TargetName[]).filter(
		(name) => which === "all" || found.has(name),
	);
	return table(
		["target", "measured", "at least", "aim", ""],
		names.map((name) => {
			const target: Target = TARGETS[name];
			const value = found.get(name);
			const sign = target.better === "more" ? "≥" : "≤";
			return [
				target.what,
				value === undefined ? "-" : `${short(value)} ${target.unit}`,
				`${sign} ${target.least}`,
				`${sign} ${target.aim}`,
				verdictOn(target, value),
			];
		}),
	);
}
