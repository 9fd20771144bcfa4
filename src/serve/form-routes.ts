/** Actions by the forms of our pages: each holds a key that only a page of this server has. */
import { byName } from "../client/find.ts";
import { ACT, UOW_ACTS } from "../page/forms.ts";
import { INDEX, uowFile } from "../page/names.ts";
import { actOn, add, askMode } from "./actions.ts";
import { HTML, Refusal, type Reply, type Route } from "./route.ts";
import { isSame } from "./rules.ts";
import type { Site } from "./site.ts";

type Fields = Readonly<Partial<Record<string, string>>>;

const FIELD = { type: "string" };

export function formRoutes(site: Site): readonly Route[] {
	return [
		{
			method: "POST",
			path: `/${ACT}`,
			summary: "What the forms of the pages send",
			body: {
				type: "object",
				required: ["key", "what"],
				properties: { key: FIELD, what: FIELD, uow: FIELD },
			},
			isForm: true,
			succeeds: 303,
			answers: HTML,
			answer: async ({ body }) => act(site, body as Fields),
		},
	];
}

async function act(site: Site, fields: Fields): Promise<Reply> {
	const { formKey } = site;
	if (formKey === undefined || !isSame(fields.key, formKey))
		throw new Refusal(
			403,
			"this form is of an older page: load it again, and send it once more",
		);
	switch (fields.what) {
		case "pause":
		case "resume":
			await askMode(site, fields.what === "pause" ? "PAUSE" : "RESUME");
			return seeOther(INDEX);
		case "add":
			add(site, jobOf(fields));
			// It is in no list before it is accepted; there it is counted.
			return seeOther(INDEX);
		default:
			return onUow(site, fields);
	}
}

async function onUow(site: Site, { what, uow = "" }: Fields): Promise<Reply> {
	const act = UOW_ACTS.find((one) => one === what);
	if (act === undefined || !/^[1-9]\d{0,14}$/.test(uow))
		throw new Refusal(400, "there is no such action");
	// A name comes before an id, and here the id is meant.
	if (byName(site.paths, site.looks.runs(), uow) !== undefined)
		throw new Refusal(409, `another UOW is called ${uow}: use catq ${act}`);
	await actOn(site, act, uow);
	return seeOther(uowFile(Number(uow)));
}

function jobOf(fields: Fields) {
	const { command = "", name = "", directory = "" } = fields;
	return {
		command,
		...(name === "" ? {} : { name }),
		...(directory === "" ? {} : { header: { DIRECTORY: directory } }),
		priority: fields.priority === "yes",
		hold: fields.hold === "yes",
	};
}

/** A page that is loaded again then sends nothing a second time. */
function seeOther(file: string): Reply {
	return { status: 303, type: HTML, body: "", headers: { location: file } };
}
