/** Headers of the Fetch Standard (https://fetch.spec.whatwg.org/#headers-class). */
import { StringSplit } from '../kernel/primordials';

export type HeadersInit_ = Headers | Record<string, unknown> | Iterable<readonly [string, unknown]>;

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const BAD_VALUE = /[\0\r\n]|[^\0-\xff]/;

/** https://fetch.spec.whatwg.org/#headers-class */
export class Headers {
  #list: [string, string][] = [];

  constructor(init?: HeadersInit_) {
    if (init === undefined || init === null) return;
    if (typeof init !== 'object') throw new TypeError('Headers: the argument must be an object');
    if (typeof (init as Iterable<unknown>)[Symbol.iterator] === 'function') {
      for (const pair of init as Iterable<readonly [string, unknown]>) {
        const [name, value, ...more] = pair;
        if (value === undefined || more.length > 0) throw new TypeError('Headers: each item must be a name and a value');
        this.append(name, value);
      }
    } else {
      for (const name of Object.keys(init)) this.append(name, (init as Record<string, unknown>)[name]);
    }
  }

  static #name(name: unknown): string {
    const text = String(name);
    if (!NAME.test(text)) throw new TypeError(`Headers: ${JSON.stringify(text)} is not a header name`);
    return text.toLowerCase();
  }

  static #value(name: string, value: unknown): string {
    const text = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
    if (BAD_VALUE.test(text)) throw new TypeError(`Headers: ${JSON.stringify(text)} is not a value for ${name}`);
    return text;
  }

  append(name: unknown, value: unknown): void {
    const key = Headers.#name(name);
    this.#list.push([key, Headers.#value(key, value)]);
  }
  delete(name: unknown): void {
    const key = Headers.#name(name);
    this.#list = this.#list.filter(([n]) => n !== key);
  }
  get(name: unknown): string | null {
    const key = Headers.#name(name);
    const values = this.#list.filter(([n]) => n === key).map(([, v]) => v);
    return values.length === 0 ? null : values.join(', ');
  }
  getSetCookie(): string[] {
    return this.#list.filter(([n]) => n === 'set-cookie').map(([, v]) => v);
  }
  has(name: unknown): boolean {
    const key = Headers.#name(name);
    return this.#list.some(([n]) => n === key);
  }
  set(name: unknown, value: unknown): void {
    const key = Headers.#name(name);
    const text = Headers.#value(key, value);
    const first = this.#list.findIndex(([n]) => n === key);
    if (first < 0) {
      this.#list.push([key, text]);
    } else {
      this.#list[first] = [key, text];
      this.#list = this.#list.filter(([n], i) => i <= first || n !== key);
    }
  }
  forEach(callback: (value: string, name: string, headers: Headers) => void, thisArg?: unknown): void {
    for (const [name, value] of this) callback.call(thisArg, value, name, this);
  }
  *entries(): IterableIterator<[string, string]> {
    const names = [...new Set(this.#list.map(([n]) => n))].sort();
    for (const name of names) {
      if (name === 'set-cookie') {
        for (const value of this.getSetCookie()) yield [name, value];
      } else {
        yield [name, this.get(name) as string];
      }
    }
  }
  *keys(): IterableIterator<string> {
    for (const [name] of this.entries()) yield name;
  }
  *values(): IterableIterator<string> {
    for (const [, value] of this.entries()) yield value;
  }
  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }
  get [Symbol.toStringTag](): string {
    return 'Headers';
  }

  /** What the runtime does with headers. Taken off the class below. */
  static internal = {
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
delete (Headers as { internal?: unknown }).internal;
