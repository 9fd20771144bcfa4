/** A place to listen at: a socket that nobody answers at any more is taken away first. */
import net from "node:net";
import * as files from "../disk/files.ts";
import type { Address } from "./address.ts";

/** Seconds in which who listens takes a connection. */
const PATIENCE = 2;

/** Why it cannot be listened there; undefined: nothing speaks against it. */
export async function makeRoom(address: Address): Promise<string | undefined> {
	if (address.kind === "port") return undefined;
	const { path } = address;
	const stats = files.look(path);
	if (stats === undefined) return undefined;
	if (!stats.isSocket()) return `${path} is there, and no socket`;
	if (await answers(path)) return `somebody answers at ${path} already`;
	files.unlink(path);
	return undefined;
}

/** Only a connection that is refused means that nobody does. */
function answers(path: string): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = net.connect({ path });
		const end = (is: boolean) => {
			socket.destroy();
			resolve(is);
		};
		socket.setTimeout(PATIENCE * 1000, () => end(true));
		socket.once("connect", () => end(true));
		socket.once("error", (error) =>
			end(!("code" in error) || error.code !== "ECONNREFUSED"),
		);
	});
}

/** What is made meanwhile is closed to others: a socket from its first moment. */
export async function closedToOthers<T>(act: () => Promise<T>): Promise<T> {
	const before = process.umask(0o177);
	try {
		return await act();
	} finally {
		process.umask(before);
	}
}
