/** node:assert (https://nodejs.org/api/assert.html). */
import { isDeepEqual } from './util-equal';

const { inspect } = require('node:util');

type Fn = (...args: any[]) => any;

interface Failure {
  message?: string | undefined;
  actual?: unknown;
  expected?: unknown;
  operator?: string;
  stackStartFn?: Function;
}

class AssertionError extends Error {
  readonly actual: unknown;
  readonly expected: unknown;
  readonly operator: string | undefined;
  readonly generatedMessage: boolean;
  readonly code = 'ERR_ASSERTION';

  constructor({ message, actual, expected, operator, stackStartFn }: Failure) {
    super(message ?? messageOf(actual, expected, operator));
    Object.defineProperty(this, 'name', { value: 'AssertionError', writable: true, configurable: true });
    this.generatedMessage = message === undefined;
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    const { captureStackTrace } = Error as unknown as { captureStackTrace(target: object, above?: Function): void };
    captureStackTrace(this, stackStartFn);
    // Where the assertion can suspend it is not that very function which runs.
    if (!/\n {4}at /.test(this.stack!)) captureStackTrace(this);
  }

  override toString(): string {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

const HEADS: Record<string, string> = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
};

const shown = (value: unknown): string => inspect(value, { depth: 1000, maxArrayLength: null, maxStringLength: null, sorted: true, customInspect: false });

function messageOf(actual: unknown, expected: unknown, operator: string | undefined): string {
  if (operator === undefined) return 'Failed';
  const head = HEADS[operator];
  if (head === undefined) return `${shown(actual)} ${operator} ${shown(expected)}`;
  return operator.startsWith('not') ? `${head}\n\n${shown(actual)}` : `${head}\n\n${shown(actual)} !== ${shown(expected)}`;
}

function fails(failure: Failure, message: unknown): never {
  if (message instanceof Error) throw message;
  throw new AssertionError(message === undefined ? failure : { ...failure, message: String(message) });
}

function assert(...args: unknown[]): void {
  ok.apply(undefined, args);
}

function ok(...args: unknown[]): void {
  const [value, message] = args;
  if (value) return;
  const generated = args.length === 0 ? 'No value argument passed to `assert.ok()`' : 'The expression evaluated to a falsy value';
  fails({ actual: value, expected: true, operator: '==', stackStartFn: ok, ...(message === undefined ? { message: generated } : {}) }, message);
}

/** Assertions about two values: what they are called, and when they hold. */
function comparison(operator: string, holds: (actual: any, expected: any) => boolean): Fn {
  const check = function (actual: unknown, expected: unknown, message?: unknown): void {
    if (!holds(actual, expected)) fails({ actual, expected, operator, stackStartFn: check }, message);
  };
  return check;
}

const strictEqual = comparison('strictEqual', Object.is);
const notStrictEqual = comparison('notStrictEqual', (actual, expected) => !Object.is(actual, expected));
const deepStrictEqual = comparison('deepStrictEqual', (actual, expected) => isDeepEqual(actual, expected, true));
const notDeepStrictEqual = comparison('notDeepStrictEqual', (actual, expected) => !isDeepEqual(actual, expected, true));
const bothNaN = (first: unknown, second: unknown): boolean => first !== first && second !== second;
const equal = comparison('==', (actual, expected) => actual == expected || bothNaN(actual, expected));
const notEqual = comparison('!=', (actual, expected) => actual != expected && !bothNaN(actual, expected));
const deepEqual = comparison('deepEqual', (actual, expected) => isDeepEqual(actual, expected, false));
const notDeepEqual = comparison('notDeepEqual', (actual, expected) => !isDeepEqual(actual, expected, false));
const match = comparison('match', (text, pattern: RegExp) => typeof text === 'string' && pattern.test(text));
const doesNotMatch = comparison('doesNotMatch', (text, pattern: RegExp) => typeof text !== 'string' || !pattern.test(text));

/** Whether what was thrown is what was expected of it. */
function fits(thrown: any, expected: any, operator: string, message: unknown): boolean {
  if (expected instanceof RegExp) return expected.test(String(thrown));
  if (typeof expected === 'function') {
    if (expected.prototype !== undefined && thrown instanceof expected) return true;
    if (Error.isPrototypeOf(expected) || expected === Error) return false;
    if (expected.call({}, thrown) === true) return true;
    return fails({ actual: thrown, expected, operator, message: `The ${inspect(expected)} validation function is expected to return "true".` }, message);
  }
  const keys = Object.keys(expected);
  if (expected instanceof Error) keys.push('name', 'message');
  for (const key of keys) {
    const [actual, wanted] = [thrown?.[key], expected[key]];
    if (wanted instanceof RegExp && typeof actual === 'string' ? wanted.test(actual) : isDeepEqual(actual, wanted, true)) continue;
    fails({ actual: thrown, expected, operator, message: `Expected ${key} of what was thrown to be ${shown(wanted)}, not ${shown(actual)}` }, message);
  }
  return true;
}

function judge(outcome: { thrown: unknown } | undefined, operator: string, given: unknown[], above: Function): void {
  const [expected, message] = typeof given[0] === 'string' ? [undefined, given[0]] : given;
  if (outcome === undefined) fails({ actual: undefined, expected, operator, message: `Missing expected ${operator === 'rejects' ? 'rejection' : 'exception'}.`, stackStartFn: above }, message);
  if (expected !== undefined && !fits(outcome!.thrown, expected, operator, message)) throw outcome!.thrown;
}

function throws(fn: Fn, ...given: unknown[]): void {
  judge(outcomeOf(fn), 'throws', given, throws);
}

function outcomeOf(fn: Fn): { thrown: unknown } | undefined {
  if (typeof fn !== 'function') throw Object.assign(new TypeError('The "fn" argument must be of type function'), { code: 'ERR_INVALID_ARG_TYPE' });
  try {
    fn();
    return undefined;
  } catch (thrown) {
    return { thrown };
  }
}

async function rejectionOf(given: Fn | Promise<unknown>): Promise<{ thrown: unknown } | undefined> {
  const promise = typeof given === 'function' ? given() : given;
  if (typeof promise?.then !== 'function') throw Object.assign(new TypeError('expected a promise, or a function that returns one'), { code: 'ERR_INVALID_ARG_TYPE' });
  try {
    await promise;
    return undefined;
  } catch (thrown) {
    return { thrown };
  }
}

async function rejects(promise: Fn | Promise<unknown>, ...given: unknown[]): Promise<void> {
  judge(await rejectionOf(promise), 'rejects', given, rejects);
}

function unwanted(outcome: { thrown: any } | undefined, what: string, operator: string, given: unknown[]): void {
  if (outcome === undefined) return;
  const [expected, message] = typeof given[0] === 'string' ? [undefined, given[0]] : given;
  if (expected !== undefined && !fits(outcome.thrown, expected, operator, message)) throw outcome.thrown;
  fails({ actual: outcome.thrown, expected, operator, message: `Got unwanted ${what}${message === undefined ? '.' : `: ${String(message)}`}\nActual message: "${outcome.thrown?.message}"` }, undefined);
}

const assertions = {
  ok,
  equal,
  notEqual,
  deepEqual,
  notDeepEqual,
  strictEqual,
  notStrictEqual,
  deepStrictEqual,
  notDeepStrictEqual,
  match,
  doesNotMatch,
  throws,
  rejects,
  doesNotThrow: (fn: Fn, ...given: unknown[]): void => unwanted(outcomeOf(fn), 'exception', 'doesNotThrow', given),
  doesNotReject: async (promise: Fn | Promise<unknown>, ...given: unknown[]): Promise<void> => unwanted(await rejectionOf(promise), 'rejection', 'doesNotReject', given),
  fail: (message?: unknown): never => fails({ message: 'Failed', operator: 'fail' }, message),
  ifError(value: unknown): void {
    if (value !== null && value !== undefined) fails({ actual: value, expected: null, operator: 'ifError', message: `ifError got unwanted exception: ${(value as Error).message ?? inspect(value)}` }, undefined);
  },
  AssertionError,
};

function strict(...args: unknown[]): void {
  ok.apply(undefined, args);
}
Object.assign(strict, assertions, { equal: strictEqual, notEqual: notStrictEqual, deepEqual: deepStrictEqual, notDeepEqual: notDeepStrictEqual, strict });
Object.assign(assert, assertions, { strict });
module.exports = assert;
