/** The npm packages that parts bundle, as far as they are used. */
declare module '@exodus/bytes/multi-byte.js' {
  export function createMultibyteDecoder(encoding: string, loose?: boolean): (bytes: Uint8Array, stream?: boolean) => string;
}
declare module '@exodus/bytes/encoding-lite.js' {
  export class TextDecoder {
    constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
    readonly encoding: string;
    readonly fatal: boolean;
    readonly ignoreBOM: boolean;
    decode(input?: unknown, options?: { stream?: boolean }): string;
  }
  export function normalizeEncoding(label: string): string | null;
}
declare module '@exodus-internal/encoding.js' {
  export function setMultibyte(decoder: unknown, encoder: unknown): void;
}
declare module 'tr46' {
  export function toASCII(domain: string, options?: object): string | null;
  export function toUnicode(domain: string, options?: object): { domain: string; error: boolean };
}
declare module 'web-streams-polyfill/ponyfill/es2018' {
  type Class = new (...args: unknown[]) => object;
  export const ByteLengthQueuingStrategy: Class;
  export const CountQueuingStrategy: Class;
  export const ReadableByteStreamController: Class;
  export const ReadableStream: Class;
  export const ReadableStreamBYOBReader: Class;
  export const ReadableStreamBYOBRequest: Class;
  export const ReadableStreamDefaultController: Class;
  export const ReadableStreamDefaultReader: Class;
  export const TransformStream: Class;
  export const TransformStreamDefaultController: Class;
  export const WritableStream: Class;
  export const WritableStreamDefaultController: Class;
  export const WritableStreamDefaultWriter: Class;
}
declare module 'whatwg-url/lib/url-state-machine.js' {
  type UrlRecord = import('./url/types').UrlRecord;
  const states: {
    /** Null where it fails. */
    basicURLParse(input: string, options?: { baseURL?: UrlRecord; url?: UrlRecord; stateOverride?: string }): UrlRecord | null;
    setTheUsername(url: UrlRecord, value: string): void;
    setThePassword(url: UrlRecord, value: string): void;
    serializeHost(host: unknown): string;
    serializePath(url: UrlRecord): string;
  };
  export default states;
}
declare module 'whatwg-url/webidl2js-wrapper.js' {
  interface Interface {
    install(scope: object, names: string[]): void;
  }
  export const URL: Interface;
  export const URLSearchParams: Interface;
}
declare module 'semver/functions/compare' {
  export default function compare(first: string, second: string): -1 | 0 | 1;
}
declare module 'semver/functions/prerelease' {
  export default function prerelease(version: string): readonly (string | number)[] | null;
}
declare module 'semver/ranges/max-satisfying' {
  /** Null when none of the versions is in the range, or it is no range. */
  export default function maxSatisfying(versions: readonly string[], range: string): string | null;
}
