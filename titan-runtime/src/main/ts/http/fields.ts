import { ArrayIsArray, RegExpTest } from '../kernel/primordials';

/** token of RFC 9110, 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** field-value of RFC 9110, 5.5, in Latin-1: no control characters but the tab. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** These belong to the connection, not to the answer: the server writes them. */
const OF_THE_CONNECTION = /^(connection|keep-alive|proxy-connection|transfer-encoding|te|trailer|upgrade)$/i;

function checkName(name: string): string {
  if (!RegExpTest(TOKEN, name)) {
    throw new TypeError(`response header name ${JSON.stringify(name)} is not valid: letters, digits and !#$%&'*+-.^_\`|~ are`);
  }
  if (RegExpTest(OF_THE_CONNECTION, name)) {
    throw new TypeError(`response header ${name} belongs to the connection and is set by the server`);
  }
  return name;
}

function checkValue(name: string, value: unknown): string {
  const text = typeof value === 'string' ? value : String(value);
  if (!RegExpTest(VALUE, text)) {
    throw new TypeError(
      `response header ${name} has a value with a line break, NUL or other character that headers cannot carry: ${JSON.stringify(text)}`,
    );
  }
  return text;
}

/** Header fields to send: names and values in turn, in the author's order. */
export class Fields {
  readonly flat: string[] = [];

  has(name: string): boolean {
    const wanted = name.toLowerCase();
    for (let i = 0; i < this.flat.length; i += 2) {
      if (this.flat[i].toLowerCase() === wanted) return true;
    }
    return false;
  }

  append(name: string, value: unknown): void {
    const at = this.flat.length;
    this.flat[at] = checkName(name);
    this.flat[at + 1] = checkValue(name, value);
  }

  set(name: string, value: unknown): void {
    const wanted = name.toLowerCase();
    for (let i = this.flat.length - 2; i >= 0; i -= 2) {
      if (this.flat[i].toLowerCase() === wanted) this.flat.splice(i, 2);
    }
    this.append(name, value);
  }

  /** Takes an object of values or lists of values, or anything iterable as pairs (Headers). Undefined and null values are left out. */
  addAll(headers: unknown): void {
    if (headers === undefined || headers === null) return;
    if (typeof headers !== 'object') {
      throw new TypeError(`response headers must be an object, not ${typeof headers}`);
    }
    if (typeof (headers as Iterable<unknown>)[Symbol.iterator] === 'function') {
      for (const [name, value] of headers as Iterable<[string, unknown]>) this.append(name, value);
      return;
    }
    for (const name of Object.keys(headers)) {
      const value = (headers as Record<string, unknown>)[name];
      if (value === undefined || value === null) continue;
      if (ArrayIsArray(value)) {
        for (let i = 0; i < value.length; i++) this.append(name, value[i]);
      } else {
        this.append(name, value);
      }
    }
  }

  /** The form in which fields go to the host: a line each, then an empty one. A Content-Length of the author's is left out: the server counts. */
  encode(): string {
    let text = '';
    for (let i = 0; i < this.flat.length; i += 2) {
      if (this.flat[i].toLowerCase() === 'content-length') continue;
      text += this.flat[i] + ': ' + this.flat[i + 1] + '\n';
    }
    return text + '\n';
  }
}
