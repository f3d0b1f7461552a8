import { inspectThrown } from '../console/inspect';
import { TitanError } from '../errors';
import { HttpError, MalformedBody } from './error';
import { host } from '../kernel/host';
import { StringReplaceAll } from '../kernel/primordials';
import { Fields } from './fields';

interface Thrown {
  name: string;
  message: string;
  stack: string;
  cause?: Thrown;
  errors?: Thrown[];
}

/** What V8 says where `permissions.eval` is off, and what is said in its place. */
const NO_EVAL = 'Code generation from strings disallowed for this context';
const EVAL_HINT = 'eval and new Function may not make code of a text: set "eval": true in permissions in titan.config.json';

const MAX_DEPTH = 8;

/** So deep AggregateErrors may nest: each level multiplies what is described. */
const MAX_NESTED = 2;
const MAX_ERRORS = 10;
const Aggregate = AggregateError;

/** What was thrown, as data. Reads getters of the author's at most once each and survives their throwing. */
export function describeThrown(thrown: unknown, depth = 0): Thrown {
  if (typeof thrown !== 'object' || thrown === null) {
    return { name: 'thrown', message: describePrimitive(thrown), stack: '' };
  }
  const read = (key: string): unknown => {
    try {
      return (thrown as Record<string, unknown>)[key];
    } catch {
      return undefined;
    }
  };
  const name = read('name');
  const message = read('message');
  const stack = read('stack');
  const told = typeof message === 'string' ? message : describeObject(thrown);
  const explain = (text: string): string => (name === 'EvalError' ? StringReplaceAll(text, NO_EVAL, EVAL_HINT) : text);
  const described: Thrown = {
    name: typeof name === 'string' ? name : 'thrown',
    message: explain(told),
    stack: typeof stack === 'string' ? explain(stack) : '',
  };
  const cause = read('cause');
  if (cause !== undefined && depth < MAX_DEPTH) described.cause = describeThrown(cause, depth + 1);
  const errors = isA(thrown, Aggregate) ? read('errors') : undefined;
  if (Array.isArray(errors) && errors.length > 0 && depth < MAX_NESTED) {
    described.errors = errors.slice(0, MAX_ERRORS).map((error) => describeThrown(error, depth + 1));
  }
  return described;
}

function describePrimitive(value: unknown): string {
  if (typeof value === 'function') return describeObject(value);
  return typeof value === 'string' ? value : typeof value === 'bigint' ? `${value}n` : String(value);
}

function describeObject(value: object): string {
  return inspectThrown(value, host.soundsSecret);
}

/** What was thrown, for a line of the log about code that nobody waits for: an error's stack and what has caused it, or the value, short. Never throws. */
export function thrownText(thrown: unknown): string {
  return textOf(describeThrown(thrown));
}

function textOf({ name, message, stack, cause, errors = [] }: Thrown): string {
  let text = stack !== '' ? stack : name === 'thrown' ? message : `${name}: ${message}`;
  for (let i = 0; i < errors.length; i++) text += `\n  error ${i + 1} of ${errors.length}: ${StringReplaceAll(textOf(errors[i]), '\n', '\n  ')}`;
  if (cause !== undefined) text += `\ncaused by ${textOf(cause)}`;
  return text;
}

/** `instanceof` for what may be a Proxy whose traps throw. */
export function isA<T>(value: unknown, constructor: abstract new (...args: never[]) => T): value is T {
  try {
    return value instanceof constructor;
  } catch {
    return false;
  }
}

/** The text that stands for a failure on its way to the host: `x` and JSON. */
export function encodeFailure(thrown: unknown): string {
  if (isA(thrown, HttpError)) {
    try {
      const fields = new Fields();
      fields.addAll(thrown.headers);
      const extra = thrown.details;
      const code = thrown instanceof MalformedBody ? 'TITAN_E400_BODY' : undefined;
      return 'x' + JSON.stringify({ status: thrown.status, code, detail: thrown.message, extra, headers: fields.flat, error: describeThrown(thrown) });
    } catch (e) {
      return encodeFailure(e);
    }
  }
  // One that is 500 says nothing that a client may know.
  if (isA(thrown, TitanError) && thrown.code !== 500) {
    try {
      const { code: status, message: detail, details } = thrown;
      const { retryAfter } = (details ?? {}) as { retryAfter?: unknown };
      const extra = typeof details === 'object' && details !== null && !Array.isArray(details) ? details : {};
      const headers = typeof retryAfter === 'number' ? ['Retry-After', String(retryAfter)] : [];
      return 'x' + JSON.stringify({ status, detail, extra, headers, error: describeThrown(thrown) });
    } catch {
      // Details that are no JSON are told to nobody.
    }
  }
  return 'x' + JSON.stringify({ status: 500, error: describeThrown(thrown) });
}
