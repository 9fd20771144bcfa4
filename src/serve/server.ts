/** The web server, from the table of routes: the only home of fastify and its OpenAPI document. */
import type { Server } from "node:http";
import swagger from "@fastify/swagger";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import type { Address } from "./address.ts";
import {
	type Asked,
	HTML,
	JSON_TYPE,
	Refusal,
	type Reply,
	type Route,
} from "./route.ts";

export interface Running {
	readonly server: Server;
	/** No further request is taken; those that grow are ended. */
	readonly stop: () => Promise<void>;
}

export interface Rules {
	/** Said before anything else of a request is looked at; throws a Refusal. */
	readonly admit: (
		asked: Pick<Asked, "header" | "path">,
		method: string,
	) => void;
	/** Of every answer. */
	readonly headers: Readonly<Record<string, string>>;
	/** What went wrong here, for the operator. */
	readonly complain: (words: string) => void;
	readonly version: string;
}

/** Bytes of a request's body and of all its headers; milliseconds for both to come; connections at once. */
const MOST_BODY = 256 * 1024;
const MOST_HEADERS = 16 * 1024;
const PATIENCE = 15_000;
const MOST_CONNECTIONS = 256;
/** Bytes of one part of a path: a name of 255 bytes, each written as `%XX`. */
const LONGEST_PART = 1024;

export async function serveRoutes(
	routes: readonly Route[],
	rules: Rules,
	address: Address,
): Promise<Running> {
	const app = fastify({
		bodyLimit: MOST_BODY,
		requestTimeout: PATIENCE,
		forceCloseConnections: true,
		http: { maxHeaderSize: MOST_HEADERS, headersTimeout: PATIENCE },
		routerOptions: { maxParamLength: LONGEST_PART },
		logger: false,
	});
	app.server.maxConnections = MOST_CONNECTIONS;
	const stopping = new AbortController();
	await app.register(swagger, {
		openapi: {
			openapi: "3.1.0",
			info: { title: "catq", version: rules.version },
		},
	});
	guard(app, rules);
	app.after(() => {
		for (const route of routes) mount(app, route, stopping.signal);
	});
	await app.listen(
		address.kind === "socket"
			? { path: address.path }
			: { host: address.host, port: address.port },
	);
	return {
		server: app.server,
		stop: async () => {
			stopping.abort();
			await app.close();
		},
	};
}

function guard(app: FastifyInstance, rules: Rules): void {
	app.addHook("onRequest", (request, reply, done) => {
		reply.headers(rules.headers);
		rules.admit(
			{ path: pathOf(request), header: (name) => headerOf(request, name) },
			request.method,
		);
		done();
	});
	app.setNotFoundHandler(() => {
		throw new Refusal(404, "there is nothing of that name here");
	});
	app.setErrorHandler((error, request, reply) => {
		const { status, words, headers } = saidOf(error, rules);
		const { type, body } = refused(pathOf(request), words);
		void reply.code(status).headers(headers).type(type).send(body);
	});
}

function saidOf(error: unknown, rules: Rules) {
	if (error instanceof Refusal)
		return {
			status: error.status,
			words: error.message,
			headers: error.headers,
		};
	const status =
		error instanceof Error && "statusCode" in error
			? Number(error.statusCode)
			: 500;
	const message = error instanceof Error ? error.message : String(error);
	if (status >= 400 && status < 500)
		return { status, words: message, headers: {} };
	rules.complain(message);
	const words =
		"something went wrong here; the server has said what on its stderr";
	return { status: 500, words, headers: {} };
}

function refused(path: string, words: string): Reply {
	return path.startsWith("/api/")
		? { type: JSON_TYPE, body: JSON.stringify({ error: words }) }
		: { type: HTML, body: words };
}

function mount(
	app: FastifyInstance,
	route: Route,
	stopping: AbortSignal,
): void {
	app.route({
		method: route.method,
		url: route.path,
		schema: { summary: route.summary },
		handler: async (request, reply) => {
			const gone = new AbortController();
			reply.raw.once("close", () => gone.abort());
			const { status, type, body, headers } = await route.answer({
				path: pathOf(request),
				params: request.params as Asked["params"],
				query: request.query as Asked["query"],
				body: request.body,
				header: (name) => headerOf(request, name),
				gone: AbortSignal.any([gone.signal, stopping]),
			});
			return reply
				.code(status ?? 200)
				.headers(headers ?? {})
				.type(type)
				.send(body);
		},
	});
}

function pathOf({ url }: FastifyRequest): string {
	return url.split("?")[0] ?? "";
}

function headerOf(
	{ headers }: FastifyRequest,
	name: string,
): string | undefined {
	const value = headers[name];
	return Array.isArray(value) ? value[0] : value;
}
