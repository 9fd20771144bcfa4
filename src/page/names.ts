/** What the files of the page are called: from ids and folders, never from somebody's names. */
import type { Place } from "../text/places.ts";

export const INDEX = "index.html";
export const STYLE = "style.css";

/** Folders that have pages of their own. */
export const SHOWN = [
	"priority-q",
	"wait-q",
	"done-q",
	"error-q",
	"fail-q",
] as const satisfies readonly Place[];
export type ShownPlace = (typeof SHOWN)[number];

export function uowFile(id: number): string {
	return `uow-${id}.html`;
}

/** `number` counts from 1. */
export function folderFile(place: ShownPlace, number: number): string {
	return number === 1 ? `${place}.html` : `${place}-${number}.html`;
}

const OURS = new RegExp(
	`^(?:index|uow-\\d{1,15}|(?:${SHOWN.join("|")})(?:-\\d{1,9})?)\\.html(?:\\.new)?$|^style\\.css(?:\\.new)?$`,
);

/** Whether a file beside them is one that some Monitor posted, or was about to. */
export function isPage(name: string): boolean {
	return OURS.test(name);
}
