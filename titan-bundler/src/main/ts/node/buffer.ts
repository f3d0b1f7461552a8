/** node:buffer: the package of that name, with what node has gained since. */
const buffer = require('buffer-package');
const { Buffer } = buffer;

const BASE64URL = 'base64url';
const isBase64Url = (encoding: unknown): boolean => typeof encoding === 'string' && encoding.toLowerCase() === BASE64URL;

/** The package reads both alphabets of base64, but knows only one of the names. */
const known = (encoding: unknown): unknown => (isBase64Url(encoding) ? 'base64' : encoding);

type Method = (this: any, ...args: any[]) => any;

function replace(target: any, name: string, make: (before: Method) => Method): void {
  target[name] = make(target[name]);
}

replace(Buffer, 'isEncoding', (before) => (encoding) => before.call(Buffer, known(encoding)));
replace(Buffer, 'byteLength', (before) => (value, encoding) => before.call(Buffer, value, known(encoding)));
replace(Buffer, 'from', (before) => (value, encoding, length) => before.call(Buffer, value, known(encoding), length));
replace(Buffer, 'alloc', (before) => (size, fill, encoding) => before.call(Buffer, size, fill, known(encoding)));
for (const name of ['write', 'fill', 'indexOf', 'lastIndexOf', 'includes']) {
  replace(Buffer.prototype, name, (before) => function (...args) {
    return before.apply(this, args.map((arg, index) => (index === 0 ? arg : known(arg))));
  });
}

// The package compares with a Buffer alone.
replace(Buffer.prototype, 'equals', (before) => function (other) {
  return other instanceof Uint8Array ? Buffer.compare(this, other) === 0 : before.call(this, other);
});

const decoder = (): TextDecoder => (shared ??= new TextDecoder('utf-8', { ignoreBOM: true }));
let shared: TextDecoder | undefined;
interface TextDecoder {
  decode(bytes: Uint8Array): string;
}
declare const TextDecoder: new (label: string, options: object) => TextDecoder;

replace(Buffer.prototype, 'toString', (before) => function (encoding, start, end) {
  if (isBase64Url(encoding)) {
    const bytes = this.subarray(start, end);
    return (new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) as unknown as Encoded).toBase64({ alphabet: BASE64URL, omitPadding: true });
  }
  // The package decodes UTF-8 a byte at a time.
  if ((encoding === undefined || encoding === 'utf8' || encoding === 'utf-8') && this.length > 64) return decoder().decode(this.subarray(start, end));
  return before.call(this, encoding, start, end);
});

Buffer.copyBytesFrom = (view: any, offset = 0, length = view.length - offset): unknown => {
  const part = view.subarray(offset, offset + length);
  return Buffer.from(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
};
for (const name of Object.getOwnPropertyNames(Buffer.prototype)) {
  // readUInt8 is readUint8, too.
  const alias = name.replace('UInt', 'Uint');
  if (!(alias in Buffer.prototype)) Buffer.prototype[alias] = Buffer.prototype[name];
}

const encoded = (bytes: any): Uint8Array => (bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));

Object.assign(buffer, {
  constants: { MAX_LENGTH: buffer.kMaxLength, MAX_STRING_LENGTH: 536870888 },
  kStringMaxLength: 536870888,
  isAscii: (bytes: any): boolean => encoded(bytes).every((byte) => byte < 128),
  isUtf8(bytes: any): boolean {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(encoded(bytes));
      return true;
    } catch {
      return false;
    }
  },
  transcode: (source: any, from: string, to: string): unknown => Buffer.from(Buffer.from(source).toString(from), to),
});
for (const name of ['atob', 'btoa', 'Blob', 'File']) {
  Object.defineProperty(buffer, name, { get: () => (globalThis as any)[name], enumerable: true, configurable: true });
}
module.exports = buffer;
