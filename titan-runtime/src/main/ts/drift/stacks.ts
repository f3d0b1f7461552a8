import { captureStackTrace, ErrorCtor, isObject, stringIndexOf, apply } from "./primordials.ts";

/** How many frames are appended to one stack at most; deep recursion repeats itself. */
const MAX_LINES = 60;

/** The name of this script as stacks show it, found once. */
const ownScript = scriptOf(lineAbove(undefined));

/**
 * Adds the place of the running frame to the stack of an error that passes it. After a suspension the native stack holds the
 * leaf alone: as the error leaves one frame after the other, its stack regains what the author would have seen. A frame that
 * the stack names already, since the error was made before the suspension, is not added again.
 */
export function noteFrame(reason: unknown, above: (...args: any[]) => any): void {
  if (!isObject(reason)) return;
  try {
    const stack = (reason as Error).stack;
    if (typeof stack !== "string") return;
    const line = lineAbove(above);
    if (line === "" || includes(line, ownScript)) return;
    const own = withoutOwnFrames(stack);
    if (includes(own, withoutColumn(line)) || countLines(own) > MAX_LINES) return;
    (reason as Error).stack = own + "\n" + line;
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
    if (typeof text !== "string") return "";
    const at = text.indexOf("\n");
    return at < 0 ? "" : text.slice(at + 1);
  } finally {
    ErrorCtor.stackTraceLimit = limit;
  }
}

function scriptOf(line: string): string {
  const found = /\(?([^()\s]+):\d+:\d+\)?$/.exec(line);
  return found === null ? "\0" : found[1]!;
}

function withoutColumn(line: string): string {
  const found = /^(.*:\d+):\d+(\)?)$/.exec(line);
  return found === null ? line : found[1] + ":";
}

function withoutOwnFrames(stack: string): string {
  if (!includes(stack, ownScript)) return stack;
  const lines = stack.split("\n");
  let result = lines[0]!;
  for (let i = 1; i < lines.length; i++) if (!includes(lines[i]!, ownScript)) result += "\n" + lines[i];
  return result;
}

function countLines(text: string): number {
  return text.split("\n").length;
}

function includes(text: string, part: string): boolean {
  return apply(stringIndexOf, text, [part]) >= 0;
}
