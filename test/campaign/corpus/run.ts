/** Runs one group of cases against one living Monitor, a good UOW beside each. */
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { shell } from "../../helpers/root.ts";
import { until } from "../../helpers/until.ts";
import type { Case, Group } from "./cases.ts";
import {
	ALL_DECIDED_SECONDS,
	type Field,
	happen,
	makeField,
	SLEEP_SECONDS,
} from "./field.ts";
import { healthOf } from "./health.ts";
import { complaintsOf } from "./holds.ts";

/** Two looks, and what a busy machine takes to run a job. */
const GOOD_LIMIT_SECONDS = 2 * SLEEP_SECONDS + 15;
/** Cases of a group. */
const AT_ONCE = 4;
/** Looking at all files of a group is dear. */
const LOOK_PAUSE_MS = 200;
/** For all cases of a group together. */
const SETTLE_LIMIT_SECONDS = 30;

export interface CaseResult {
	readonly case: Case;
	readonly violations: readonly string[];
	/** Why it could not be tried here. */
	readonly skipped?: string;
	/** Seconds until the good UOW beside it was done. */
	readonly good?: number;
}

export interface GroupResult {
	readonly group: Group;
	readonly cases: readonly CaseResult[];
	/** What concerns the whole root. */
	readonly violations: readonly string[];
	readonly cpu: number;
}

export async function runGroup(group: Group): Promise<GroupResult> {
	const field = await makeField(group);
	try {
		const before = field.outside();
		const results = await tryAll(field, group.cases);
		const lastDrop = performance.now();
		await settled(field, results);
		const health = await healthOf(field, before);
		// What waits must also go on waiting, and what lies must stay.
		await until(
			"time to change one's mind",
			() => performance.now() - lastDrop > ALL_DECIDED_SECONDS * 1000,
		);
		const cases = results.map((result) => withComplaints(field, result));
		const end = await field.monitor.end();
		const violations = end === 0 ? [] : [`it ended with ${end}`];
		return {
			group,
			cases,
			violations: [...health.violations, ...violations],
			cpu: health.cpu,
		};
	} finally {
		field.close();
	}
}

/** A few at a time, as different people would drop them. */
async function tryAll(
	field: Field,
	cases: readonly Case[],
): Promise<readonly CaseResult[]> {
	const rest = [...cases];
	const results: CaseResult[] = [];
	const lane = async () => {
		for (let one = rest.shift(); one !== undefined; one = rest.shift())
			results.push(await tryOne(field, one));
	};
	await Promise.all(Array.from({ length: AT_ONCE }, lane));
	return results;
}

async function tryOne(field: Field, one: Case): Promise<CaseResult> {
	const violations: string[] = [];
	let skipped: string | undefined;
	try {
		skipped = await happen(field, one);
	} catch (error) {
		violations.push((error as Error).message);
	}
	const good = await goodBeside(field, one, violations);
	const base = {
		case: one,
		violations,
		...(good === undefined ? {} : { good }),
	};
	return skipped === undefined ? base : { ...base, skipped };
}

async function goodBeside(
	field: Field,
	one: Case,
	violations: string[],
): Promise<number | undefined> {
	const begun = performance.now();
	const name = `good-beside-${one.name}`;
	field.root.drop("wait-q", name, shell("true"));
	const done = path.join(field.root.folder("done-q"), name);
	try {
		await until(
			`the good UOW beside ${one.name}`,
			() => (fs.lstatSync(done, { throwIfNoEntry: false })?.size ?? 0) > 0,
			Boolean,
			GOOD_LIMIT_SECONDS,
		);
	} catch (error) {
		violations.push(
			`${(error as Error).message}; ${field.root.status("wait-q", name)}`,
		);
		return undefined;
	}
	return (performance.now() - begun) / 1000;
}

/** Waits until every case came out, or until that is in vain. */
async function settled(
	field: Field,
	results: readonly CaseResult[],
): Promise<void> {
	let pending = results.filter((result) => result.skipped === undefined);
	const look = async () => {
		await pause(LOOK_PAUSE_MS);
		pending = pending.filter(
			(result) => complaintsOf(field, result.case).length > 0,
		);
		return pending.length;
	};
	await until(
		"every case to come out",
		look,
		(count) => count === 0,
		SETTLE_LIMIT_SECONDS,
	).catch(() => undefined);
}

function withComplaints(field: Field, result: CaseResult): CaseResult {
	if (result.skipped !== undefined) return result;
	const complaints = complaintsOf(field, result.case);
	return { ...result, violations: [...result.violations, ...complaints] };
}
