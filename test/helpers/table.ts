/** One line per case: title, input, expected output. */
import test from "ava";

export function table<In, Out>(
	about: string,
	compute: (input: In) => Out,
	cases: Readonly<Record<string, readonly [In, Out]>>,
): void {
	for (const [title, [input, expected]] of Object.entries(cases))
		test(`${about}: ${title}`, (t) => {
			t.deepEqual(compute(input), expected);
		});
}
