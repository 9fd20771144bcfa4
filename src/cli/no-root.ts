/** Words for a folder that is no queue root, or may not be looked into. */
import fs from "node:fs";
import { codeOf } from "../disk/files.ts";

export function noRootText(root: string): string {
	return canEnter(root)
		? `${root} is no queue root; "catq init ${root}" makes one`
		: `${root} cannot be looked into: you may not enter it`;
}

/** A folder that is there, and closed to this user, looks like none. */
function canEnter(root: string): boolean {
	try {
		fs.accessSync(root, fs.constants.X_OK);
		return true;
	} catch (error) {
		return codeOf(error) !== "EACCES";
	}
}
