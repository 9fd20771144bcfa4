/** A route as the server checks it, and as the OpenAPI document has it. */
import { HTML, type Route, type Schema } from "./route.ts";

export type Schemas = Readonly<Record<string, Schema>>;

/** What is said of something that is not done. */
const REFUSED = {
	description: "Why it is not done",
	type: "object",
	required: ["error"],
	properties: { error: { type: "string" } },
};

export function routeSchema(route: Route) {
	const { summary, params, query, body, headers, answers, path } = route;
	const refused = path.startsWith("/api/") ? REFUSED : ofType(HTML);
	return {
		summary,
		operationId: operationOf(route),
		tags: [path.startsWith("/api/") ? "JSON" : "Pages"],
		...(params === undefined ? {} : { params }),
		...(query === undefined ? {} : { querystring: query }),
		...(body === undefined ? {} : { body }),
		...(headers === undefined ? {} : { headers }),
		...(route.isForm
			? { consumes: ["application/x-www-form-urlencoded"] }
			: {}),
		response: {
			[route.succeeds ?? 200]:
				typeof answers === "string" ? ofType(answers) : described(answers),
			"4xx": refused,
			"5xx": refused,
		},
	};
}

function described(schema: Schema): Schema {
	return { description: "It is so", ...schema };
}

function ofType(type: string): Schema {
	const [bare = ""] = type.split(";");
	return {
		description: "It is so",
		content: { [bare]: { schema: { type: "string" } } },
	};
}

/** `getApiUowsLog` */
function operationOf({ method, path }: Route): string {
	const words = path.split(/[^a-zA-Z]+/).filter((word) => word !== "");
	const rest = words.map((word) => word[0]?.toUpperCase() + word.slice(1));
	return method.toLowerCase() + (rest.length === 0 ? "Index" : rest.join(""));
}
