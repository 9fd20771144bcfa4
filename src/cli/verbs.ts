/** Every verb of catq, in the order of its help. */
import type { Command } from "commander";
import { check } from "./check.ts";
import { init } from "./init.ts";
import { monitor } from "./monitor.ts";
import { parse } from "./parse.ts";
import { verify } from "./verify.ts";

/** Adds itself to the program. */
export type Verb = (program: Command) => void;

export const VERBS: readonly Verb[] = [init, monitor, check, verify, parse];
