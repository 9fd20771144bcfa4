/** What a screen shows, in a few words. */
import type { Row } from "../../src/client/listing.ts";
import type { HistoryEntry } from "../../src/text/history.ts";
import type { Model } from "../../src/top/model.ts";

export function aRow(name: string, parts: Partial<Row> = {}): Row {
	return {
		id: 1,
		name,
		taskName: name,
		info1: "",
		info2: "",
		info3: "",
		place: "wait-q",
		state: "WAITING",
		status: "WAITING",
		attempt: 1,
		slot: null,
		pid: null,
		enqueuedAt: null,
		startedAt: null,
		seconds: null,
		timeoutSeconds: null,
		feedback: false,
		beatSeconds: null,
		limitSeconds: null,
		progress: null,
		leftSeconds: null,
		...parts,
	};
}

export function aRunning(name: string, parts: Partial<Row> = {}): Row {
	return aRow(name, {
		place: "currently-executing",
		state: "RUNNING",
		status: "RUNNING",
		slot: 1,
		seconds: 40,
		...parts,
	});
}

export function anEnded(
	name: string,
	parts: Partial<HistoryEntry> = {},
): HistoryEntry {
	return {
		name,
		id: 9,
		taskName: name,
		info1: "",
		info2: "",
		info3: "",
		outcome: "error",
		exit: 3,
		signal: null,
		reason: null,
		enqueuedAt: null,
		startedAt: null,
		endedAt: "2026-11-22T11:59:00Z",
		seconds: 2,
		attempts: 1,
		feedback: null,
		...parts,
	};
}

export function aModel(parts: Partial<Model> = {}): Model {
	return {
		takenAt: "2026-11-22T12:00:00Z",
		root: "/srv/queue",
		monitor: true,
		mode: "running",
		slots: 2,
		notReady: undefined,
		counts: [
			["priority-q", 0],
			["wait-q", 1],
			["done-q", 1204],
			["error-q", 1],
		],
		running: [],
		waiting: [],
		more: 0,
		ended: [],
		notices: [],
		...parts,
	};
}
