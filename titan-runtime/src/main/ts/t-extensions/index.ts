/** Extensions: methods of Java as operations. What JSON has no form for crosses marked, as `dev.titan.host.extension.Markers` says. */
import { ArrayBufferIsView, ObjectFreeze, operation } from 'titan:kernel';

const BYTES = '\0b';
const BIGINT = '\0n';
const DATE = '\0d';
const NUMBER = '\0f';

/** The JSON text of a call, and the bytes of all its arguments one after the other. */
function encode(label: string, name: string, method: string, given: unknown[]): { text: string; bytes: Uint8Array | undefined } {
  const buffers: Uint8Array[] = [];
  let size = 0;
  const mark = function (this: Record<string, unknown>, key: string, value: unknown): unknown {
    // What it was before a toJSON of its own.
    const original = this[key];
    switch (typeof original) {
      case 'bigint':
        return { [BIGINT]: String(original) };
      case 'number':
        return Number.isFinite(original) ? original : { [NUMBER]: String(original) };
      case 'function':
      case 'symbol':
        throw new TypeError(`${label}: a ${typeof original} cannot be passed to Java`);
      case 'object':
        break;
      default:
        return value;
    }
    if (original === null) return null;
    if (original instanceof Date) {
      const time = original.getTime();
      if (Number.isNaN(time)) throw new TypeError(`${label}: an invalid Date cannot be passed to Java`);
      return { [DATE]: time };
    }
    if (original instanceof ArrayBuffer || ArrayBufferIsView(original)) {
      const bytes = original instanceof ArrayBuffer ? new Uint8Array(original) : new Uint8Array(original.buffer as ArrayBuffer, original.byteOffset, original.byteLength);
      buffers.push(bytes);
      size += bytes.length;
      return { [BYTES]: [size - bytes.length, bytes.length] };
    }
    if (original instanceof Map) return Object.fromEntries(original);
    if (original instanceof Set) return [...original];
    if (value !== null && typeof value === 'object') {
      for (const each of Object.keys(value)) if (each.startsWith('\0')) throw new TypeError(`${label}: a name that begins with NUL cannot be passed to Java`);
    }
    return value;
  };
  const text = JSON.stringify([name, method, given], mark);
  if (buffers.length === 0) return { text, bytes: undefined };
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const buffer of buffers) {
    bytes.set(buffer, at);
    at += buffer.length;
  }
  return { text, bytes };
}

/** What Java has given, its marks undone in place. */
function decode(value: unknown, bytes: ArrayBuffer | undefined): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = decode(value[i], bytes);
    return value;
  }
  const members = value as Record<string, unknown>;
  for (const key of Object.keys(members)) {
    const content = members[key];
    switch (key) {
      case BYTES: {
        const [from, length] = content as [number, number];
        return new Uint8Array(bytes === undefined ? new ArrayBuffer(0) : bytes.slice(from, from + length));
      }
      case BIGINT:
        return BigInt(content as string);
      case DATE:
        return new Date(content as number);
      case NUMBER:
        return Number(content);
      default:
        members[key] = decode(content, bytes);
    }
  }
  return value;
}

/** What stands for an extension in `t`. */
export function extension(name: string, methods: readonly string[]): object {
  const made: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const method of methods) {
    const label = `t.${name}.${method}`;
    const call = (...given: unknown[]): PromiseLike<unknown> => {
      const { text, bytes } = encode(label, name, method, given);
      return operation({ label, name: 'extension', args: text, bytes, decode: (outcome, beside) => decode((outcome as { value?: unknown }).value, beside) });
    };
    Object.defineProperty(call, 'name', { value: method, configurable: true });
    made[method] = call;
  }
  return ObjectFreeze(made);
}
