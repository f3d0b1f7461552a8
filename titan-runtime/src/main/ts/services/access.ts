/** The decorators that say who may call what, and how often. They hold for calls by clients alone. */
import { ArrayIsArray, ObjectKeys } from '../kernel/primordials';
import { instanceMethod } from './decorators';
import { type AccessRule, isClass, note, noteMethod } from './metadata';

type AnyDecorator = (target: object, name?: PropertyKey, descriptor?: PropertyDescriptor) => void;

const RULES = ['roles', 'scopes'];
const RATE = ['limit', 'window'];
const MOST = 2 ** 31 - 1;
const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function check(decorator: string, options: object, known: readonly string[]): void {
  for (const key of ObjectKeys(options)) {
    if (!known.includes(key)) throw new TypeError(`@${decorator}: unknown option '${key}'; known are ${known.join(', ')}`);
  }
}

function names(option: string, value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (!ArrayIsArray(value) || !value.every((one) => typeof one === 'string')) throw new TypeError(`@Auth: '${option}' is not an array of strings`);
  return value as string[];
}

/** `@Auth()`, `@Auth({ roles, scopes })` before a method, or before a class for all of its methods. */
export function Auth(options: { roles?: readonly string[]; scopes?: readonly string[] } = {}): AnyDecorator {
  check('Auth', options, RULES);
  const rule: AccessRule = { roles: names('roles', options.roles), scopes: names('scopes', options.scopes) };
  return (target, name, descriptor) => {
    if (name === undefined) {
      if (!isClass(target)) throw new TypeError('@Auth stands before a class or a method');
      note(target).auth = rule;
      return;
    }
    instanceMethod('Auth', target, name, descriptor);
    noteMethod(target.constructor, name as string).auth = rule;
  };
}

function milliseconds(window: unknown): number {
  const match = typeof window === 'string' ? /^(\d+)(ms|s|m|h)$/.exec(window) : null;
  return match === null ? Number(window) : Number(match[1]) * UNITS[match[2]];
}

/** `@RateLimit({ limit: 10, window: '1m' })` before a method. */
export function RateLimit(options: { limit: number; window: number | string }): AnyDecorator {
  check('RateLimit', options, RATE);
  const { limit } = options;
  const windowMs = milliseconds(options.window);
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= MOST)) throw new RangeError(`@RateLimit: limit must be an integer from 1 to ${MOST}, not ${String(limit)}`);
  if (!(windowMs >= 1 && windowMs <= MOST)) {
    throw new RangeError(`@RateLimit: window must be milliseconds from 1 to ${MOST}, or a text such as '10s', '1m' or '1h', not ${String(options.window)}`);
  }
  return (target, name, descriptor) => {
    instanceMethod('RateLimit', target, name!, descriptor);
    noteMethod(target.constructor, name as string).rate = { limit, windowMs };
  };
}
