/**
 * `fire-process.js ORDER`: a Monitor under fire as a process of its own. It is the
 * leader of a group and is killed with all of it: what it started must be on its
 * own. A life that met nothing ends by printing its Report.
 */
import { spawn } from "node:child_process";
import { live, type Order } from "./fire.ts";

const order = JSON.parse(process.argv[2] ?? "") as Order;
const report = await live(order, {
	now: () => {
		process.kill(-process.pid, "SIGKILL");
		for (;;);
	},
	in: (milliseconds) => {
		const kill = `sleep ${milliseconds / 1000}; kill -s KILL -- -${process.pid}`;
		const options = { detached: true, stdio: "ignore" } as const;
		spawn("/bin/sh", ["-c", kill], options).unref();
	},
});
console.log(JSON.stringify(report));
process.exit(report.code);
