import { decodeComponent, ObjectCreate, ObjectDefineProperty, StringIncludes, StringIndexOf, StringReplaceAll, StringSlice } from '../kernel/primordials';

/**
 * Named values of a request: query, form, headers, cookies. A value is an own property under its name (the last one, when a name recurs); `get` and `getAll`
 * read by name. The object inherits nothing else, so that no name a client sends reaches a prototype, and the methods stay what they are whatever is sent.
 */
export interface Values<T = string> {
  readonly [name: string]: T;
}

/** The methods of {@link Values}; `entries` holds names and values in turn. */
class Lookup {
  static entries = Symbol('entries');
}

const prototype = ObjectCreate(null) as object;

function entriesOf(self: object): unknown[] {
  return (self as Record<symbol, unknown[]>)[Lookup.entries];
}

function method(name: string, value: Function): void {
  ObjectDefineProperty(prototype, name, { value });
}

method('get', function get(this: object, name: string): unknown {
  const entries = entriesOf(this);
  for (let i = entries.length - 2; i >= 0; i -= 2) if (entries[i] === name) return entries[i + 1];
  return undefined;
});
method('getAll', function getAll(this: object, name: string): unknown[] {
  const entries = entriesOf(this);
  const all: unknown[] = [];
  for (let i = 0; i < entries.length; i += 2) if (entries[i] === name) all[all.length] = entries[i + 1];
  return all;
});
method('has', function has(this: object, name: string): boolean {
  const entries = entriesOf(this);
  for (let i = 0; i < entries.length; i += 2) if (entries[i] === name) return true;
  return false;
});

const isReserved = (name: string): boolean => name === 'get' || name === 'getAll' || name === 'has';

/** Makes {@link Values} of names and values in turn. `join` says what a name that recurs has as its property. */
export function valuesOf<T>(entries: unknown[], join?: (name: string, first: T, next: T) => T): Values<T> {
  const values = ObjectCreate(prototype) as Record<string, unknown>;
  ObjectDefineProperty(values, Lookup.entries, { value: entries });
  for (let i = 0; i < entries.length; i += 2) {
    const name = entries[i] as string;
    if (isReserved(name)) continue;
    const value =
      join !== undefined && name in values ? join(name, values[name] as T, entries[i + 1] as T) : entries[i + 1];
    // Defined, not assigned: __proto__ is a name like any other here.
    ObjectDefineProperty(values, name, { value, enumerable: true, writable: true, configurable: true });
  }
  return values as Values<T>;
}

/** Percent-decodes one component. @throws URIError when the encoding is malformed */
export function decode(text: string): string {
  return StringIncludes(text, '%') ? decodeComponent(text) : text;
}

function decodeForm(text: string): string {
  return decode(StringIncludes(text, '+') ? StringReplaceAll(text, '+', ' ') : text);
}

/** Parses application/x-www-form-urlencoded text. @throws URIError when the encoding is malformed */
export function parseForm(text: string): Values {
  const entries: string[] = [];
  let from = 0;
  while (from <= text.length) {
    let to = StringIndexOf(text, '&', from);
    if (to < 0) to = text.length;
    if (to > from) {
      const equals = StringIndexOf(text, '=', from);
      const split = equals < 0 || equals > to ? to : equals;
      entries[entries.length] = decodeForm(StringSlice(text, from, split));
      entries[entries.length] = split === to ? '' : decodeForm(StringSlice(text, split + 1, to));
    }
    from = to + 1;
  }
  return valuesOf(entries);
}
