/** What the server answers, as data: one row a path. Nobody but server.ts knows how it is asked. */
import type { Readable } from "node:stream";

/** A JSON schema, as far as it is written here. */
export type Schema = Readonly<Record<string, unknown>>;

export interface Asked {
	readonly method: string;
	/** The path as it was asked for, without its query. */
	readonly path: string;
	readonly params: Readonly<Record<string, string>>;
	/** Checked, and made numbers where the schema says so. */
	readonly query: Readonly<Record<string, string | number | undefined>>;
	readonly body: unknown;
	readonly header: (name: string) => string | undefined;
	/** Nobody listens any more, or the server stops: for answers that grow. */
	readonly gone: AbortSignal;
}

export interface Reply {
	/** 200 where it is not said. */
	readonly status?: number;
	/** As `Content-Type` has it. */
	readonly type: string;
	readonly body: string | Buffer | Readable;
	readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
	readonly method: "GET" | "POST";
	/** `/api/uows/:uow` */
	readonly path: string;
	/** One line for the OpenAPI document. */
	readonly summary: string;
	readonly params?: Schema;
	readonly query?: Schema;
	readonly body?: Schema;
	readonly headers?: Schema;
	/** Its body comes from a form, not as JSON. */
	readonly isForm?: true;
	/** The status of what is done; 200 where it is not said. */
	readonly succeeds?: 201 | 303;
	/** The schema of the JSON that it answers; of other answers their type. */
	readonly answers: Schema | string;
	readonly answer: (asked: Asked) => Reply | Promise<Reply>;
}

/** Why something is not done, in words for who asked. */
export class Refusal extends Error {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;

	constructor(
		status: number,
		words: string,
		headers: Readonly<Record<string, string>> = {},
	) {
		super(words);
		this.status = status;
		this.headers = headers;
	}
}

export const HTML = "text/html; charset=utf-8";
export const JSON_TYPE = "application/json; charset=utf-8";
export const TEXT = "text/plain; charset=utf-8";
