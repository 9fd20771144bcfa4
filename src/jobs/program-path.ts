/** Where programs are. */
import fs from "node:fs";

/** The path of a program as the job's PATH finds it; undefined where it does not. */
export function programPath(
	word: string,
	path: string,
	directory: string,
): string | undefined {
	if (word.includes("/"))
		return isProgram(word.startsWith("/") ? word : `${directory}/${word}`)
			? word
			: undefined;
	return path
		.split(":")
		.filter((folder) => folder.startsWith("/"))
		.map((folder) => `${folder}/${word}`)
		.find(isProgram);
}

function isProgram(path: string): boolean {
	// An error costs more than fifty looks: most folders of a PATH do not have it.
	if (!fs.existsSync(path)) return false;
	try {
		fs.accessSync(path, fs.constants.X_OK);
		return fs.statSync(path).isFile();
	} catch {
		return false;
	}
}
