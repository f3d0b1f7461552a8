/** `util.inspect` (https://nodejs.org/api/util.html#utilinspectobject-options): values as text, for reading. Arrays are not set in columns. */
interface Options {
  depth?: number | null;
  colors?: boolean;
  customInspect?: boolean;
  showHidden?: boolean;
  maxArrayLength?: number | null;
  maxStringLength?: number | null;
  breakLength?: number;
  compact?: boolean | number;
  sorted?: boolean | ((a: string, b: string) => number);
  getters?: boolean | 'get' | 'set';
}

type Style = 'special' | 'number' | 'bigint' | 'boolean' | 'undefined' | 'null' | 'string' | 'symbol' | 'date' | 'regexp' | 'module';

const custom = Symbol.for('nodejs.util.inspect.custom');
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const DEFAULTS = {
  depth: 2 as number | null,
  colors: false,
  customInspect: true,
  showHidden: false,
  maxArrayLength: 100 as number | null,
  maxStringLength: 10000 as number | null,
  breakLength: 80,
  compact: 3 as boolean | number,
  sorted: false as boolean | ((a: string, b: string) => number),
  getters: false as boolean | 'get' | 'set',
};
const COLORS: Record<string, [number, number]> = {
  bold: [1, 22], italic: [3, 23], underline: [4, 24], inverse: [7, 27], white: [37, 39], grey: [90, 39], black: [30, 39], blue: [34, 39], cyan: [36, 39], green: [32, 39],
  magenta: [35, 39], red: [31, 39], yellow: [33, 39], gray: [90, 39],
};
const STYLES: Record<Style, string> = {
  special: 'cyan', number: 'yellow', bigint: 'yellow', boolean: 'yellow', undefined: 'grey', null: 'bold', string: 'green', symbol: 'green', date: 'magenta', regexp: 'red',
  module: 'underline',
};

interface Context extends Required<Options> {
  stylize(text: string, style: Style): string;
  /** The objects around the value. */
  above: object[];
  /** Numbers of the objects that contain themselves. */
  circular: Map<object, number>;
}

