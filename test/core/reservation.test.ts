/** The record of a reserved id, and the header of the UOW that uses it. */
import {
	headerUsing,
	type Reservation,
	readReservation,
	reservationText,
} from "../../src/core/reservation.ts";
import { table } from "../helpers/table.ts";
import { aReservation } from "../helpers/world.ts";

const roundTrip = (reservation: Reservation): readonly unknown[] => {
	const text = reservationText(reservation);
	return [text, readReservation(reservation.id, text)];
};
const same = (text: string, reservation: Reservation) =>
	[reservation, [text, reservation]] as const;

table("a record", roundTrip, {
	"of an id alone": same("UNTIL :: 2026-11-22T13:00:00Z\n", aReservation(17)),
	"with a task name": same(
		"TASK NAME :: nightly 100%25 :: x\nUNTIL :: 2026-11-22T13:00:00Z\n",
		aReservation(17, { taskName: "nightly 100% :: x" }),
	),
	"that is being used": same(
		"UNTIL :: 2026-11-22T13:00:00Z\nUSED BY :: 1:2:3:4.5:6\n",
		aReservation(17, { usedBy: "1:2:3:4.5:6" }),
	),
});

table("no record", (text: string) => readReservation(17, text), {
	empty: ["", undefined],
	"without a time": ["TASK NAME :: x\n", undefined],
	"with a time that is none": ["UNTIL :: soon\n", undefined],
	"cut short": ["UNTIL :: 2026-11-22T13:00:00Z", undefined],
});

table(
	"the header of a UOW that uses a reservation",
	([header, taskName]: [string, string | undefined]) =>
		headerUsing(header, { taskName }),
	{
		"its ID is a comment": [
			["COMMAND :: x\nID :: 17\nHOST :: y", undefined],
			"COMMAND :: x\n# ID :: 17\nHOST :: y",
		],
		"an indented line below COMMAND is its script": [
			["COMMAND :: x\n  id ::17", "nightly"],
			"COMMAND :: x\n  id ::17",
		],
		"it gets the task name": [
			["ID :: 17\nCOMMAND :: x", "nightly"],
			"TASK NAME :: nightly\n# ID :: 17\nCOMMAND :: x",
		],
		"its own task name stays": [
			["id::17\ntask-name :: mine\nCOMMAND :: x", "nightly"],
			"# id::17\ntask-name :: mine\nCOMMAND :: x",
		],
		"what looks like an ID in a script stays": [
			["COMMAND ::\n  ID :: 1\nID :: 17\n  HOST :: y", "nightly"],
			"COMMAND ::\n  ID :: 1\nTASK NAME :: nightly\n# ID :: 17\n  HOST :: y",
		],
	},
);
