/** catq serve: the page, live, and a JSON interface beside it. */
import type { AddressInfo } from "node:net";
import { complain, EXIT } from "../cli/exit.ts";
import { type OpenRoot, onRoot } from "../cli/root.ts";
import { type Given, textOf } from "../cli/verb.ts";
import { type Address, DEFAULT_ADDRESS, readAddress } from "./address.ts";
import { Looks } from "./looks.ts";
import { pageRoutes } from "./pages.ts";
import { HEADERS } from "./rules.ts";
import { type Running, serveRoutes } from "./server.ts";
import type { Site } from "./site.ts";

export function act(given: Given): Promise<number> {
	return onRoot<number>(given.root, (root) => {
		const address = readAddress(textOf(given, "listen") ?? DEFAULT_ADDRESS);
		if (typeof address === "string")
			return complain(`--listen: ${address}`, EXIT.usage);
		return run(root, address, given.version);
	});
}

async function run(
	{ paths, config }: OpenRoot,
	address: Address,
	version: string,
): Promise<number> {
	const looks = new Looks(paths, config);
	const site: Site = { paths, config, version, looks, scripts: [] };
	const running = await serveRoutes(
		[...pageRoutes(site)],
		{
			admit: () => {},
			headers: HEADERS,
			complain: (words) => void complain(words, EXIT.tempFail),
			version,
		},
		address,
	);
	process.stdout.write(`${urlOf(address, running)}\n`);
	await signalled();
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
