/** All that a server answers, put together. */
import type { OpenRoot } from "../cli/root.ts";
import type { Address } from "./address.ts";
import { apiRoutes } from "./api.ts";
import { houseOf } from "./house.ts";
import { loginRoutes } from "./login.ts";
import { Looks } from "./looks.ts";
import { pageRoutes } from "./pages.ts";
import type { Route } from "./route.ts";
import type { Guard } from "./rules.ts";
import { type Running, serveRoutes } from "./server.ts";
import type { Site } from "./site.ts";
import { taskRoutes } from "./tasks.ts";

/** Scripts that each page loads. */
const SCRIPTS: readonly string[] = [];

export function openServer(
	{ paths, config }: OpenRoot,
	address: Address,
	guard: Guard,
	version: string,
): Promise<Running> {
	const looks = new Looks(paths, config);
	const site: Site = { paths, version, looks, scripts: SCRIPTS };
	return serveRoutes(routesOf(site, guard), houseOf(guard, version), address);
}

function routesOf(site: Site, guard: Guard): readonly Route[] {
	return [
		...loginRoutes(guard),
		...pageRoutes(site),
		...taskRoutes(site),
		...apiRoutes(site),
	];
}
