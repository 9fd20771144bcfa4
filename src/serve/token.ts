/** The secret of a server: from a file that nobody else can read, or made. */
import { randomBytes } from "node:crypto";
import * as files from "../disk/files.ts";
import { createWhole } from "../disk/steps.ts";

/** Bytes of the file; characters of a token. */
const LONGEST_FILE = 4096;
const TOKEN = /^[\x21-\x7e]{16,512}$/;

export function newToken(): string {
	return randomBytes(32).toString("base64url");
}

/** Its token; the file is made where there is none. Throws what is wrong with it, in words. */
export function tokenIn(file: string): string {
	if (files.look(file) === undefined)
		createWhole(file, `${newToken()}\n`, 0o600);
	const fd = files.openAsIs(file);
	try {
		const wrong = wrongWith(files.statusOf(fd));
		if (wrong !== undefined) throw new Error(`${file}: ${wrong}`);
		const buffer = Buffer.alloc(LONGEST_FILE);
		const text = buffer.toString("utf8", 0, files.readAt(fd, buffer, 0)).trim();
		if (!TOKEN.test(text))
			throw new Error(
				`${file}: a token is one word of 16 to 512 letters, digits and signs`,
			);
		return text;
	} finally {
		files.close(fd);
	}
}

function wrongWith({
	mode,
	uid,
	...stats
}: ReturnType<typeof files.statusOf>): string | undefined {
	if ((mode & 0o170000) !== 0o100000) return "it is no regular file";
	if (uid !== 0 && uid !== process.geteuid?.())
		return "it belongs to somebody else";
	if ((mode & 0o077) !== 0) return "others can read it: chmod 600 it";
	return stats.size > LONGEST_FILE ? "it is too long" : undefined;
}
