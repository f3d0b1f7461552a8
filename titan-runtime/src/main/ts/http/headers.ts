/** Headers of the Fetch Standard (https://fetch.spec.whatwg.org/#headers-class). */
import { defineInterface, definePairs, requireArguments, toDOMString } from '../kernel/idl';
import { ReflectApply, StringSplit } from '../kernel/primordials';

export type HeadersInit_ = Headers | Record<string, unknown> | Iterable<readonly [string, unknown]>;

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const BAD_VALUE = /[\0\r\n]/;

/** https://webidl.spec.whatwg.org/#js-ByteString */
function bytesOf(value: unknown): string {
  const text = toDOMString(value);
  if (/[^\0-\xff]/.test(text)) throw new TypeError(`Headers: ${JSON.stringify(text)} has characters beyond Latin-1`);
  return text;
}

/** A name in lower case. */
function nameOf(name: unknown): string {
  const text = bytesOf(name);
  if (!NAME.test(text)) throw new TypeError(`Headers: ${JSON.stringify(text)} is not a header name`);
  return text.toLowerCase();
}

function valueOf(name: string, value: unknown): string {
  const text = bytesOf(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
  if (BAD_VALUE.test(text)) throw new TypeError(`Headers: ${JSON.stringify(text)} is not a value for ${name}`);
  return text;
}

/** https://fetch.spec.whatwg.org/#headers-class */
export class Headers {
  #list: [string, string][] = [];
  /** What iteration gives, until something changes. */
  #sorted: [string, string][] | undefined;

  constructor(init?: HeadersInit_) {
    if (init === undefined) return;
    if ((typeof init !== 'object' && typeof init !== 'function') || init === null) throw new TypeError('Headers: the argument must be an object');
    const iterate = (init as Iterable<unknown>)[Symbol.iterator];
    if (iterate !== undefined && iterate !== null) this.#fromPairs(init as Iterable<unknown>, iterate as () => Iterator<unknown>);
    else this.#fromRecord(init as Record<string, unknown>);
  }
  #fromPairs(init: Iterable<unknown>, iterate: () => Iterator<unknown>): void {
    if (typeof iterate !== 'function') throw new TypeError('Headers: the argument must be a list of pairs or an object');
    for (const pair of { [Symbol.iterator]: () => ReflectApply(iterate, init, []) as Iterator<unknown> }) {
      if (typeof pair !== 'object' || pair === null) throw new TypeError('Headers: each item must be a name and a value');
      const items = [...(pair as Iterable<unknown>)];
      if (items.length !== 2) throw new TypeError('Headers: each item must be a name and a value');
      this.append(items[0], items[1]);
    }
  }
  #fromRecord(init: Record<string, unknown>): void {
    const fields: [string, string][] = [];
    for (const key of Reflect.ownKeys(init)) {
      if (!Object.getOwnPropertyDescriptor(init, key)?.enumerable) continue;
      fields.push([bytesOf(key), bytesOf(init[key as string])]);
    }
    for (const [name, value] of fields) this.append(name, value);
  }

  append(name: unknown, value: unknown): void {
    requireArguments('Headers.append', arguments, 2);
    const key = nameOf(name);
    this.#list.push([key, valueOf(key, value)]);
    this.#sorted = undefined;
  }
  delete(name: unknown): void {
    requireArguments('Headers.delete', arguments, 1);
    const key = nameOf(name);
    this.#list = this.#list.filter(([n]) => n !== key);
    this.#sorted = undefined;
  }
  get(name: unknown): string | null {
    requireArguments('Headers.get', arguments, 1);
    const key = nameOf(name);
    let found: string | null = null;
    const list = this.#list;
    for (let i = 0; i < list.length; i++) if (list[i][0] === key) found = found === null ? list[i][1] : `${found}, ${list[i][1]}`;
    return found;
  }
  getSetCookie(): string[] {
    return this.#list.filter(([n]) => n === 'set-cookie').map(([, v]) => v);
  }
  has(name: unknown): boolean {
    requireArguments('Headers.has', arguments, 1);
    const key = nameOf(name);
    return this.#list.some(([n]) => n === key);
  }
  set(name: unknown, value: unknown): void {
    requireArguments('Headers.set', arguments, 2);
    const key = nameOf(name);
    const text = valueOf(key, value);
    const first = this.#list.findIndex(([n]) => n === key);
    if (first < 0) {
      this.#list.push([key, text]);
    } else {
      this.#list[first] = [key, text];
      this.#list = this.#list.filter(([n], i) => i <= first || n !== key);
    }
    this.#sorted = undefined;
  }

  /** Names in order, each once, but Set-Cookie as often as it is there. */
  #pairs(): readonly [string, string][] {
    if (this.#sorted !== undefined) return this.#sorted;
    const sorted: [string, string][] = [];
    for (const name of [...new Set(this.#list.map(([n]) => n))].sort()) {
      if (name === 'set-cookie') for (const value of this.getSetCookie()) sorted.push([name, value]);
      else sorted.push([name, this.get(name) as string]);
    }
    return (this.#sorted = sorted);
  }

  /** What the runtime does with headers. Taken off the class below. */
  static internal = {
    pairs: (headers: Headers): readonly [string, string][] => headers.#pairs(),
    /** Headers of lines, a name in lower case and a value in turn, that are known to be valid. */
    of(lines: string): Headers {
      const headers = new Headers();
      if (lines !== '') {
        const parts = StringSplit(lines, '\n');
        for (let i = 0; i + 1 < parts.length; i += 2) headers.#list[headers.#list.length] = [parts[i], parts[i + 1]];
      }
      return headers;
    },
    lines(headers: Headers): string {
      let text = '';
      for (let i = 0; i < headers.#list.length; i++) text += `${i === 0 ? '' : '\n'}${headers.#list[i][0]}\n${headers.#list[i][1]}`;
      return text;
    },
  };
}

export const { of: headersOf, lines: fieldLines } = Headers.internal;
const { pairs } = Headers.internal;
delete (Headers as { internal?: unknown }).internal;
definePairs(Headers, 'Headers', pairs);
defineInterface(Headers, 'Headers');

/** What {@link definePairs} adds. */
export interface Headers extends Iterable<[string, string]> {
  forEach(callback: (value: string, name: string, headers: Headers) => void, thisArg?: unknown): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
}
