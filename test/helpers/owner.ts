/** Whoever owns what a helper makes, and ends it: a test of AVA, or a part of the campaign. */
export interface Owner {
	teardown(undo: () => void | Promise<void>): void;
}

/** An owner for what runs outside AVA: all is undone, last first, when `act` has ended. */
export async function owning<T>(act: (owner: Owner) => Promise<T>): Promise<T> {
	const undos: (() => void | Promise<void>)[] = [];
	try {
		return await act({ teardown: (undo) => void undos.push(undo) });
	} finally {
		for (const undo of undos.reverse()) await undo();
	}
}
