/** What authors give to `t.tasks`, checked. Times are milliseconds from here on. */
import { inWords } from 'titan:kernel';
import { duration } from 'titan:values';

const LONGEST = 256;

export function nameOf(label: string, name: unknown): string {
  if (typeof name !== 'string') throw new TypeError(`${label}: expected the name of a task, not ${name === null ? 'null' : typeof name}`);
  if (name === '' || name.length > LONGEST || /[\s@]/.test(name)) {
    throw new TypeError(`${label}: the name of a task has 1 to ${LONGEST} characters without white space and @, and is not '${name.slice(0, 80)}'`);
  }
  return name;
}

export interface Settings {
  retries?: number;
  timeout?: number;
  backoff?: number;
  maxBackoff?: number;
  concurrency?: number;
  delay?: number;
  dedupe?: string;
  timezone?: string;
  payload?: unknown;
}

type Reader = (label: string, value: unknown) => unknown;

function whole(name: string, least: number, most: number): Reader {
  return (label, value) => {
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
      throw new RangeError(`${label}: ${name} must be an integer from ${least} to ${most}, not ${inWords(value)}`);
    }
    return value;
  };
}

function time(name: string, least: number): Reader {
  return (label, value) => {
    const ms = duration(label, name, value);
    if (ms < least) throw new RangeError(`${label}: ${name} must be at least ${least} ms, not ${inWords(value)}`);
    return Math.ceil(ms);
  };
}

const READERS: Readonly<Record<string, Reader>> = {
  retries: whole('retries', 0, 1_000),
  concurrency: whole('concurrency', 1, 100_000),
  timeout: time('timeout', 1),
  backoff: time('backoff', 0),
  maxBackoff: time('maxBackoff', 0),
  delay: time('delay', 0),
  at(label, value) {
    const ms = value instanceof Date ? value.getTime() : typeof value === 'number' ? value : NaN;
    if (!(Math.abs(ms) < 8.64e15)) throw new TypeError(`${label}: at must be a Date, not ${inWords(value)}`);
    return ms;
  },
  dedupe(label, value) {
    if (typeof value !== 'string' || value === '' || value.length > 1_024) throw new TypeError(`${label}: dedupe must be a string of 1 to 1024 characters`);
    return value;
  },
  timezone(label, value) {
    if (typeof value !== 'string' || value === '') throw new TypeError(`${label}: timezone must be a name such as 'Europe/Berlin'`);
    return value;
  },
  payload: (_label, value) => value,
};

export const DEFINING = ['retries', 'timeout', 'backoff', 'maxBackoff', 'concurrency'];
export const ENQUEUING = ['delay', 'at', 'dedupe', 'retries', 'timeout', 'backoff', 'maxBackoff'];
export const SCHEDULING = ['payload', 'timezone', 'retries', 'timeout', 'backoff', 'maxBackoff'];

/** @param known the options that there are */
export function settings(label: string, given: unknown, known: readonly string[]): Settings {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object') throw new TypeError(`${label}: the options must be an object, not ${typeof given}`);
  const read: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    if (!known.includes(key)) throw new TypeError(`${label}: unknown option '${key}'; known are ${known.join(', ')}`);
    if (value !== undefined) read[key] = READERS[key](label, value);
  }
  if (read.at !== undefined) {
    if (read.delay !== undefined) throw new TypeError(`${label}: delay and at exclude each other`);
    read.delay = Math.max(0, (read.at as number) - Date.now());
    delete read.at;
  }
  return read;
}
