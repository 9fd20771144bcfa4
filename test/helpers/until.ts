/** Waits for a condition, never for a time; after the limit it says what it saw last. */
export async function until<T>(
	what: string,
	look: () => T | Promise<T>,
	holds: (seen: T) => boolean = (seen) => Boolean(seen),
	limitSeconds = 30,
): Promise<T> {
	const end = performance.now() + limitSeconds * 1000;
	for (;;) {
		const seen = await look();
		if (holds(seen)) return seen;
		if (performance.now() > end)
			throw new Error(
				`waited ${limitSeconds} s in vain for: ${what}; last seen: ${JSON.stringify(seen)}`,
			);
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}