function stylize(text: string, style: Style): string {
  const [on, off] = COLORS[STYLES[style]]!;
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

export function inspect(value: unknown, options?: Options | boolean, depth?: number | null, colors?: boolean): string {
  const given: Options = typeof options === 'object' && options !== null ? options : { showHidden: options ?? false, ...(depth === undefined ? {} : { depth }), ...(colors === undefined ? {} : { colors }) };
  const context: Context = { ...inspect.defaultOptions, ...given, stylize: (text) => text, above: [], circular: new Map() };
  if (context.colors) context.stylize = stylize;
  return show(value, 0, context);
}
inspect.custom = custom;
inspect.defaultOptions = DEFAULTS;
inspect.colors = COLORS;
inspect.styles = STYLES;

function quote(text: string): string {
  const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes('`') && !text.includes('${') ? '`' : "'";
  const escaped = text.replace(/[\\\u0000-\u001f\u007f-\u009f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, (character) => {
    const short = { '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r', '\b': '\\b', '\f': '\\f', '\v': '\\v' }[character];
    const code = character.charCodeAt(0);
    return short ?? (code < 256 ? `\\x${code.toString(16).padStart(2, '0').toUpperCase()}` : `\\u${code.toString(16).toUpperCase()}`);
  });
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}

function show(value: unknown, depth: number, context: Context): string {
  const { stylize: style } = context;
  switch (typeof value) {
    case 'string': {
      const most = context.maxStringLength ?? Infinity;
      const rest = value.length - most;
      const text = rest > 0 ? value.slice(0, most) : value;
      return style(quote(text), 'string') + (rest > 0 ? `... ${rest} more character${rest === 1 ? '' : 's'}` : '');
    }
    case 'number':
      return style(Object.is(value, -0) ? '-0' : String(value), 'number');
    case 'bigint':
      return style(`${value}n`, 'bigint');
    case 'boolean':
      return style(String(value), 'boolean');
    case 'undefined':
      return style('undefined', 'undefined');
    case 'symbol':
      return style(String(value), 'symbol');
  }
  if (value === null) return style('null', 'null');
  const object = value as object;
  if (context.above.includes(object)) {
    if (!context.circular.has(object)) context.circular.set(object, context.circular.size + 1);
    return style(`[Circular *${context.circular.get(object)}]`, 'special');
  }
  if (context.customInspect) {
    const own = (object as any)[custom];
    if (typeof own === 'function' && own !== inspect) {
      const { above: _above, circular: _circular, ...options } = context;
      const shown = own.call(object, context.depth === null ? null : context.depth - depth, options, inspect);
      if (shown !== object) return typeof shown === 'string' ? shown.replaceAll('\n', `\n${'  '.repeat(depth)}`) : show(shown, depth, context);
    }
  }
  context.above.push(object);
  const text = showObject(object, depth, context);
  context.above.pop();
  const number = context.circular.get(object);
  return number === undefined ? text : `${style(`<ref *${number}>`, 'special')} ${text}`;
}

function className(value: object): string | null {
  for (let at: object | null = value; at !== null; at = Object.getPrototypeOf(at)) {
    const descriptor = Object.getOwnPropertyDescriptor(at, 'constructor');
    if (typeof descriptor?.value === 'function' && descriptor.value.name !== '') return descriptor.value.name;
  }
  return null;
}

/** What stands before the braces. */
function prefix(value: object, fallback: string, size = ''): string {
  const name = className(value);
  const tag = (value as any)[Symbol.toStringTag];
  const suffix = typeof tag === 'string' && tag !== '' && tag !== name ? ` [${tag}]` : '';
  return name === null ? `[${fallback}${size}: null prototype]${suffix} ` : `${name}${size}${suffix} `;
}

function showObject(value: object, depth: number, context: Context): string {
  const { stylize: style } = context;
  const inner = (one: unknown): string => show(one, depth + 1, context);
  const keys = keysOf(value, context);
  let head = '';
  let braces = ['{', '}'];
  let items: (() => string[]) | undefined;
  if (Array.isArray(value)) {
    const own = prefix(value, 'Array', `(${value.length})`);
    braces = [`${own === `Array(${value.length}) ` ? '' : own}[`, ']'];
    items = () => elements(value, inner, context);
  } else if (value instanceof Set) {
    braces[0] = `${prefix(value, 'Set', `(${value.size})`)}{`;
    items = () => limited([...value], context, inner);
  } else if (value instanceof Map) {
    braces[0] = `${prefix(value, 'Map', `(${value.size})`)}{`;
    items = () => limited([...value], context, ([key, one]) => `${inner(key)} => ${inner(one)}`);
  } else if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const list = value as unknown as ArrayLike<number | bigint>;
    braces = [`${prefix(value, 'TypedArray', `(${list.length})`)}[`, ']'];
    items = () => limited(list, context, inner);
  } else if (value instanceof ArrayBuffer) {
    const hex = [...new Uint8Array(value, 0, Math.min(50, value.byteLength))].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    braces[0] = `${prefix(value, 'ArrayBuffer')}{`;
    items = () => [`[Uint8Contents]: <${hex}${value.byteLength > 50 ? ` ... ${value.byteLength - 50} more bytes` : ''}>`, `byteLength: ${style(String(value.byteLength), 'number')}`];
  } else if (typeof value === 'function') {
    head = style(functionHead(value), 'special');
  } else if (value instanceof RegExp) {
    head = style(RegExp.prototype.toString.call(value), 'regexp');
  } else if (value instanceof Date) {
    head = style(Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString(), 'date');
  } else if (value instanceof Error) {
    head = errorHead(value, context, keys);
  } else if (value instanceof Promise) {
    braces[0] = `${prefix(value, 'Promise')}{`;
    items = () => [style('<pending or settled>', 'special')];
  } else if (value instanceof WeakMap || value instanceof WeakSet || value instanceof WeakRef) {
    braces[0] = `${prefix(value, 'WeakSet')}{`;
    items = () => [style('<items unknown>', 'special')];
  } else if (value instanceof String || value instanceof Number || value instanceof Boolean || value instanceof Symbol || value instanceof BigInt) {
    const name = value.constructor.name;
    head = style(`[${name}: ${show(value.valueOf(), 0, { ...context, stylize: (text) => text })}]`, name.toLowerCase() as Style);
    if (value instanceof String) keys.splice(0, value.length);
  } else {
    const own = prefix(value, 'Object');
    braces[0] = own === 'Object ' ? '{' : `${own}{`;
  }
  if (head !== '' && keys.length === 0) return head;
  if (context.depth !== null && depth > context.depth) return style(`[${Array.isArray(value) ? 'Array' : (className(value) ?? 'Object: null prototype')}]`, 'special');
  const parts = [...(items?.() ?? []), ...keys.map((key) => property(value, key, inner, context))];
  if (context.sorted && !Array.isArray(value)) parts.sort(typeof context.sorted === 'function' ? context.sorted : undefined);
  if (head !== '') braces[0] = `${head} {`;
  return wrap(braces[0]!, parts, braces[1]!, depth, context);
}

function keysOf(value: object, context: Context): PropertyKey[] {
  const indexed = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  return Reflect.ownKeys(value).filter((key) => {
    if (indexed && typeof key === 'string' && /^(?:0|[1-9]\d*)$/.test(key)) return false;
    return context.showHidden ? key !== 'length' || !indexed : Object.prototype.propertyIsEnumerable.call(value, key);
  });
}

function functionHead(value: Function): string {
  const isClass = /^class\b/.test(Function.prototype.toString.call(value));
  const kind = isClass ? 'class' : (className(value) ?? 'Function');
  const base = isClass ? (Object.getPrototypeOf(value) as Function | null)?.name : '';
  const extending = base ? ` extends ${base}` : '';
  if (isClass) return `[class ${value.name === '' ? '(anonymous)' : value.name}${extending}]`;
  return value.name === '' ? `[${kind} (anonymous)]` : `[${kind}: ${value.name}]`;
}

function errorHead(value: Error, context: Context, keys: PropertyKey[]): string {
  const stack = typeof value.stack === 'string' && value.stack !== '' ? value.stack : `[${Error.prototype.toString.call(value)}]`;
  for (const shown of ['name', 'message', 'stack']) {
    const at = keys.indexOf(shown);
    if (at >= 0 && stack.includes(String((value as any)[shown]))) keys.splice(at, 1);
  }
  if ('cause' in value && !keys.includes('cause')) keys.push('cause');
  if (value instanceof AggregateError && !keys.includes('errors')) keys.push('errors');
  return stack.replaceAll('\n', `\n${'  '.repeat(context.above.length - 1)}`);
}

function property(value: object, key: PropertyKey, inner: (one: unknown) => string, context: Context): string {
  const descriptor = Object.getOwnPropertyDescriptor(value, key) ?? { value: (value as any)[key], enumerable: true };
  const { stylize: style } = context;
  let shown: string;
  if (descriptor.get !== undefined) {
    const label = descriptor.set === undefined ? 'Getter' : 'Getter/Setter';
    const asks = context.getters === true || (context.getters === 'get' && descriptor.set === undefined) || (context.getters === 'set' && descriptor.set !== undefined);
    shown = asks ? `[${label}: ${inner((value as any)[key])}]` : style(`[${label}]`, 'special');
  } else if (descriptor.set !== undefined) {
    shown = style('[Setter]', 'special');
  } else {
    shown = inner(descriptor.value);
  }
  if (typeof key === 'symbol') return `${style(`[${String(key)}]`, 'symbol')}: ${shown}`;
  if (descriptor.enumerable === false) return `[${String(key)}]: ${shown}`;
  return `${IDENTIFIER.test(String(key)) ? String(key) : style(quote(String(key)), 'string')}: ${shown}`;
}

function limited<T>(list: ArrayLike<T>, context: Context, one: (item: T) => string): string[] {
  const most = Math.min(list.length, context.maxArrayLength ?? Infinity);
  const shown: string[] = [];
  for (let i = 0; i < most; i++) shown.push(one(list[i]!));
  return more(shown, list.length - most);
}

function more(shown: string[], rest: number): string[] {
  if (rest > 0) shown.push(`... ${rest} more item${rest === 1 ? '' : 's'}`);
  return shown;
}

/** The elements of an array, its holes counted. */
function elements(list: readonly unknown[], inner: (one: unknown) => string, context: Context): string[] {
  const most = context.maxArrayLength ?? Infinity;
  const shown: string[] = [];
  let at = 0;
  for (; at < list.length && shown.length < most; at++) {
    if (Object.hasOwn(list, at)) {
      shown.push(inner(list[at]));
      continue;
    }
    const start = at;
    while (at + 1 < list.length && !Object.hasOwn(list, at + 1)) at++;
    const holes = at - start + 1;
    shown.push(context.stylize(`<${holes} empty item${holes === 1 ? '' : 's'}>`, 'undefined'));
  }
  return more(shown, list.length - at);
}

const ESCAPES = /\u001b\[\d+m/g;

function wrap(open: string, parts: string[], close: string, depth: number, context: Context): string {
  if (parts.length === 0) return open.endsWith('{') || open.endsWith('[') ? open + close : `${open}${close}`;
  const line = `${open} ${parts.join(', ')} ${close}`;
  const plain = line.replace(ESCAPES, '');
  if (context.compact !== false && plain.length + depth * 2 <= Math.min(context.breakLength, 76) && !plain.includes('\n')) return line;
  const indent = '  '.repeat(depth + 1);
  return `${open}\n${indent}${parts.join(`,\n${indent}`)}\n${'  '.repeat(depth)}${close}`;
}

/** `util.format` (https://nodejs.org/api/util.html#utilformatformat-args). */
export function format(options: Options, args: readonly unknown[]): string {
  let text = '';
  let next = 0;
  const [first] = args;
  if (typeof first === 'string') {
    next = 1;
    text = first.replace(/%[sdifjoOc%]/g, (specifier) => {
      if (specifier === '%%') return args.length === 1 ? '%%' : '%';
      if (next >= args.length) return specifier;
      return formatted(specifier, args[next++], options);
    });
  }
  for (; next < args.length; next++) {
    const value = args[next];
    text += (next === 0 ? '' : ' ') + (typeof value === 'string' ? value : inspect(value, options));
  }
  return text;
}

function formatted(specifier: string, value: unknown, options: Options): string {
  switch (specifier) {
    case '%s': {
      if (typeof value === 'string') return value;
      if (typeof value === 'bigint') return `${value}n`;
      if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value);
      const hasOwn = typeof value.toString === 'function' && value.toString !== Object.prototype.toString && value.toString !== Error.prototype.toString;
      return hasOwn && !Array.isArray(value) ? String(value) : inspect(value, { ...options, depth: 0, colors: false });
    }
    case '%d':
      return typeof value === 'bigint' ? `${value}n` : typeof value === 'symbol' || typeof value === 'object' ? String(Number.NaN) : String(Number(value));
    case '%i':
      return typeof value === 'bigint' ? `${value}n` : typeof value === 'symbol' || typeof value === 'object' ? 'NaN' : String(Number.parseInt(String(value)));
    case '%f':
      return typeof value === 'symbol' ? 'NaN' : String(Number.parseFloat(String(value)));
    case '%j':
      try {
        return JSON.stringify(value) ?? 'undefined';
      } catch (e) {
        return String((e as Error).message).includes('circular') ? '[Circular]' : throwAgain(e);
      }
    case '%o':
      return inspect(value, { ...options, showHidden: true, depth: 4 });
    case '%O':
      return inspect(value, options);
    default:
      return '';
  }
}

function throwAgain(e: unknown): never {
  throw e;
}
