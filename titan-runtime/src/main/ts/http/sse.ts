/** Server-sent events (https://html.spec.whatwg.org/#server-sent-events): the values of a source as events of text/event-stream. */
import { JSONStringify, NumberIsInteger, ObjectGetPrototypeOf, ObjectKeys, ObjectPrototype, RegExpTest, StringIncludes, StringReplaceAll } from '../kernel/primordials';
import type { Format } from '../streams/pump';

/** Milliseconds after which a comment is sent where nothing else was. */
const HEARTBEAT = 15_000;
const LONGEST = 2 ** 31 - 1;

/** What `t.response.sse` takes beside status and headers. */
export interface EventOptions {
  /** Milliseconds without an event after which a comment is sent; 0 for none. */
  heartbeat?: unknown;
  /** Milliseconds that the client is to wait before it connects again. */
  retry?: unknown;
}

const FIELDS = ['data', 'event', 'id', 'retry', 'comment'];
const BREAK = /[\r\n]/;

/** @throws RangeError for a time that is none */
export function eventFormat(options: EventOptions): Format {
  const heartbeat = milliseconds('heartbeat', options.heartbeat ?? HEARTBEAT);
  return {
    encode: encodeEvent,
    prelude: options.retry === undefined ? undefined : `retry: ${milliseconds('retry', options.retry)}\n\n`,
    idle: heartbeat === 0 ? undefined : { text: ':\n\n', milliseconds: heartbeat },
  };
}

function milliseconds(name: string, value: unknown): number {
  if (!NumberIsInteger(value) || (value as number) < 0 || (value as number) > LONGEST) {
    throw new RangeError(`t.response.sse: ${name} must be whole milliseconds from 0 to ${LONGEST}, not ${String(value)}`);
  }
  return value as number;
}

/** A plain object that has no keys but those of an event is one; any other value is the data of one: a string as it is, all else as JSON. */
function encodeEvent(value: unknown): string {
  if (!isEvent(value)) return lines('data', dataOf(value)) + '\n';
  let text = '';
  if (value.comment !== undefined) text += lines('', String(value.comment));
  if (value.event !== undefined) text += field('event', String(value.event));
  if (value.id !== undefined) text += field('id', String(value.id));
  if (value.retry !== undefined) text += `retry: ${milliseconds('retry', value.retry)}\n`;
  if (value.data !== undefined) text += lines('data', dataOf(value.data));
  return text + '\n';
}

function isEvent(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = ObjectGetPrototypeOf(value);
  if (prototype !== ObjectPrototype && prototype !== null) return false;
  const keys = ObjectKeys(value);
  for (let i = 0; i < keys.length; i++) {
    let known = false;
    for (let k = 0; k < FIELDS.length; k++) known ||= FIELDS[k] === keys[i];
    if (!known) return false;
  }
  return keys.length > 0;
}

function dataOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const text = JSONStringify(value) as string | undefined;
  if (text === undefined) throw new TypeError(`t.response.sse: the data of an event must be a string or JSON, not ${typeof value}`);
  return text;
}

function field(name: string, value: string): string {
  if (RegExpTest(BREAK, value) || StringIncludes(value, '\0')) {
    throw new TypeError(`t.response.sse: ${name} must not have a line break or NUL: ${JSONStringify(value)}`);
  }
  return `${name}: ${value}\n`;
}

/** A field a line. */
function lines(name: string, value: string): string {
  const text = RegExpTest(BREAK, value) ? StringReplaceAll(StringReplaceAll(value, '\r\n', '\n'), '\r', '\n') : value;
  return `${name}: ${StringReplaceAll(text, '\n', `\n${name}: `)}\n`;
}
