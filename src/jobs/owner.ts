/**
 * As whom a job runs: as root the Monitor runs each job as the owner of its
 * file, never as a user the file names; as an ordinary user it runs jobs as itself.
 */
import { userOf } from "./accounts.ts";
import { programPath } from "./program-path.ts";

/** Whose a file is, and who may write to it, as it was read. */
export interface Rights {
	readonly owner: number;
	readonly group: number;
	/** Permission bits. */
	readonly mode: number;
}

export interface Owner {
	/** Variables of that user; none where jobs run as the Monitor's own. */
	readonly variables: Readonly<Record<string, string>>;
	/** Folder and words of the process that becomes the job. */
	readonly command: (
		directory: string,
		words: readonly string[],
	) => { readonly directory: string; readonly words: readonly string[] };
}

const SELF: Owner = {
	variables: {},
	command: (directory, words) => ({ directory, words }),
};

/** Run as the owner: root could enter folders that are closed to the owner. */
const ENTER = 'cd -- "$1" && shift && exec "$@"';

/** Nobody answered: it may be known soon. */
export class UserUnknown extends Error {}

/** Says in words why it cannot be run as its owner; throws UserUnknown. */
export function ownerOf(file: Rights): Owner | string {
	if (process.getuid?.() !== 0) return SELF;
	const user = file.owner === 0 ? undefined : userOf(file.owner);
	if (user === "unknown")
		throw new UserUnknown(
			`the machine's user database does not say who ${file.owner} is`,
		);
	if (user === undefined && file.owner !== 0)
		return `its owner ${file.owner} is no user of this machine`;
	if (isOpenToOthers(file, user?.group ?? 0))
		return `others than its owner can write to it (mode ${file.mode.toString(8)}): chmod go-w it`;
	if (user === undefined) return SELF;
	const setpriv = programPath("setpriv", "/usr/bin:/bin", "/");
	if (setpriv === undefined)
		return "setpriv (util-linux) is needed to run it as its owner";
	const become = [
		setpriv,
		`--reuid=${file.owner}`,
		`--regid=${user.group}`,
		"--init-groups",
		"--no-new-privs",
		"--inh-caps=-all",
		"--",
	];
	const { name, home, shell } = user;
	return {
		variables: { HOME: home, USER: name, LOGNAME: name, SHELL: shell },
		command: (directory, words) => ({
			directory: "/",
			words: [
				...become,
				"/bin/sh",
				"-c",
				ENTER,
				"catq-job",
				directory,
				...words,
			],
		}),
	};
}

/** Whoever can write to a UOW could run things as its owner. One's own group is like oneself: with umask 002 it is private. */
function isOpenToOthers({ mode, group }: Rights, own: number): boolean {
	return (mode & (group === own ? 0o002 : 0o022)) !== 0;
}
