/** The cgroups of this machine, as tests need them. */
import fs from "node:fs";
import { folderIn, mountOf } from "../../src/jobs/cgroup.ts";

const linesOf = (file: string) => fs.readFileSync(file, "utf8").split("\n");
const mount = mountOf(linesOf("/proc/self/mountinfo"));

/** Where cgroup v2 is mounted. */
export const CGROUPS = mount?.point;

/** The cgroup in which tests run, and the Monitors they start. */
export const OWN_CGROUP =
	mount && folderIn(mount, linesOf("/proc/self/cgroup"));

/** Whether a Monitor started here can make cgroups. */
export function canMakeCgroups(): boolean {
	const probe = `${OWN_CGROUP}/catq-test-${process.pid}`;
	try {
		fs.mkdirSync(probe);
		fs.rmdirSync(probe);
		return true;
	} catch {
		return false;
	}
}

/** Words before a Monitor that take its cgroups away (only root can say them). */
export function withoutCgroups(): string[] {
	if (CGROUPS === undefined) return [];
	const readOnly = `mount --bind ${CGROUPS} ${CGROUPS} && mount -o remount,ro,bind ${CGROUPS} && exec "$@"`;
	return ["unshare", "-m", "sh", "-c", readOnly, "sh"];
}
