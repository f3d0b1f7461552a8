/** Parameters on their way to the host: null, text, booleans and numbers as JSON has them, anything else an object with one tag. */
import { ArrayBufferIsView, ArrayIsArray, DateToISOString, JSONStringify } from 'titan:kernel';

/** The parameters of one operation. Bytes travel beside the JSON, one after the other. */
export class Encoder {
  readonly #label: string;
  #chunks: Uint8Array[] | undefined;
  #size = 0;

  /** @param label of the call, for messages */
  constructor(label: string) {
    this.#label = label;
  }

  /** @throws TypeError for anything but a list, and for a value that no database has */
  list(given: unknown): unknown[] {
    if (given === undefined || given === null) return [];
    if (!ArrayIsArray(given)) throw new TypeError(`${this.#label}: the parameters must be an array, not ${describe(given)}`);
    const encoded: unknown[] = [];
    for (let i = 0; i < given.length; i++) encoded[i] = this.#value(given[i], `parameter ${i + 1}`);
    return encoded;
  }

  get bytes(): Uint8Array | undefined {
    if (this.#chunks === undefined) return undefined;
    if (this.#chunks.length === 1) return this.#chunks[0];
    const all = new Uint8Array(this.#size);
    let at = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }

  #value(value: unknown, name: string): unknown {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'undefined':
        return null;
      case 'number':
        return value - value === 0 ? value : { f: String(value) };
      case 'bigint':
        return { n: String(value) };
      case 'object':
        return value === null ? null : this.#object(value, name);
      default:
        throw new TypeError(`${this.#label}: ${name} is ${describe(value)}, which no database has`);
    }
  }

  #object(value: object, name: string): unknown {
    if (value instanceof Date) {
      if (value.getTime() !== value.getTime()) throw new TypeError(`${this.#label}: ${name} is an invalid Date`);
      return { d: DateToISOString(value) };
    }
    if (value instanceof ArrayBuffer) return this.#bytes(new Uint8Array(value));
    if (ArrayBufferIsView(value)) return this.#bytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    if (ArrayIsArray(value)) {
      const elements: unknown[] = [];
      for (let i = 0; i < value.length; i++) elements[i] = this.#value(value[i], `element ${i} of ${name}`);
      return { a: elements, j: jsonOf(value) };
    }
    const json = JSONStringify(value) as string | undefined;
    if (json === undefined) throw new TypeError(`${this.#label}: ${name} is an object that JSON has no text for`);
    return { j: json };
  }

  #bytes(chunk: Uint8Array): unknown {
    const place = [this.#size, chunk.length];
    (this.#chunks ??= []).push(chunk);
    this.#size += chunk.length;
    return { b: place };
  }
}

function jsonOf(value: unknown): string | undefined {
  try {
    return JSONStringify(value);
  } catch {
    return undefined;
  }
}

export function describe(value: unknown): string {
  if (value === null) return 'null';
  const type = typeof value;
  return `${type === 'object' || type === 'undefined' ? (type === 'object' ? 'an object' : 'undefined') : `a ${type}`}`;
}
