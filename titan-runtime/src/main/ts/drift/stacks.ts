import { captureStackTrace, ErrorCtor, isObject, OwnWeakMap, stringIndexOf, apply } from './primordials';

/** How many frames are noted for one error at most; deep recursion repeats itself. */
const MAX_LINES = 50;

/** A frame that V8 has noted, and writes out when it is read. */
interface Noted {
  stack?: unknown;
  next: Noted | null;
}

/** What is known of an error that has passed frames, or whose stack has been composed. */
interface Passed {
  count: number;
  /** Whether its stack is a text: what it passes then is added to that. Until then the frames are kept, the first of them here. */
  composed: boolean;
  first: Noted | null;
  last: Noted | null;
}

const errors = new OwnWeakMap<object, Passed>();

/** The value of `Error.prepareStackTrace` that composes stacks by `composeStack`; undefined where nothing does. */
let composer: unknown;

const FRAME = /^ {4}at /;
const GENERATOR_STEP = /\.(next|return|throw) \(<anonymous>\)$/;
/** What the pass appends to the name of a declared function for its twin. */
const TWIN_NAME = /\$twin_*(?=[ .(]|$)/;

/** The name of this script as stacks show it, found once. */
const ownScript = scriptOf(lineOf(frameAbove(undefined)));

/** From now on stacks are composed when they are first read, by this value of `Error.prepareStackTrace`. */
export function composedBy(prepareStackTrace: (error: object, sites: readonly unknown[]) => string): void {
  composer = prepareStackTrace;
}

/** The frames of an error as V8 writes them, a line each, and below them those that it has passed since. The stack that they are for is a text from then on. */
export function composeStack(error: object, frames: string): string {
  const passed = passedBy(error);
  passed.composed = true;
  let all = frames;
  for (let noted = passed.first; noted !== null; noted = noted.next) {
    const line = lineOf(noted);
    if (line !== '' && !includes(line, ownScript) && !includes(all, withoutColumn(line))) all += '\n' + line;
  }
  passed.first = passed.last = null;
  return all;
}

/**
 * Adds the place of the running frame to the stack of an error that passes it. After a suspension the native stack holds the
 * leaf alone: as the error leaves one frame after the other, its stack regains what the author would have seen. A frame that
 * the stack names already, since the error was made before the suspension, is not added again. Where nobody has read the stack
 * yet the frame is noted alone: what becomes of most errors is that nobody reads it.
 */
export function noteFrame(reason: unknown, above: (...args: any[]) => any): void {
  if (!isObject(reason)) return;
  const passed = passedBy(reason);
  if (passed.count >= MAX_LINES) return;
  passed.count++;
  try {
    if (composer !== undefined && !passed.composed && ErrorCtor.prepareStackTrace === composer) {
      const noted = frameAbove(above);
      if (passed.last === null) passed.first = noted;
      else passed.last.next = noted;
      passed.last = noted;
      return;
    }
    const stack = (reason as Error).stack;
    if (typeof stack !== 'string') return;
    const line = tidyStack(lineOf(frameAbove(above)));
    if (line === '' || includes(line, ownScript)) return;
    const own = tidyStack(stack);
    if (includes(own, withoutColumn(line))) return;
    (reason as Error).stack = own + '\n' + line;
  } catch {
    // An error that is frozen, or whose stack is an accessor of the author's, keeps the stack it has.
  }
}

function passedBy(error: object): Passed {
  let passed = errors.get(error);
  if (passed === undefined) {
    passed = { count: 0, composed: false, first: null, last: null };
    errors.set(error, passed);
  }
  return passed;
}

/** The frame below `above`, or the caller's. */
function frameAbove(above: ((...args: any[]) => any) | undefined): Noted {
  const limit = ErrorCtor.stackTraceLimit;
  const noted: Noted = { next: null };
  ErrorCtor.stackTraceLimit = 1;
  try {
    captureStackTrace(noted, above);
    return noted;
  } finally {
    ErrorCtor.stackTraceLimit = limit;
  }
}

/** The line of a frame, empty where there is none. */
function lineOf(noted: Noted): string {
  const text = noted.stack;
  if (typeof text !== 'string') return '';
  const at = apply(stringIndexOf, text, ['\n']);
  return at < 0 ? '' : text.slice(at + 1);
}

function scriptOf(line: string): string {
  const found = /\(?([^()\s]+):\d+:\d+\)?$/.exec(line);
  return found === null ? '\0' : found[1]!;
}

function withoutColumn(line: string): string {
  const found = /^(.*:\d+):\d+(\)?)$/.exec(line);
  return found === null ? line : found[1] + ':';
}

/** A stack as the author knows it: without the frames of this script and of the engine's generators, functions by their own names. */
export function tidyStack(stack: string): string {
  const lines = stack.split('\n');
  let result = '';
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (FRAME.test(line)) {
      if (includes(line, ownScript) || GENERATOR_STEP.test(line)) continue;
      result += (i === 0 ? '' : '\n') + line.replace(TWIN_NAME, '');
    } else {
      result += (i === 0 ? '' : '\n') + line;
    }
  }
  return result;
}

function includes(text: string, part: string): boolean {
  return apply(stringIndexOf, text, [part]) >= 0;
}
