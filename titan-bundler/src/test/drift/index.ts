/** The tests of drift as functions over texts, so that they run in whatever has a JavaScript engine. One program at a time. */
import { transform } from '../../main/ts/drift/index';
import * as drift from '../../../../titan-runtime/src/main/ts/drift/index';
import { program } from './grammar';
import { Harness, type Outcome } from './harness';
import { misplaced } from './mapping';

export { Harness, drift, program };

type Program = { default: (log: (note: unknown) => void) => unknown };

let harness: Harness;
let outcomes: Outcome[] = [];

/** Called first, once. `drain` runs the microtasks within a call. */
export function boot(drain: () => void): void {
  harness = new Harness(drift, drain);
}

/** What programs import as `titan:drift`. */
export function runtime(): object {
  return { ...drift };
}

/** The compiled text of a program; `force`: each function gets a twin; `suspend`: which suspends as it begins; `drive`: async functions are driven. */
export function compile(source: string, force: boolean, suspend = false, drive = false): string {
  return transform(source, { force, suspend, drive }).code;
}

/**
 * The compiled text of a test of the language, whose twins find the run-time half as globals. Where the parser refuses the text,
 * one that throws a SyntaxError.
 */
export function compileTest(source: string, module: boolean, suspend: boolean, drive: boolean): string {
  try {
    const { code } = transform(source, { force: true, suspend, drive, sourceType: module ? 'module' : 'script' });
    return module ? code.replace(/^import\{[^}]*\}from"titan:drift";/, '') : code;
  } catch (error) {
    if (error instanceof SyntaxError) return 'throw new SyntaxError("refused by the parser")';
    throw error;
  }
}

/** The program of a seed. */
export function generate(seed: number): string {
  return program(seed);
}

/** Makes the globals those of a plain run; before the module of the program is evaluated. */
export function becomePlain(): void {
  harness.becomePlain();
}

/** Makes the globals those of a compiled run; before the module of the program is evaluated. */
export function becomeCompiled(seed: number): void {
  harness.becomeCompiled(seed);
}

/** Begins a plain run. */
export function plain(module: Program): void {
  outcomes = harness.plain(module.default);
}

/** Begins so many compiled runs at once. */
export function compiled(module: Program, runs: number): void {
  outcomes = harness.compiled(module.default, runs);
}

/** Begins a compiled run and cancels it at its first drift. */
export function cancelled(module: Program, reason: string): void {
  outcomes = harness.cancelled(module.default, new Error(reason));
}

/** Cancels the runs that were begun last. */
export function cancel(reason: string): void {
  harness.cancel(new Error(reason));
}

/** Settles one operation; `more` if there was one. */
export function step(): string {
  return harness.step() ? 'more' : 'none';
}

/** The outcomes of the runs that were begun last, a line each. */
export function results(): string {
  return outcomes.map((outcome) => JSON.stringify(outcome)).join('\n');
}

/** How often a run has held its thread since `becomeCompiled`. */
export function parks(): string {
  return String(harness.parks);
}

/** The identifiers of the compiled text that do not map to themselves, a line each; empty if all do. */
export function mapping(source: string, force: boolean): string {
  return misplaced(source, transform(source, { force }));
}
