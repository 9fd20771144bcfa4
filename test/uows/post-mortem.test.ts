/** A job's output without what the Monitor has put into it, in whatever pieces it comes. */
import test from "ava";
import { withoutPostMortem } from "../../src/uows/post-mortem.ts";

const SECTION =
	"==== POST-MORTEM 2026-11-22T10:59:45Z timeout 1 s\nload 1.00\n==== END OF POST-MORTEM\n";

async function split(text: string, size: number) {
	const seen = { output: "", words: "" };
	const { write, end } = withoutPostMortem(
		async (chunk) => {
			seen.output += chunk;
		},
		async (chunk) => {
			seen.words += chunk;
		},
	);
	for (let at = 0; at < text.length; at += size)
		await write(Buffer.from(text.slice(at, at + size)));
	await end();
	return seen;
}

const gives = (title: string, text: string, output: string, words: string) =>
	test(`output ${title}`, async (t) => {
		for (const size of [1, 2, 7, 30, 1000])
			t.deepEqual(await split(text, size), { output, words }, `in ${size}`);
	});

gives("without any stays as it is", "a\n====\nb", "a\n====\nb", "");
gives(
	"before and after a post-mortem is put together",
	`a\n${SECTION}b\n`,
	"a\nb\n",
	SECTION,
);
gives("may begin with one", SECTION, "", SECTION);
gives(
	"may have several",
	`${SECTION}a\n${SECTION}${SECTION}`,
	"a\n",
	SECTION.repeat(3),
);
gives(
	"that only speaks of one is the job's",
	`a ${SECTION}`,
	`a ${SECTION}`,
	"",
);
gives(
	"that has only its title is the job's",
	"==== POST-MORTEM of mine\nb",
	"==== POST-MORTEM of mine\nb",
	"",
);

test("a line that may become a title is not held back once it cannot", async (t) => {
	let seen = "";
	const { write } = withoutPostMortem(
		async (chunk) => {
			seen += chunk;
		},
		async () => {},
	);
	await write(Buffer.from("====x"));
	t.is(seen, "====x");
	const long = `==== POST-MORTEM ${"y".repeat(70_000)}`;
	await write(Buffer.from(`\n${long}`));
	t.is(seen, `====x\n${long}`);
});
