/** A wall clock that can be set for one process: libfaketime, its monotonic clock left true. */
import fs from "node:fs";
import path from "node:path";

/** A clock that can be set; the file is replaced whole, so that no reader sees half of it. */
export class FakeClock {
	hours = 0;
	readonly #file: string;
	constructor(folder: string) {
		this.#file = path.join(folder, "clock");
		this.set(0);
	}
	set(hours: number): void {
		this.hours = hours;
		fs.writeFileSync(`${this.#file}.new`, `${hours < 0 ? "" : "+"}${hours}h\n`);
		fs.renameSync(`${this.#file}.new`, this.#file);
	}
	environment(library: string): NodeJS.ProcessEnv {
		return {
			LD_PRELOAD: library,
			FAKETIME_TIMESTAMP_FILE: this.#file,
			FAKETIME_NO_CACHE: "1",
			FAKETIME_DONT_FAKE_MONOTONIC: "1",
			NO_FAKE_STAT: "1",
		};
	}
}

/** The library of the Debian package libfaketime, on any architecture. */
export function findLibrary(): string | undefined {
	const roots = ["/usr/lib", "/usr/lib64", "/usr/local/lib"];
	const folders = roots.flatMap((root) =>
		fs.existsSync(root)
			? [root, ...fs.readdirSync(root).map((name) => path.join(root, name))]
			: [],
	);
	return folders
		.map((folder) => path.join(folder, "faketime", "libfaketimeMT.so.1"))
		.find((file) => fs.existsSync(file));
}
