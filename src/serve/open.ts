/** All that a server answers, put together. */
import type { OpenRoot } from "../cli/root.ts";
import { SCRIPT } from "../page/names.ts";
import { TimelineDrawer } from "../post/timeline-drawer.ts";
import { actionRoutes } from "./action-routes.ts";
import type { Address } from "./address.ts";
import { apiRoutes } from "./api.ts";
import { formRoutes } from "./form-routes.ts";
import { houseOf } from "./house.ts";
import { liveRoutes } from "./live.ts";
import { loginRoutes } from "./login.ts";
import { Looks } from "./looks.ts";
import { pageRoutes } from "./pages.ts";
import type { Route } from "./route.ts";
import type { Guard } from "./rules.ts";
import { type Running, serveRoutes } from "./server.ts";
import type { Site } from "./site.ts";
import { taskRoutes } from "./tasks.ts";
import { newToken } from "./token.ts";

/** Scripts that each page loads. */
const SCRIPTS = [SCRIPT];

export function openServer(
	{ paths, config }: OpenRoot,
	address: Address,
	guard: Guard,
	version: string,
): Promise<Running> {
	const looks = new Looks(paths, config);
	// Of this process: forms of a page that is older than it are not taken.
	const formKey = guard.allowsControl ? newToken() : undefined;
	const timeline = new TimelineDrawer();
	const site: Site = {
		paths,
		version,
		looks,
		formKey,
		timeline,
		scripts: SCRIPTS,
	};
	return serveRoutes(routesOf(site, guard), houseOf(guard, version), address);
}

function routesOf(site: Site, guard: Guard): readonly Route[] {
	return [
		...loginRoutes(guard),
		...pageRoutes(site),
		...taskRoutes(site),
		...liveRoutes(site),
		...apiRoutes(site),
		...actionRoutes(site),
		...formRoutes(site),
	];
}
