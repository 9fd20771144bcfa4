/**
 * Files that whoever started the Monitor left open for it. Jobs would inherit
 * them, and keep a pipe or a lock of somebody else's alive. Node's own files
 * are all marked close-on-exec; what is not marked came from outside.
 */
import fs from "node:fs";

const CLOSE_ON_EXEC = 0o2000000;

/** Closes all but stdin, stdout and stderr. Call first of all. */
export function closeInherited(): void {
	for (const name of fs.readdirSync("/proc/self/fd")) {
		const fd = Number(name);
		if (fd <= 2 || isCloseOnExec(fd)) continue;
		try {
			fs.closeSync(fd);
		} catch {
			// The one that listed the folder: gone already.
		}
	}
}

function isCloseOnExec(fd: number): boolean {
	try {
		const info = fs.readFileSync(`/proc/self/fdinfo/${fd}`, "utf8");
		const flags = /^flags:\s*(\d+)/m.exec(info)?.[1] ?? "0";
		return (Number.parseInt(flags, 8) & CLOSE_ON_EXEC) !== 0;
	} catch {
		return true;
	}
}
