/** The configuration as it stands in its file; the one before where that has become wrong. Folders stay where they were at the start. */
import * as files from "../disk/files.ts";
import type { Paths } from "../disk/paths.ts";
import { loadConfig } from "../spool/config-file.ts";
import type { Config } from "../text/config.ts";

export class CurrentConfig {
	readonly #paths: Paths;
	#config: Config;
	#version: string;

	constructor(paths: Paths, config: Config) {
		this.#paths = paths;
		this.#config = config;
		this.#version = this.#now();
	}

	read(): Config {
		const version = this.#now();
		if (version === this.#version) return this.#config;
		this.#version = version;
		const read = loadConfig(this.#paths.config);
		if (read.ok) this.#config = read.config;
		return this.#config;
	}

	#now(): string {
		const stats = files.look(this.#paths.config);
		return stats === undefined ? "" : files.versionOf(stats);
	}
}
