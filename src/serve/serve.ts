/** catq serve: the page, live, and a JSON interface beside it. */
import type { AddressInfo } from "node:net";
import { complain, EXIT } from "../cli/exit.ts";
import { type OpenRoot, onRoot } from "../cli/root.ts";
import { type Given, textOf } from "../cli/verb.ts";
import { listingOf } from "../client/listing.ts";
import { codeOf } from "../disk/files.ts";
import { type Address, DEFAULT_ADDRESS, readAddress } from "./address.ts";
import { makeRoom } from "./listen.ts";
import { type Guard, LOGIN } from "./rules.ts";
import type { Running } from "./server.ts";
import { newToken, tokenIn } from "./token.ts";

export function act(given: Given): Promise<number> {
	return onRoot<number>(given.root, async (root) => {
		const address = readAddress(textOf(given, "listen") ?? DEFAULT_ADDRESS);
		if (typeof address === "string")
			return complain(`--listen: ${address}`, EXIT.usage);
		const file = textOf(given, "tokenFile");
		const allowsControl = given.options.allowControl === true;
		if (address.kind === "port" && !address.isLoopback && file === undefined)
			return complain(
				`${address.host} can be reached from elsewhere: that needs --token-file FILE; where there is no such file, one is made`,
				EXIT.usage,
			);
		// Who may not look here is told now, and not each reader.
		listingOf(root.paths, root.config, Date.now());
		try {
			// Any user of this machine can reach its ports.
			const needsToken = address.kind === "port" && allowsControl;
			const made = needsToken && file === undefined ? newToken() : undefined;
			const token = file === undefined ? made : tokenIn(file);
			const guard: Guard = {
				token,
				allowsControl,
				onlyLocalNames: address.kind === "port" && token === undefined,
			};
			return await run(root, address, guard, given.version, made);
		} catch (error) {
			return failed(error, address);
		}
	});
}

function failed(error: unknown, address: Address): number {
	const where = address.kind === "socket" ? address.path : address.port;
	if (codeOf(error) === "EADDRINUSE")
		return complain(
			`somebody listens at ${where} already; --listen 127.0.0.1:0 takes any free port`,
			EXIT.tempFail,
		);
	const why = error instanceof Error ? error.message : String(error);
	return complain(why, EXIT.config);
}

async function run(
	root: OpenRoot,
	address: Address,
	guard: Guard,
	version: string,
	made: string | undefined,
): Promise<number> {
	const stopped = signalled();
	const taken = await makeRoom(address);
	if (taken !== undefined) return complain(taken, EXIT.tempFail);
	// Only once it is clear that there will be a server.
	const { openServer } = await import("./open.ts");
	const running = await openServer(root, address, guard, version);
	const login = made === undefined ? "" : `${LOGIN.slice(1)}?token=${made}`;
	process.stdout.write(`${urlOf(address, running)}${login}\n`);
	await stopped;
	await running.stop();
	return EXIT.ok;
}

function urlOf(address: Address, { server }: Running): string {
	if (address.kind === "socket") return `unix:${address.path}`;
	const { port } = server.address() as AddressInfo;
	const host = address.host.includes(":") ? `[${address.host}]` : address.host;
	return `http://${host}:${port}/`;
}

function signalled(): Promise<void> {
	return new Promise((resolve) => {
		for (const signal of ["SIGTERM", "SIGINT"] as const)
			process.once(signal, () => resolve());
	});
}
