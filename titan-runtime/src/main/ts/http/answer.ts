import { ArrayBufferIsView, NumberIsInteger, ObjectGetPrototypeOf, ObjectKeys, ObjectPrototype } from '../kernel/primordials';
import { type Format, RAW } from '../streams/pump';
import { discard, isStream } from '../streams/source';
import { Fields } from './fields';
import { Html } from './html';
import { checkStatus, TitanResponse, toJson } from './response';
import { takeBody } from './content';
import { Response } from './web-response';

type Bytes = ArrayBuffer | ArrayBufferView;

/** The bytes of the answer last encoded, when its text begins with `b`. Taken by the host right after. */
let bytes: Bytes | undefined;

export function takeBytes(): Bytes | undefined {
  const taken = bytes;
  bytes = undefined;
  return taken;
}

/** The body of an answer that is to be streamed. */
export interface StreamBody {
  readonly given: unknown;
  /** What it was given to, for messages. */
  readonly what: string;
  readonly format: Format;
}

/** The stream of the answer last encoded, when its text begins with `s`. */
let stream: StreamBody | undefined;

export function takeStream(): StreamBody | undefined {
  const taken = stream;
  stream = undefined;
  return taken;
}

/**
 * The text that stands for an answer on its way to the host. Its first character says what it is: `j` a 200 whose JSON follows, `J` the same behind three digits of
 * status, `t` a 200 whose plain text follows, `n` a 204; `r`, `b`, `f`, `e` three digits of status, header lines, an empty line, and then text, nothing (the bytes
 * are taken apart), the path of a file, or nothing at all; `s` the same, to be followed by the number of the pipe that the body comes by.
 *
 * @throws TypeError or RangeError when the value cannot be an answer
 */
export function encodeAnswer(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 't' + value;
    case 'undefined':
      return 'n';
    case 'object':
      return value === null ? 'jnull' : encodeObject(value);
    default:
      return 'j' + toJson(value);
  }
}

function encodeObject(value: object): string {
  if (value instanceof Html) return `r200Content-Type: text/html; charset=utf-8\n\n${value.text}`;
  if (value instanceof TitanResponse) return encodeMade(value);
  if (value instanceof Response) return encodeWeb(value);
  if (value instanceof ArrayBuffer || ArrayBufferIsView(value)) return withBytes(200, 'Content-Type: application/octet-stream\n\n', value as Bytes);
  if (isStream(value)) return streamed(200, 'Content-Type: application/octet-stream\n\n', value, 'the answer', RAW);
  const status = (value as { status?: unknown }).status;
  return typeof status === 'number' && isEnvelope(value, status) ? encodeEnvelope(status, value) : 'j' + toJson(value);
}

/** A plain object with a status from 100 to 599 and no keys but status, headers and body. */
function isEnvelope(value: object, status: number): boolean {
  if (!NumberIsInteger(status) || status < 100 || status > 599) return false;
  const prototype = ObjectGetPrototypeOf(value);
  if (prototype !== ObjectPrototype && prototype !== null) return false;
  const keys = ObjectKeys(value);
  for (let i = 0; i < keys.length; i++) {
    if (keys[i] !== 'status' && keys[i] !== 'body' && keys[i] !== 'headers') return false;
  }
  return true;
}

function encodeEnvelope(status: number, value: { headers?: unknown; body?: unknown }): string {
  checkStatus(status);
  const { headers, body } = value;
  if (headers === undefined || headers === null) {
    if (body === undefined) return `e${status}\n`;
    if (typeof body === 'string') return `r${status}Content-Type: text/plain; charset=utf-8\n\n${body}`;
    if (!isBytes(body) && !isStreamed(body)) return status === 200 ? 'j' + toJson(body) : `J${status}` + toJson(body);
  }
  const fields = new Fields();
  fields.addAll(headers);
  if (body === undefined) return `e${status}${fields.encode()}`;
  if (isBytes(body)) {
    if (!fields.has('content-type')) fields.append('Content-Type', 'application/octet-stream');
    return withBytes(status, fields.encode(), body);
  }
  if (isStreamed(body)) {
    if (!fields.has('content-type')) fields.append('Content-Type', 'application/octet-stream');
    return streamed(status, fields.encode(), body, "the answer's body", RAW);
  }
  const text = typeof body === 'string' ? body : toJson(body);
  if (!fields.has('content-type')) fields.append('Content-Type', typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json');
  return `r${status}${fields.encode()}${text}`;
}

function encodeMade(made: TitanResponse): string {
  const payload = made.payload;
  const head = made.fields.encode();
  switch (payload.kind) {
    case 'text':
      return `r${made.status}${head}${payload.text}`;
    case 'bytes':
      return withBytes(made.status, head, payload.bytes);
    case 'file':
      return `f${made.status}${head}${payload.path}`;
    case 'stream':
      return streamed(made.status, head, payload.given, payload.what, payload.format);
    case 'empty':
      return `e${made.status}${head}`;
  }
}

function encodeWeb(made: Response): string {
  const fields = new Fields();
  fields.addAll(made.headers);
  const taken = takeBody(made);
  const head = fields.encode();
  if ('given' in taken) return streamed(made.status, head, taken.given, "the response's body", RAW);
  const body = taken.whole;
  if (body === null) return `e${made.status}${head}`;
  return typeof body === 'string' ? `r${made.status}${head}${body}` : withBytes(made.status, head, body);
}

function isBytes(value: unknown): value is Bytes {
  return value instanceof ArrayBuffer || ArrayBufferIsView(value);
}

function isStreamed(value: unknown): value is object {
  return typeof value === 'object' && value !== null && isStream(value);
}

function streamed(status: number, head: string, given: unknown, what: string, format: Format): string {
  if (status === 204 || status === 205 || status === 304) {
    discard(given);
    return `e${status}${head}`;
  }
  stream = { given, what, format };
  return `s${status}${head}`;
}

function withBytes(status: number, head: string, value: Bytes): string {
  bytes = value;
  return `b${status}${head}`;
}

