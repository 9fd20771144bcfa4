/** catq top in a real terminal: tmux draws it, and presses the keys. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import test from "ava";
import { CLI, startMonitor } from "../helpers/daemon.ts";
import { makeRoot, shell } from "../helpers/root.ts";
import { openTerminal, type Terminal } from "../helpers/terminal.ts";
import { until } from "../helpers/until.ts";

/** Moves to the line of this name. */
async function select(
	{ press, screen, shows }: Terminal,
	name: string,
): Promise<void> {
	const selected = () => /^> .*(steady|quiet|next) /m.exec(screen())?.[1];
	press("Home");
	await shows(/ RUNNING .*\n> /);
	for (let now = selected(); now !== name; ) {
		const before = now;
		press("Down");
		now = await until("the next", selected, (seen) => seen !== before);
	}
}

test("tmux, in which the live screen is tried, is there", (t) => {
	t.is(
		spawnSync("tmux", ["-V"]).error,
		undefined,
		"install tmux (Debian package tmux); .ci/run does",
	);
});

test("top shows what happens without a key, and kills, holds, follows and ends by keys", async (t) => {
	const root = await makeRoot(t, "slots :: 2\nsettle seconds :: 0\n");
	await startMonitor(t, root);
	const steps = `while [ ! -e $UOW_ROOT/go ]; do sleep 0.1; done; echo "[progress]60" >> $UOW_FEEDBACK`;
	root.drop(
		"wait-q",
		"steady",
		shell(
			`echo "[progress]20" >> $UOW_FEEDBACK; echo line-1; ${steps}; echo line-2; exec sleep 600`,
			"FEEDBACK :: 10m",
		),
	);
	await until("it runs", () => root.status("currently-executing", "steady"));
	root.drop("wait-q", "quiet", shell("exec sleep 600", "FEEDBACK :: 8s"));
	root.drop("wait-q", "next", shell("true", "NOT BEFORE :: 2099-01-01"));
	const terminal = openTerminal(t, root);
	const { press, shows, resize } = terminal;

	press(`clear; ${process.execPath} ${CLI} --root ${root.root} top`, "Enter");
	await shows(/steady .*RUNNING +\[##-+\] 20%/);
	await shows(/TURN +ID +WAITING 1 .*\n.* next +wait-q +WAITING: not before/);
	// On a machine that is busy it may be seen only once it is over with it.
	await shows(/quiet .*(SILENT|STALLED|no feedback)/);
	fs.writeFileSync(`${root.root}/go`, "");
	await shows(/steady .*\[######----\] 60%/);

	await select(terminal, "steady");
	press("Enter");
	await shows(/^steady +currently-executing: RUNNING .*\nline-1\nline-2\n/);
	press("q");
	await shows(/ID +RUNNING/);

	press("p");
	await shows(/paused, \d of 2 slots taken[\s\S]*no further job is started/);
	await select(terminal, "next");
	press("h");
	await shows(/next .*HELD[\s\S]*next is held until RELEASE/);
	t.is(root.status("wait-q", "next"), "HELD: by request");
	press("r");
	await shows(/next waits for its turn/);

	await select(terminal, "steady");
	press("x");
	await shows(/end steady \(id \d\)\? .*y\/n/);
	press("y");
	await shows(/ENDED[\s\S]*steady +fail +killed by request/);

	resize(40, 8);
	await shows(/^paused, \d of 2 slots taken\n(.*\n){6}q quit +\? help/);
	resize(100, 24);
	await shows(/SAID/);
	press("q");
	await shows(/^\S*[$#] *\n+$/);
	press("clear; stty -a | grep -o '.icanon'; echo is $?", "Enter");
	await shows(/ icanon\nis 0/);
});

test("top gives the terminal back when it is stopped, ended or refused, or when it fails", async (t) => {
	const root = await makeRoot(t);
	const { press, shows } = openTerminal(t, root);
	const top = `${process.execPath} ${CLI} --root ${root.root} top`;
	press(`clear; ${top}`, "Enter");
	await shows(/^no Monitor runs, 0 of 1 slots taken/);
	press("C-z");
	await shows(/Stopped/);
	press("fg", "Enter");
	await shows(/^no Monitor runs[\s\S]*q quit/);
	press("C-z");
	await shows(/Stopped/);
	press("clear; fg & sleep 0; kill -TERM %1; fg; echo code $?", "Enter");
	await shows(/code 143/);
	press(`clear; ${top}; echo code $?`, "Enter");
	await shows(/^no Monitor runs/);
	fs.renameSync(root.root, `${root.root}-gone`);
	await shows(/catq: ENOENT[\s\S]*code 75/);
	press("clear; stty -a | grep -o '.icanon'; echo is $?", "Enter");
	await shows(/ icanon\nis 0/);
	press("clear; TERM=dumb ", top, "; echo code $?", "Enter");
	await shows(/catq: top needs a terminal[\s\S]*code 64/);
});
