/** What a person does to a root beside the Monitor: drops, asks, moves, archives, deletes, saves too late. */
import fs from "node:fs";
import path from "node:path";
import type { Place } from "../../src/text/places.ts";
import { type Kind, type Role, roleOf } from "./cast.ts";
import type { Expectations } from "./promises.ts";
import type { Random } from "./random.ts";
import { drop, type Trial } from "./trial.ts";

const DROPPED: readonly Kind[] = [
	"good",
	"bad",
	"retried",
	"signalled",
	"late",
	"leaver",
	"silent",
	"mover",
	"header only",
	"long log",
	"refused",
	"rubbish",
];
/** Kinds that come out the same however often they run. */
const REPEATABLE: readonly string[] = ["good", "bad", "header-only"];

export class Person {
	readonly #trial: Trial;
	readonly #random: Random;
	readonly #cast = new Map<string, Role>();
	readonly #requests: string[] = [];
	#drops = 0;

	constructor(trial: Trial, random: Random) {
		this.#trial = trial;
		this.#random = random;
	}

	expectations(harmed: boolean): Expectations {
		return {
			cast: [...this.#cast.values()],
			harmed,
			untouched: new Map(),
			requests: this.#requests,
		};
	}

	/** `isAlone`: no Monitor lives, so that what was read is still true when it is written. */
	act(isAlone: boolean): void {
		const actions = [
			() => this.drop(),
			() => this.#ask(),
			...(isAlone
				? [
						() => this.#askByEditor(),
						() => this.#archive(),
						() => this.#runAgain(),
						() => this.#delete(),
						() => this.#saveTooLate(),
					]
				: []),
		];
		this.#random.pick(actions)();
	}

	drop(): void {
		const kind = this.#random.pick(DROPPED);
		this.#drops += 1;
		const token = `p${this.#drops}x`;
		// Names repeat, so that they clash; but what moves itself would overwrite another.
		const isOne = kind === "mover" || this.#random.below(2) === 0;
		const name = `${kind.replace(" ", "-")}${isOne ? token : ""}`;
		const role = roleOf(kind, token, name, this.#trial.truth);
		const place = this.#random.below(4) === 0 ? "priority-q" : "wait-q";
		// Another of this name may wait there: a person would see it.
		if (fs.existsSync(path.join(this.#trial.root, place, name))) return;
		this.#cast.set(token, role);
		drop(this.#trial, place, name, role.text);
	}

	#newRequest(): string {
		const word = `nothing-${this.#requests.length}q`;
		this.#requests.push(word);
		return `HOLD ${word}\n`;
	}

	#ask(): void {
		const reads = path.join(this.#trial.root, "monitor_reads");
		fs.appendFileSync(reads, this.#newRequest());
	}

	/** Saves by a new file that takes the old one's place. */
	#askByEditor(): void {
		const reads = path.join(this.#trial.root, "monitor_reads");
		const text = fs.existsSync(reads) ? fs.readFileSync(reads, "latin1") : "";
		const beside = `${reads}.swp`;
		fs.writeFileSync(beside, text + this.#newRequest(), "latin1");
		fs.renameSync(beside, reads);
	}

	/** A UOW that has been settled, of a kind that may run again; its records are gone. */
	#settled(): { role: Role; place: Place; file: string } | undefined {
		for (const role of this.#cast.values()) {
			const place = role.ends[0];
			if (place !== "done-q" && place !== "error-q") continue;
			if (!REPEATABLE.includes(role.name.replace(/p\d+x$/, ""))) continue;
			const folder = path.join(this.#trial.root, place);
			const name = fs
				.readdirSync(folder)
				.find((one) =>
					textOf(path.join(folder, one)).includes(`TOKEN :: ${role.token}\n`),
				);
			const file = path.join(folder, name ?? "");
			if (name === undefined || this.#isRecorded(textOf(file))) continue;
			if (/^==== STATUS\n(DONE|ERROR) /m.test(textOf(file)))
				return { role, place, file };
		}
		return undefined;
	}

	/** Moved to a queue now, it would be taken for one that was moved while it ran. */
	#isRecorded(text: string): boolean {
		const id = /^timestamp: .* id (\d+)$/m.exec(text)?.[1];
		return fs
			.readdirSync(path.join(this.#trial.root, "run"))
			.some((name) => name.startsWith(`${id}-`));
	}

	#expect(role: Role, changes: Partial<Role>): void {
		this.#cast.set(role.token, { ...role, ...changes });
	}

	#archive(): void {
		const found = this.#settled();
		if (found === undefined) return;
		const name = `${path.basename(found.file)}-${found.role.token}`;
		fs.renameSync(found.file, path.join(this.#trial.root, "archive", name));
		this.#expect(found.role, { ends: ["archive", found.role.ends[1]] });
	}

	#runAgain(): void {
		const found = this.#settled();
		if (found === undefined) return;
		const to = path.join(this.#trial.root, "wait-q", path.basename(found.file));
		if (fs.existsSync(to)) return;
		fs.renameSync(found.file, to);
		this.#expect(found.role, { attempts: found.role.attempts + 1 });
	}

	/** What a person deletes while it waits is gone, and is nobody's loss. */
	#delete(): void {
		const folder = path.join(this.#trial.root, "wait-q");
		const name = fs
			.readdirSync(folder)
			.find((one) => !one.startsWith("README"));
		const text = name === undefined ? "" : textOf(path.join(folder, name));
		const token = /^TOKEN :: (\w+)$/m.exec(text)?.[1] ?? "";
		// One that moved itself there runs.
		if (
			name === undefined ||
			!this.#cast.has(token) ||
			/^==== STATUS\nRUNNING/m.test(text)
		)
			return;
		fs.unlinkSync(path.join(folder, name));
		this.#cast.delete(token);
	}

	/** An editor that still has the waiting text writes it, after it was run. */
	#saveTooLate(): void {
		const found = this.#settled();
		if (found === undefined || found.role.attempts > 1) return;
		const text = textOf(found.file).replace(
			/^(==== STATUS\n).*\n[\s\S]*/m,
			`$1${"WAITING".padEnd(158)}\n\n==== JOB LOG\n`,
		);
		const token = `TOKEN :: ${found.role.token}\n`;
		drop(
			this.#trial,
			"wait-q",
			`saved-${found.role.token}`,
			text.replace(token, ""),
		);
	}
}

function textOf(file: string): string {
	return fs.readFileSync(file, "latin1");
}
