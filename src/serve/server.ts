/** The web server, from the table of routes: the only home of fastify and of what makes the OpenAPI document. */
import type { Server } from "node:http";
import swagger from "@fastify/swagger";
import fastify, {
	type FastifyInstance,
	type FastifyReply,
	type FastifyRequest,
	type FastifySchemaValidationError,
} from "fastify";
import { visible } from "../text/visible.ts";
import type { Address } from "./address.ts";
import { closedToOthers } from "./listen.ts";
import { type Asked, Refusal, type Reply, type Route } from "./route.ts";
import { routeSchema, type Schemas } from "./route-schema.ts";

export interface Running {
	readonly server: Server;
	/** No further request is taken; answers that grow are ended. */
	readonly stop: () => Promise<void>;
}

export interface House {
	/** Looks at a request before all else; throws a Refusal. */
	readonly admit: (asking: Pick<Asked, "header" | "path" | "method">) => void;
	/** Of every answer. */
	readonly headers: Readonly<Record<string, string>>;
	/** How it is said that something is not done. */
	readonly refused: (path: string, status: number, words: string) => Reply;
	/** What went wrong here, for the operator. */
	readonly complain: (words: string) => void;
	readonly version: string;
	/** What routes refer to by name. */
	readonly schemas: Schemas;
	/** Where the OpenAPI document is. */
	readonly document: string;
}

/** Bytes of a request's body and of all its headers; milliseconds for both to come; connections at once. */
const MOST_BODY = 256 * 1024;
const MOST_HEADERS = 16 * 1024;
const PATIENCE = 15_000;
const MOST_CONNECTIONS = 256;
/** Characters of one part of a path: a name of 255 bytes, each written as `%XX`. */
const LONGEST_PART = 1024;

export async function serveRoutes(
	routes: readonly Route[],
	house: House,
	address: Address,
): Promise<Running> {
	const stopping = new AbortController();
	const app = appFor(house);
	await app.register(swagger, {
		openapi: {
			openapi: "3.1.0",
			info: {
				title: "catq",
				description: "A job queue made of folders and text files.",
				version: house.version,
			},
		},
		refResolver: { buildLocalReference: ({ $id }) => String($id) },
	});
	for (const [name, schema] of Object.entries(house.schemas))
		app.addSchema({ ...schema, $id: name });
	app.after(() => {
		for (const route of routes) mount(app, route, stopping.signal);
		mountDocument(app, house);
	});
	await listen(app, address);
	return {
		server: app.server,
		stop: async () => {
			stopping.abort();
			await app.close();
		},
	};
}

async function listen(app: FastifyInstance, address: Address): Promise<void> {
	await app.ready();
	if (address.kind === "port") await app.listen(address);
	else await closedToOthers(() => app.listen({ path: address.path }));
}

function appFor(house: House): FastifyInstance {
	const app = fastify({
		bodyLimit: MOST_BODY,
		requestTimeout: PATIENCE,
		forceCloseConnections: true,
		keepAliveTimeout: PATIENCE,
		http: {
			maxHeaderSize: MOST_HEADERS,
			headersTimeout: PATIENCE,
			connectionsCheckingInterval: PATIENCE / 5,
		},
		routerOptions: {
			maxParamLength: LONGEST_PART,
			querystringParser: (text) =>
				Object.fromEntries(new URLSearchParams(text)),
		},
		frameworkErrors: (error, request, reply) =>
			void answerError(error, request, reply, house),
		ajv: { customOptions: { removeAdditional: false, coerceTypes: true } },
		schemaErrorFormatter: ([error], part) =>
			new Error(schemaWords(error, part)),
		logger: false,
	});
	app.server.maxConnections = MOST_CONNECTIONS;
	// What is sent is a text already.
	app.setSerializerCompiler(() => (data) => JSON.stringify(data));
	app.addContentTypeParser(
		"application/x-www-form-urlencoded",
		{ parseAs: "string" },
		(_, body, done) =>
			done(null, Object.fromEntries(new URLSearchParams(String(body)))),
	);
	app.addHook("onRequest", (request, reply, done) => {
		reply.headers(house.headers);
		house.admit(askingOf(request));
		done();
	});
	app.setNotFoundHandler(() => {
		throw new Refusal(404, "there is nothing of that name here");
	});
	app.setErrorHandler((error, request, reply) =>
		answerError(error, request, reply, house),
	);
	return app;
}

function answerError(
	error: unknown,
	request: FastifyRequest,
	reply: FastifyReply,
	house: House,
): FastifyReply {
	const { status, words, headers } = saidOf(error, house);
	const { path } = askingOf(request);
	const { type, body } = house.refused(path, status, words);
	return reply
		.code(status)
		.headers({ ...house.headers, ...headers })
		.type(type)
		.send(body);
}

/** What stands where it must not is named: mostly a slip of the pen. */
function schemaWords(
	error: FastifySchemaValidationError | undefined,
	part: string,
): string {
	const extra = error?.params.additionalProperty;
	return typeof extra === "string"
		? `${part} has ${JSON.stringify(visible(extra.slice(0, 100)))}, which is nothing that can be given`
		: `${part}${error?.instancePath ?? ""} ${error?.message ?? "is wrong"}`;
}

function saidOf(error: unknown, { complain }: House) {
	const message = error instanceof Error ? error.message : String(error);
	if (error instanceof Refusal)
		return { status: error.status, words: message, headers: error.headers };
	const status =
		error instanceof Error && "statusCode" in error
			? Number(error.statusCode)
			: 500;
	if (status >= 400 && status < 500)
		return { status, words: message, headers: {} };
	complain(message);
	const words =
		"something went wrong here; catq serve has said what on its stderr";
	return { status: 500, words, headers: {} };
}

function mount(
	app: FastifyInstance,
	route: Route,
	stopping: AbortSignal,
): void {
	app.route({
		method: route.method,
		url: route.path,
		schema: routeSchema(route),
		handler: async (request, reply) => {
			const gone = new AbortController();
			reply.raw.once("close", () => gone.abort());
			const answer = await route.answer({
				...askingOf(request),
				params: request.params as Asked["params"],
				query: request.query as Asked["query"],
				body: request.body,
				gone: AbortSignal.any([gone.signal, stopping]),
			});
			return reply
				.code(answer.status ?? 200)
				.headers(answer.headers ?? {})
				.type(answer.type)
				.send(answer.body);
		},
	});
}

function mountDocument(app: FastifyInstance, { document }: House): void {
	mount(
		app,
		{
			method: "GET",
			path: document,
			summary: "This document",
			answers: { type: "object", additionalProperties: true },
			answer: () => ({
				type: "application/json; charset=utf-8",
				body: JSON.stringify(app.swagger(), undefined, 2),
			}),
		},
		new AbortController().signal,
	);
}

function askingOf({ method, url, headers }: FastifyRequest) {
	return {
		method,
		path: url.split("?")[0] ?? "",
		header: (name: string) => {
			const value = headers[name];
			return Array.isArray(value) ? value.join(", ") : value;
		},
	};
}
