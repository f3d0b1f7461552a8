/** Values as text, in the manner of the console of node: for reading, not for parsing. */

const LINE = 72;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** How much of a value is shown. */
interface Extent {
  /** So deep objects nest. */
  readonly deepest: number;
  /** So many members each has. */
  readonly most: number;
  /** So many characters a string within it has. */
  readonly longest: number;
  /** Names whose values are not shown. */
  hides(name: string): boolean;
}

const FULL: Extent = { deepest: 3, most: 100, longest: Infinity, hides: () => false };

export function inspect(value: unknown): string {
  return show(value, 0, [], FULL);
}

/** What has been thrown, for a line of the log that nobody has asked for: little of it, and no value whose name sounds secret. Runs no getters; what a Proxy's traps throw it survives. */
export function inspectThrown(value: unknown, hides: (name: string) => boolean): string {
  return show(value, 0, [], { deepest: 2, most: 10, longest: 200, hides });
}

function show(value: unknown, depth: number, above: object[], extent: Extent): string {
  switch (typeof value) {
    case 'string':
      return value.length <= extent.longest ? quote(value) : `${quote(value.slice(0, extent.longest))}… (${value.length} characters)`;
    case 'bigint':
      return `${value}n`;
    case 'symbol':
      return String(value);
    case 'function':
      return showFunction(value);
    case 'object':
      break;
    default:
      return Object.is(value, -0) ? '-0' : String(value);
  }
  if (value === null) return 'null';
  if (above.includes(value)) return '[Circular]';
  try {
    return showObject(value, depth, [...above, value], extent);
  } catch (e) {
    return `[object that cannot be shown: ${messageOf(e)}]`;
  }
}

function messageOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return 'what it throws cannot be shown either';
  }
}

function quote(text: string): string {
  const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : '`';
  return mark + JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll(mark, `\\${mark}`) + mark;
}

function showFunction(value: Function): string {
  const isClass = /^class\b/.test(Function.prototype.toString.call(value));
  return value.name === '' ? `[${isClass ? 'class' : 'Function'} (anonymous)]` : `[${isClass ? 'class' : 'Function:'} ${value.name}]`;
}

function tag(value: object): string {
  const prototype = Object.getPrototypeOf(value) as { constructor?: { name?: unknown } } | null;
  if (prototype === null) return '[Object: null prototype]';
  const name = prototype.constructor?.name;
  return typeof name === 'string' && name !== '' ? name : 'Object';
}

function showObject(value: object, depth: number, above: object[], extent: Extent): string {
  if (value instanceof Error) {
    const head = value.stack ?? `${value.name}: ${value.message}`;
    return value.cause === undefined ? head : `${head}\n  [cause]: ${show(value.cause, depth + 1, above, extent)}`;
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof Promise) return 'Promise { … }';
  if (depth > extent.deepest) return Array.isArray(value) ? '[Array]' : `[${tag(value)}]`;
  const inner = (one: unknown): string => show(one, depth + 1, above, extent);
  const cut = (list: ArrayLike<unknown>, one: (item: unknown) => string): string[] => shorten(list, one, extent.most);
  if (Array.isArray(value)) return wrap('[', cut(value, inner), ']', depth);
  if (ArrayBuffer.isView(value) && 'length' in value) {
    return wrap(`${tag(value)}(${(value as unknown as ArrayLike<number>).length}) [`, cut(value as unknown as ArrayLike<unknown>, inner), ']', depth);
  }
  if (value instanceof Map) {
    return wrap(`Map(${value.size}) {`, cut([...value], (pair) => `${inner((pair as unknown[])[0])} => ${inner((pair as unknown[])[1])}`), '}', depth);
  }
  if (value instanceof Set) return wrap(`Set(${value.size}) {`, cut([...value], inner), '}', depth);
  const name = tag(value);
  const members = cut(Reflect.ownKeys(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key)), (key) => {
    const property = Object.getOwnPropertyDescriptor(value, key as PropertyKey) as PropertyDescriptor;
    const shown = typeof key === 'string' && extent.hides(key) ? '******' : 'value' in property ? inner(property.value) : property.set === undefined ? '[Getter]' : '[Getter/Setter]';
    return `${typeof key === 'symbol' ? `[${String(key)}]` : IDENTIFIER.test(key as string) ? String(key) : quote(key as string)}: ${shown}`;
  });
  return wrap(name === 'Object' ? '{' : `${name} {`, members, '}', depth);
}

function shorten(list: ArrayLike<unknown>, one: (item: unknown) => string, most: number): string[] {
  const shown: string[] = [];
  for (let i = 0; i < list.length && i < most; i++) shown.push(one(list[i]));
  if (list.length > most) shown.push(`… ${list.length - most} more`);
  return shown;
}

function wrap(open: string, parts: string[], close: string, depth: number): string {
  if (parts.length === 0) return open + close;
  const line = `${open} ${parts.join(', ')} ${close}`;
  if (line.length <= LINE && !line.includes('\n')) return line;
  const indent = '  '.repeat(depth + 1);
  return `${open}\n${indent}${parts.join(`,\n${indent}`)}\n${'  '.repeat(depth)}${close}`;
}

/** The arguments of a console call as one text, with the format specifiers of https://console.spec.whatwg.org/#formatter. */
export function format(args: unknown[]): string {
  let text = '';
  let next = 0;
  if (typeof args[0] === 'string') {
    next = 1;
    text = args[0].replace(/%[sdifoOjc%]/g, (specifier) => {
      if (specifier === '%%') return '%';
      if (next >= args.length) return specifier;
      const value = args[next++];
      switch (specifier) {
        case '%s':
          return typeof value === 'string' ? value : inspect(value);
        case '%d':
        case '%f':
          return typeof value === 'bigint' ? `${value}n` : typeof value === 'symbol' ? 'NaN' : String(Number(value));
        case '%i':
          return typeof value === 'symbol' ? 'NaN' : String(Math.trunc(Number(value)));
        case '%c':
          return '';
        default:
          return inspect(value);
      }
    });
  }
  for (; next < args.length; next++) {
    const value = args[next];
    text += (next === 0 ? '' : ' ') + (typeof value === 'string' ? value : inspect(value));
  }
  return text;
}
