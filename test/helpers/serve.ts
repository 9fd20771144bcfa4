/** catq serve for tests: within this process, or as a child as a person starts it; both on real sockets. */
import { spawn } from "node:child_process";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { openServer } from "../../src/serve/open.ts";
import type { Guard } from "../../src/serve/rules.ts";
import { DEFAULT_CONFIG } from "../../src/text/config-text.ts";
import { CLI } from "./daemon.ts";
import type { Owner } from "./owner.ts";
import type { TestRoot } from "./root.ts";
import { until } from "./until.ts";

export interface Answered {
	readonly status: number;
	readonly headers: http.IncomingHttpHeaders;
	readonly text: string;
	/** It came to its end as it was promised. */
	readonly whole: boolean;
}

interface Ask {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
}

export interface Site {
	readonly url: string;
	/** The path goes over the wire just as it is. */
	readonly ask: (path: string, ask?: Ask) => Promise<Answered>;
}

const OPEN: Guard = {
	token: undefined,
	allowsControl: false,
	onlyLocalNames: true,
};

export async function openHere(
	t: Owner,
	root: TestRoot,
	guard: Partial<Guard> = {},
): Promise<Site> {
	const running = await openServer(
		{ paths: root, config: DEFAULT_CONFIG },
		{ kind: "port", host: "127.0.0.1", port: 0, isLoopback: true },
		{ ...OPEN, ...guard },
		"1.2.3",
	);
	t.teardown(running.stop);
	const { port } = running.server.address() as AddressInfo;
	return siteAt({ port }, `http://127.0.0.1:${port}/`);
}

type At = { readonly port: number } | { readonly socketPath: string };

export function siteAt(at: At, url = ""): Site {
	return { url, ask: (path, ask = {}) => asked(at, path, ask) };
}

function asked(at: At, path: string, ask: Ask): Promise<Answered> {
	const { method = "GET", headers = {}, body } = ask;
	return new Promise((resolve, reject) => {
		const host = "127.0.0.1";
		const request = http.request(
			{ host, ...at, path, method, headers, agent: false },
			(response) => {
				let text = "";
				response.setEncoding("utf8");
				response.on("data", (data) => (text += data));
				response.on("error", () => {});
				response.on("close", () =>
					resolve({
						status: response.statusCode ?? 0,
						headers: response.headers,
						text,
						whole: response.complete,
					}),
				);
			},
		);
		request.on("error", reject);
		request.end(body);
	});
}

export interface Served extends Site {
	/** What it printed first. */
	readonly link: string;
	end(signal?: NodeJS.Signals): Promise<number | string>;
}

/** As a child; waits until it says where it is. */
export async function startServe(
	t: Owner,
	root: TestRoot,
	...args: string[]
): Promise<Served> {
	const child = spawn(
		process.execPath,
		[CLI, "--root", root.root, "serve", ...args],
		{ stdio: ["ignore", "pipe", "pipe"] },
	);
	let output = "";
	child.stdout.on("data", (data) => (output += data));
	child.stderr.on("data", (data) => (output += data));
	let result: number | string | undefined;
	child.on("close", (code, signal) => (result = signal ?? code ?? -1));
	const end = async (signal: NodeJS.Signals = "SIGTERM") => {
		child.kill(signal);
		await until("the server ends", () => result !== undefined);
		return result ?? "";
	};
	t.teardown(async () => void (await end("SIGKILL")));
	await until("it serves, or ends", () =>
		output.endsWith("\n") || result !== undefined ? true : undefined,
	);
	const link = output.trimEnd();
	const port = Number(/:(\d+)\//.exec(link)?.[1]);
	const at = link.startsWith("unix:")
		? { socketPath: link.slice("unix:".length) }
		: { port };
	return { ...siteAt(at, link.replace(/login.*/, "")), link, end };
}
