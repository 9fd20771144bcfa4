/** What a table must say of where and of what it was taken. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import { short } from "./figures.ts";

/** The first line that a program prints; nothing where it fails. */
function says(program: string, ...words: string[]): string {
	const { status, stdout } = spawnSync(program, words, { encoding: "utf8" });
	return status === 0 ? (stdout.split("\n")[0]?.trim() ?? "") : "";
}

function debianVersion(): string {
	try {
		return `Debian ${fs.readFileSync("/etc/debian_version", "utf8").trim()}`;
	} catch {
		return "not Debian";
	}
}

const packageVersion = (name: string) =>
	`${name} ${says("dpkg-query", "-W", "-f", `$${"{Version}"}`, name) || "is not there"}`;

/** The load of the last minute and of the last five: where it is high, no figure says much. */
export function load(): string {
	const [one = 0, five = 0] = os.loadavg();
	return `load ${short(one)} (5 min: ${short(five)})`;
}

export function machine(): string[] {
	const commit = says("git", "rev-parse", "--short=12", "HEAD");
	const changed = says("git", "status", "--porcelain", "src", "test", "bin");
	const cpu = os.cpus()[0]?.model.trim() ?? "";
	return [
		`${new Date().toISOString()}, catq ${commit}${changed === "" ? "" : " and changes"}`,
		`Node ${process.versions.node}, Linux ${os.release()}, ${debianVersion()}`,
		["task-spooler", "nq", "eatmydata"].map(packageVersion).join(", "),
		`${os.cpus().length} cores (${cpu}), ${short(os.totalmem() / 2 ** 30)} GiB, ${says("findmnt", "-n", "-o", "FSTYPE", "-T", os.tmpdir())}, ${load()}`,
	];
}
