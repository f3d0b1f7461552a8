import { captureStackTrace, ErrorCtor, isObject, OwnWeakMap, stringIndexOf, apply } from './primordials';

/** How many frames are noted for one error at most; deep recursion repeats itself. */
const MAX_LINES = 50;

/** How many frames each error has passed. */
const noted = new OwnWeakMap<object, number>();

const FRAME = /^ {4}at /;
const GENERATOR_STEP = /\.(next|return|throw) \(<anonymous>\)$/;
/** What the pass appends to the name of a declared function for its twin. */
const TWIN_NAME = /\$twin_*(?=[ .(]|$)/;

/** The name of this script as stacks show it, found once. */
const ownScript = scriptOf(lineAbove(undefined));

/**
 * Adds the place of the running frame to the stack of an error that passes it. After a suspension the native stack holds the
 * leaf alone: as the error leaves one frame after the other, its stack regains what the author would have seen. A frame that
 * the stack names already, since the error was made before the suspension, is not added again.
 */
export function noteFrame(reason: unknown, above: (...args: any[]) => any): void {
  if (!isObject(reason)) return;
  const passed = noted.get(reason) ?? 0;
  if (passed >= MAX_LINES) return;
  noted.set(reason, passed + 1);
  try {
    const stack = (reason as Error).stack;
    if (typeof stack !== 'string') return;
    const line = tidyStack(lineAbove(above));
    if (line === '' || includes(line, ownScript)) return;
    const own = tidyStack(stack);
    if (includes(own, withoutColumn(line))) return;
    (reason as Error).stack = own + '\n' + line;
  } catch {
    // An error that is frozen, or whose stack is an accessor of the author's, keeps the stack it has.
  }
}

/** The first line of the stack below `above`, or of the caller's stack. */
function lineAbove(above: ((...args: any[]) => any) | undefined): string {
  const limit = ErrorCtor.stackTraceLimit;
  const holder: { stack?: unknown } = {};
  ErrorCtor.stackTraceLimit = 1;
  try {
    captureStackTrace(holder, above);
    const text = holder.stack;
    if (typeof text !== 'string') return '';
    const at = text.indexOf('\n');
    return at < 0 ? '' : text.slice(at + 1);
  } finally {
    ErrorCtor.stackTraceLimit = limit;
  }
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
