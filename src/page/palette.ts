/** The colours of a terminal, as they stand on the dark ground of a log. */

/** Chosen to be read on that ground; black is a grey there. */
const NAMED: readonly (readonly [string, string])[] = [
	["black", "#7d8590"],
	["red", "#ff7b72"],
	["green", "#5fd07a"],
	["yellow", "#e3b341"],
	["blue", "#6cb0ff"],
	["magenta", "#d6a0ff"],
	["cyan", "#56d4dd"],
	["white", "#d5dae1"],
	["bright-black", "#9aa4b0"],
	["bright-red", "#ffa198"],
	["bright-green", "#8ae99c"],
	["bright-yellow", "#f5d67b"],
	["bright-blue", "#a0cdff"],
	["bright-magenta", "#e6c4ff"],
	["bright-cyan", "#8be9f0"],
	["bright-white", "#ffffff"],
];

/** As grounds: dark enough for light text, other than the bright ones. */
const GROUNDS: Readonly<Record<string, string>> = {
	black: "#000000",
	red: "#8e1519",
	green: "#17572a",
	yellow: "#6b4a00",
	blue: "#123f80",
	magenta: "#57287d",
	cyan: "#0f5257",
	white: "#d5dae1",
	"bright-black": "#4a525c",
	"bright-red": "#c93c37",
	"bright-green": "#2f8f46",
	"bright-yellow": "#f5d67b",
	"bright-blue": "#2f70c0",
	"bright-magenta": "#8a4fc0",
	"bright-cyan": "#1f8a92",
	"bright-white": "#ffffff",
};

const LEVELS = [0, 95, 135, 175, 215, 255];
const hex = (value: number) => value.toString(16).padStart(2, "0");

/** Numbers 16 to 255: a cube of six steps a colour, then greys. */
function numbered(): [number, string][] {
	const cube = LEVELS.flatMap((red) =>
		LEVELS.flatMap((green) =>
			LEVELS.map((blue) => `#${hex(red)}${hex(green)}${hex(blue)}`),
		),
	);
	const greys = Array.from(
		{ length: 24 },
		(_, i) => `#${hex(8 + 10 * i).repeat(3)}`,
	);
	return [...cube, ...greys].map((colour, i) => [16 + i, colour]);
}

/** The number that comes next to `255, 128, 0`. */
export function nearest(rgb: string): string | undefined {
	const parts = rgb.split(",").map(Number);
	if (parts.length !== 3 || !parts.every((part) => part >= 0 && part <= 255))
		return undefined;
	const [red = 0, green = 0, blue = 0] = parts.map(stepOf);
	return String(16 + 36 * red + 6 * green + blue);
}

function stepOf(value: number): number {
	const away = LEVELS.map((level) => Math.abs(level - value));
	return away.indexOf(Math.min(...away));
}

/** Every class that a log can have. */
export function paletteRules(): string {
	const light = ["white", "bright-white", "bright-yellow"];
	return [
		...NAMED.map(([name, colour]) => `.f-${name}{color:${colour}}`),
		...NAMED.map(
			([name]) =>
				`.b-${name}{background:${GROUNDS[name] ?? "none"}${light.includes(name) ? ";color:#0d1117" : ""}}`,
		),
		...numbered().flatMap(([number, colour]) => [
			`.f-${number}{color:${colour}}`,
			`.b-${number}{background:${colour}}`,
		]),
	].join("\n");
}
