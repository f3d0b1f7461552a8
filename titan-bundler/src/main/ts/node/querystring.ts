/** node:querystring (https://nodejs.org/api/querystring.html). */
type Values = Record<string, string | string[]>;

interface ParseOptions {
  maxKeys?: number;
  decodeURIComponent?: (text: string) => string;
}

const MOST_KEYS = 1000;

/** What is malformed stays as it is, as far as it is not UTF-8. */
function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
      const bytes = Uint8Array.from(run.slice(1).split('%'), (digits) => parseInt(digits, 16));
      return require('node:buffer').Buffer.from(bytes).toString();
    });
  }
}

const escape = (value: unknown): string =>
  encodeURIComponent(typeof value === 'string' ? value.toWellFormed() : String(value)).replace(/%2[9A178]|%7E/g, (code) => (code === '%7E' ? '~' : String.fromCharCode(parseInt(code.slice(1), 16))));

function decoded(text: string, decode: (text: string) => string): string {
  if (!text.includes('%')) return decode === unescape || decode === querystring.unescape ? text : decode(text);
  try {
    return decode(text);
  } catch {
    return unescape(text);
  }
}

function parse(text: unknown, separator = '&', equals = '=', options: ParseOptions = {}): Values {
  const values = Object.create(null) as Values;
  if (typeof text !== 'string' || text === '') return values;
  const decode = options.decodeURIComponent ?? querystring.unescape;
  const most = options.maxKeys ?? MOST_KEYS;
  let pairs = text.split(separator || '&');
  if (most > 0) pairs = pairs.slice(0, most);
  for (const pair of pairs) {
    if (pair === '') continue;
    const at = pair.indexOf(equals || '=');
    const plain = (part: string): string => decoded(part.replaceAll('+', ' '), decode);
    const key = plain(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? '' : plain(pair.slice(at + (equals || '=').length));
    const before = values[key];
    if (before === undefined) values[key] = value;
    else if (Array.isArray(before)) before.push(value);
    else values[key] = [before, value];
  }
  return values;
}

function primitive(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? String(value) : '';
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return '';
  }
}

function stringify(object: unknown, separator = '&', equals = '=', options: { encodeURIComponent?: (text: string) => string } = {}): string {
  if (object === null || typeof object !== 'object') return '';
  const encode = options.encodeURIComponent ?? querystring.escape;
  const parts: string[] = [];
  for (const key of Object.keys(object)) {
    const value = (object as Record<string, unknown>)[key];
    const name = encode(primitive(key)) + (equals || '=');
    if (Array.isArray(value)) for (const one of value) parts.push(name + encode(primitive(one)));
    else parts.push(name + encode(primitive(value)));
  }
  return parts.join(separator || '&');
}

const querystring = { parse, stringify, escape, unescape, decode: parse, encode: stringify, unescapeBuffer: (text: string): unknown => require('node:buffer').Buffer.from(unescape(text)) };
module.exports = querystring;
