/** catq parse FILE: the values of any feedback file, as JSON. */
import fs from "node:fs";
import type { Readable } from "node:stream";
import { codeOf } from "../disk/files.ts";
import { Feedback, type FeedbackLimits } from "../text/feedback.ts";
import { countOf } from "../text/quantity.ts";
import { visibleJson } from "../text/visible.ts";
import { complain, EXIT, type ExitCode } from "./exit.ts";
import type { Given } from "./verb.ts";

/** A file may have any size; what must be kept of it does not. */
const LIMITS: FeedbackLimits = { keywords: 10_000, bytes: 64 * 1024 };
const NEWLINE = 0x0a;

export async function act({ args }: Given): Promise<ExitCode> {
	const [file = "-"] = args;
	try {
		const input = file === "-" ? process.stdin : fs.createReadStream(file);
		tell(await read(input));
		return EXIT.ok;
	} catch (error) {
		if (codeOf(error) === "ENOENT")
			return complain(`there is no file ${file}`, EXIT.unknown);
		if (codeOf(error) === "EISDIR")
			return complain(`${file} is a folder`, EXIT.unknown);
		const why = error instanceof Error ? error.message : String(error);
		return complain(`${file} cannot be read: ${why}`, EXIT.unknown);
	}
}

function tell(feedback: Feedback): void {
	const values = Object.fromEntries(feedback.values);
	process.stdout.write(`${visibleJson(values, 2)}\n`);
	if (feedback.ignored > 0)
		process.stderr.write(
			`catq: ${countOf(feedback.ignored, "line")} ignored: not [keyword]value, or too long\n`,
		);
}

/** Line by line; of a line that is too long the rest is passed over. */
async function read(input: Readable): Promise<Feedback> {
	const feedback = new Feedback(LIMITS);
	let open: Buffer[] = [];
	let size = 0;
	const add = (part: Buffer) => {
		if (size < LIMITS.bytes) open.push(part.subarray(0, LIMITS.bytes - size));
		size += part.length;
	};
	const end = () => {
		feedback.read(Buffer.concat(open).toString());
		open = [];
		size = 0;
	};
	for await (const chunk of input) {
		let start = 0;
		for (
			let newline = chunk.indexOf(NEWLINE);
			newline >= 0;
			newline = chunk.indexOf(NEWLINE, start)
		) {
			add(chunk.subarray(start, newline));
			end();
			start = newline + 1;
		}
		add(chunk.subarray(start));
	}
	end();
	return feedback;
}
