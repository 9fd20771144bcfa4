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

type Rgb = readonly number[];

const LEVELS = [0, 95, 135, 175, 215, 255];
/** The ground of a log, and text on light grounds. */
const DARK: Rgb = [13, 17, 23];
/** As WCAG has it: what large text needs at least. Colours that are darker are made lighter, step by step. */
const LEAST_CONTRAST = 3;
/** Grounds that are lighter carry dark text. */
const LIGHT_GROUND = 0.3;

/** Numbers 16 to 255: a cube of six steps a colour, then greys. */
function numbered(): [number, Rgb][] {
	const cube = LEVELS.flatMap((red) =>
		LEVELS.flatMap((green) => LEVELS.map((blue): Rgb => [red, green, blue])),
	);
	const greys = Array.from({ length: 24 }, (_, i): Rgb => {
		const grey = 8 + 10 * i;
		return [grey, grey, grey];
	});
	return [...cube, ...greys].map((colour, i) => [16 + i, colour]);
}

const hex = (colour: Rgb) =>
	`#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;

/** From 0 to 1, as an eye sees it. */
function luminance(colour: Rgb): number {
	const [red = 0, green = 0, blue = 0] = colour.map((part) =>
		part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
	);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function readable(colour: Rgb): Rgb {
	const contrast = (luminance(colour) + 0.05) / (luminance(DARK) + 0.05);
	if (contrast >= LEAST_CONTRAST) return colour;
	return readable(colour.map((part) => Math.ceil(part + (255 - part) / 8)));
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

/** Every class that a log can have. Text comes last: where a program chose it for its ground, it holds. */
export function paletteRules(): string {
	const light = ["white", "bright-white", "bright-yellow"];
	const dark = `;color:${hex(DARK)}`;
	return [
		...NAMED.map(
			([name]) =>
				`.b-${name}{background:${GROUNDS[name] ?? "none"}${light.includes(name) ? dark : ""}}`,
		),
		...numbered().map(
			([number, colour]) =>
				`.b-${number}{background:${hex(colour)}${luminance(colour) > LIGHT_GROUND ? dark : ""}}`,
		),
		...NAMED.map(([name, colour]) => `.f-${name}{color:${colour}}`),
		...numbered().map(
			([number, colour]) => `.f-${number}{color:${hex(readable(colour))}}`,
		),
	].join("\n");
}
