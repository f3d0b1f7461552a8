/** What the stand-ins for node's modules take from npm packages, from the runtime and from the isolate's globals, as far as it is used. */
declare const module: { exports: unknown };
declare function require(specifier: string): any;

declare module 'titan:node' {
  export function builtin(name: 'async-hooks'): Record<string, unknown>;
  export function builtin(name: 'crypto'): {
    hash(algorithm: string, data: Uint8Array): ArrayBuffer;
    hmac(algorithm: string, key: Uint8Array, data: Uint8Array): ArrayBuffer;
    equal(first: Uint8Array, second: Uint8Array): boolean;
    randomBytes(count: number): Uint8Array;
  };
}

declare module 'node:buffer' {
  const buffer: any;
  export default buffer;
}

declare module 'node:util' {
  export function inspect(value: unknown): string;
}

interface Encoded {
  toBase64(options?: { alphabet?: string; omitPadding?: boolean }): string;
}
