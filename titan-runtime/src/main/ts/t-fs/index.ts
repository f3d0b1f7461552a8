/** `t.fs`: the files of the app, in `data/` and where the permissions allow. What may be reached, and how, is the host's: `dev.titan.host.files`. */
import { extract, host, inWords, operation, givenOptions } from 'titan:kernel';
import { readable, receive } from './streams';

type Data = unknown;

function pathOf(api: string, path: unknown): string {
  if (typeof path !== 'string') throw new TypeError(`${api}: the path must be a string, not ${path === null ? 'null' : typeof path}`);
  return path;
}

function flag(api: string, options: unknown, name: string): boolean {
  if (options === undefined) return false;
  if (typeof options !== 'object' || options === null) throw new TypeError(`${api}: the options must be an object with ${name}`);
  for (const key of Object.keys(options)) if (key !== name) throw new TypeError(`${api}: no option '${key}'; there is ${name}`);
  return (options as Record<string, unknown>)[name] === true;
}

function position(api: string, name: string, value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new RangeError(`${api}: ${name} must be a whole number of bytes from 0 on, not ${inWords(value)}`);
  return value as number;
}

function ask(method: string, name: string, path: unknown, more: unknown[] = [], bytes?: ArrayBuffer | ArrayBufferView, decode?: (value: unknown, bytes: ArrayBuffer | undefined, scope: number) => unknown): PromiseLike<unknown> {
  const api = `t.fs.${method}`;
  return operation({ label: api, name, args: [api, pathOf(api, path), ...more], bytes, decode });
}

function read(method: string, path: unknown, decode: (bytes: ArrayBuffer) => unknown): PromiseLike<unknown> {
  return ask(method, 'fs.read', path, [], undefined, (_value, bytes) => decode(bytes ?? new ArrayBuffer(0)));
}

function textOf(api: string, path: unknown, bytes: ArrayBuffer): string {
  const text = host.decodeStrictUtf8(bytes);
  if (text !== undefined) return text;
  throw Object.assign(new Error(`${api}: the file is not UTF-8: ${String(path)}`), { name: 'FileError', code: 'EILSEQ' });
}

/** What was given to write: at once, or over time. */
function content(api: string, data: Data): { bytes?: ArrayBuffer | ArrayBufferView; given?: object } {
  if (data === undefined || data === null || (typeof data !== 'string' && typeof data !== 'object')) {
    throw new TypeError(`${api}: the content must be a string, bytes, a Blob or a stream, not ${data === null ? 'null' : typeof data}`);
  }
  const { whole, given, type } = extract(data, api);
  if (given !== undefined) return { given };
  if (typeof data === 'object' && typeof whole === 'string' && type?.startsWith('text/plain')) {
    if (typeof (data as Partial<Iterable<unknown>>)[Symbol.iterator] === 'function') return { given: data };
    throw new TypeError(`${api}: the content must be a string, bytes, a Blob or a stream, not an object; for JSON pass JSON.stringify(value)`);
  }
  return { bytes: typeof whole === 'string' ? host.encodeUtf8(whole) : (whole ?? new ArrayBuffer(0)) };
}

const text = (path: unknown): PromiseLike<unknown> => read('text', path, (bytes) => textOf('t.fs.text', path, bytes));

export const fs = {
  text,
  read: text,
  json: (path: unknown): PromiseLike<unknown> => read('json', path, (bytes) => JSON.parse(textOf('t.fs.json', path, bytes)) as unknown),
  bytes: (path: unknown): PromiseLike<unknown> => read('bytes', path, (bytes) => new Uint8Array(bytes)),
  stream(path: unknown, options?: { from?: unknown; to?: unknown }): PromiseLike<unknown> {
    const api = 't.fs.stream';
    const { from: first, to: last } = givenOptions(api, options);
    const from = position(api, 'from', first, 0);
    const to = position(api, 'to', last, -1);
    if (to !== -1 && to < from) throw new RangeError(`${api}: to must not be less than from, not ${to} < ${from}`);
    return ask('stream', 'fs.open', path, [from, to], undefined, (value, _bytes, scope) => readable((value as { resource: number }).resource, scope));
  },
  write(path: unknown, data: Data, options?: { ifAbsent?: boolean }): PromiseLike<unknown> {
    const api = 't.fs.write';
    const ifAbsent = flag(api, options, 'ifAbsent');
    const { bytes, given } = content(api, data);
    if (given === undefined) return ask('write', 'fs.write', path, [ifAbsent], bytes);
    if (ifAbsent) throw new TypeError(`${api}: ifAbsent is for content that is given as a whole`);
    return receive(api, pathOf(api, path), given);
  },
  append(path: unknown, data: Data): PromiseLike<unknown> {
    const { bytes, given } = content('t.fs.append', data);
    if (given !== undefined) throw new TypeError('t.fs.append: the content must be given as a whole; write a stream with t.fs.write');
    return ask('append', 'fs.append', path, [], bytes);
  },
  list: (path: unknown = '', options?: { recursive?: boolean }): PromiseLike<unknown> => ask('list', 'fs.list', path, [flag('t.fs.list', options, 'recursive')]),
  stat: (path: unknown): PromiseLike<unknown> => ask('stat', 'fs.stat', path, [], undefined, (value) => value ?? null),
  exists: (path: unknown): PromiseLike<unknown> => ask('exists', 'fs.stat', path, [], undefined, (value) => value !== undefined && value !== null),
  delete: (path: unknown, options?: { recursive?: boolean }): PromiseLike<unknown> => ask('delete', 'fs.delete', path, [flag('t.fs.delete', options, 'recursive')]),
  mkdir: (path: unknown): PromiseLike<unknown> => ask('mkdir', 'fs.mkdir', path),
  copy: (from: unknown, to: unknown): PromiseLike<unknown> => ask('copy', 'fs.copy', to, [pathOf('t.fs.copy', from)]),
  move: (from: unknown, to: unknown): PromiseLike<unknown> => ask('move', 'fs.move', to, [pathOf('t.fs.move', from)]),
};
