/**
 * File names are bytes. Those that are UTF-8 are strings; of others each byte
 * above ASCII becomes a lone surrogate, so that the very same file can be named
 * again and no other.
 */
import fs from "node:fs";
import { step } from "./tap.ts";

const FIRST = 0xdc80;
// "u": lone ones only, not the second half of an emoji.
const ESCAPED = /[\udc80-\udcff]/u;

/** The names in a folder, in no order. */
export function namesIn(folder: string): string[] {
	const names = step("list", folder, () => fs.readdirSync(folder, "utf8"));
	// As bytes they take several times as long: only where some are no UTF-8.
	return names.some((name) => name.includes("\ufffd"))
		? step("list", folder, () => fs.readdirSync(folder, "buffer")).map(nameOf)
		: names;
}

/** The same, in pieces: to list a hundred thousand at once takes memory that is never given back. */
export function manyNamesIn(folder: string): string[] {
	const names = step("list", folder, () => {
		const open = fs.opendirSync(folder, { bufferSize: 1024 });
		try {
			const all: string[] = [];
			for (let entry = open.readSync(); entry !== null; entry = open.readSync())
				all.push(entry.name);
			return all;
		} finally {
			open.closeSync();
		}
	});
	return names.some((name) => name.includes("\ufffd"))
		? namesIn(folder)
		: names;
}

/** The same, one by one: for folders of any size in little memory. */
export function* eachNameIn(folder: string): Generator<string> {
	// Node can give names as bytes; its types do not say so.
	const encoding = "buffer" as BufferEncoding;
	const open = fs.opendirSync(folder, { encoding, bufferSize: 1024 });
	try {
		for (let entry = open.readSync(); entry !== null; entry = open.readSync())
			yield nameOf(entry.name as unknown as Buffer);
	} finally {
		open.closeSync();
	}
}

export function nameOf(bytes: Buffer): string {
	const text = bytes.toString("utf8");
	if (!text.includes("\ufffd") || Buffer.from(text).equals(bytes)) return text;
	return Array.from(bytes, (byte) =>
		String.fromCharCode(byte < 0x80 ? byte : FIRST - 0x80 + byte),
	).join("");
}

/** Whether its bytes are not UTF-8. */
export function isForeign(name: string): boolean {
	return ESCAPED.test(name);
}

/** The path of a name in a folder, as the file system wants it. */
export function pathOf(folder: string, name: string): string | Buffer {
	if (!isForeign(name)) return `${folder}/${name}`;
	const bytes = Array.from(name, (char) => {
		const code = char.charCodeAt(0);
		return code >= FIRST && code <= 0xdcff ? code - FIRST + 0x80 : code;
	});
	return Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(bytes)]);
}

/** A name that every program can show: foreign bytes as `%XX`. */
export function portable(name: string): string {
	return isForeign(name)
		? Array.from(name, (char) =>
				ESCAPED.test(char)
					? `%${(char.charCodeAt(0) - FIRST + 0x80).toString(16).toUpperCase()}`
					: char,
			).join("")
		: name;
}
