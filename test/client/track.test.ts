/** A UOW on its way through the folders is found again, and no other is taken for it. */
import fs from "node:fs";
import test from "ava";
import { Tracker } from "../../src/client/track.ts";
import type { Place } from "../../src/text/places.ts";
import { stampedHead } from "../../src/text/uow-text.ts";
import { makeRoot, uow } from "../helpers/root.ts";

test("a UOW is followed from its drop over its attempts to trash, whatever it is called", async (t) => {
	const root = await makeRoot(t);
	const header = "COMMAND :: true\n# mine";
	const write = (place: Place, name: string, id: number, status: string) =>
		fs.writeFileSync(
			root.at(place, name),
			stampedHead({ seconds: 5, ordinal: 0, id }, header, status),
		);
	const move = (from: [Place, string], to: [Place, string]) =>
		fs.renameSync(root.at(...from), root.at(...to));
	let now = 100;
	const tracker = new Tracker(root, { name: "a", id: undefined, header });
	const look = () => {
		const sight = tracker.look(now++);
		switch (sight.kind) {
			case "missing":
				return `missing ${sight.seconds}`;
			case "discarded":
				return `discarded ${sight.name}: ${sight.why}`;
			default:
				return `${sight.kind} ${sight.place}/${sight.name}`;
		}
	};
	// Another of the same name, and one that settled long ago.
	write("done-q", "a", 3, "DONE exit 0");
	root.drop("wait-q", "b", uow("COMMAND :: other"));
	fs.writeFileSync(
		root.at("done-q", "a"),
		stampedHead({ seconds: 1, ordinal: 0, id: 3 }, "COMMAND :: x", "DONE"),
	);
	t.is(look(), "missing 0");
	root.drop("wait-q", "a", uow("COMMAND :: true", "# mine"));
	t.is(look(), "waits wait-q/a");
	// Stamped: a new file under its name.
	fs.rmSync(root.at("wait-q", "a"));
	write("wait-q", "a", 7, "WAITING");
	t.is(look(), "waits wait-q/a");
	move(["wait-q", "a"], ["currently-executing", "a"]);
	t.is(look(), "runs currently-executing/a");
	// From now on a text of the same words is another.
	write("wait-q", "a", 8, "WAITING");
	fs.writeFileSync(root.at("currently-executing", "a"), "spoilt by its job");
	t.is(look(), "runs currently-executing/a");
	fs.rmSync(root.at("currently-executing", "a"));
	t.is(look(), "missing 0");
	t.is(look(), "missing 1");
	write("error-q", "a.2", 7, "ERROR exit 1");
	t.is(look(), "settled error-q/a.2");
	move(["error-q", "a.2"], ["priority-q", "other name"]);
	now += 10;
	t.is(look(), "waits priority-q/other name");
	move(["priority-q", "other name"], ["trash", "other name"]);
	fs.writeFileSync(
		root.at("trash", "other name.why"),
		"it came here:\nit is wrong\nand old\n\nTo use it\n",
	);
	t.is(look(), "discarded other name: it is wrong; and old");
});
