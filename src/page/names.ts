/** What the files of the page are called: from ids and folders, never from somebody's names. */
import type { Place } from "../text/places.ts";

export const INDEX = "index.html";
export const STYLE = "style.css";
/** These are served only: what is posted has none of them. */
export const TASKS = "tasks.html";
export const TASK = "task.html";
export const SCRIPT = "live.js";

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

/** `number` counts from 1. */
export function tasksFile(number: number): string {
	return number === 1 ? TASKS : `${TASKS}?page=${number}`;
}

/** Whatever the name is, it leads nowhere else. */
export function taskFile(taskName: string): string {
	return `${TASK}?${new URLSearchParams({ name: taskName })}`;
}

const OURS = new RegExp(
	`^(?:index|uow-\\d{1,15}|(?:${SHOWN.join("|")})(?:-\\d{1,9})?)\\.html(?:\\.new)?$|^style\\.css(?:\\.new)?$`,
);

/** Whether a file beside them is one that some Monitor posted, or was about to. */
export function isPage(name: string): boolean {
	return OURS.test(name);
}

/** What a file of the page shows. */
export type Named =
	| { readonly kind: "index" | "style" }
	| { readonly kind: "uow"; readonly id: number }
	| {
			readonly kind: "folder";
			readonly place: ShownPlace;
			readonly number: number;
	  };

const UOW = /^uow-([1-9]\d{0,14})\.html$/;
const FOLDER = new RegExp(`^(${SHOWN.join("|")})(?:-([1-9]\\d{0,8}))?\\.html$`);

/** Undefined for what is no page. */
export function named(file: string): Named | undefined {
	if (file === INDEX) return { kind: "index" };
	if (file === STYLE) return { kind: "style" };
	const id = UOW.exec(file)?.[1];
	if (id !== undefined) return { kind: "uow", id: Number(id) };
	const [, folder, number = "1"] = FOLDER.exec(file) ?? [];
	const place = SHOWN.find((one) => one === folder);
	return place && { kind: "folder", place, number: Number(number) };
}
