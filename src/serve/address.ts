/** Where a server listens, from words. */
import net from "node:net";
import { visible } from "../text/visible.ts";

export type Address =
	| {
			readonly kind: "port";
			readonly host: string;
			readonly port: number;
			/** Only programs of this machine reach it. */
			readonly isLoopback: boolean;
	  }
	| { readonly kind: "socket"; readonly path: string };

/** C, A, T, Q on the keys of a telephone. */
export const DEFAULT_ADDRESS = "127.0.0.1:2287";

/** Words, where it is none. */
export function readAddress(text: string): Address | string {
	const path = text.startsWith("unix:") ? text.slice("unix:".length) : text;
	if (path !== text || text.includes("/"))
		return Buffer.byteLength(path) > 100 || path === "" || path.includes("\0")
			? "the path of a socket has from 1 to 100 bytes"
			: { kind: "socket", path };
	const match = /^(?:(?:\[([^\]]+)\]|([^:]*)):)?(\d{1,5})$/.exec(text);
	const port = Number(match?.[3]);
	if (match === null || port > 65_535)
		return `expected a port, host:port, or the path of a socket, found "${visible(text)}"`;
	const host = match[1] ?? match[2] ?? "127.0.0.1";
	if (host === "")
		return "which address? 127.0.0.1 for this machine, 0.0.0.0 for everybody";
	return { kind: "port", host, port, isLoopback: isLoopback(host) };
}

const LOOPBACK = new net.BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");

/** Of names only that one is known to stay on this machine. */
export function isLoopback(host: string): boolean {
	if (host.toLowerCase() === "localhost") return true;
	const family = net.isIP(host);
	return family !== 0 && LOOPBACK.check(host, family === 6 ? "ipv6" : "ipv4");
}
