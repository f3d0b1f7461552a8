/** The globals that parts bring, by part. */
export const LAZY_GLOBALS: Readonly<Record<string, readonly string[]>> = {
  base64: ['atob', 'btoa'],
  crypto: ['Crypto', 'CryptoKey', 'SubtleCrypto', 'crypto'],
  encoding: ['TextDecoder', 'TextEncoder'],
  url: ['URL', 'URLSearchParams'],
  'web-streams': [
    'ByteLengthQueuingStrategy',
    'CountQueuingStrategy',
    'ReadableByteStreamController',
    'ReadableStream',
    'ReadableStreamBYOBReader',
    'ReadableStreamBYOBRequest',
    'ReadableStreamDefaultController',
    'ReadableStreamDefaultReader',
    'TransformStream',
    'TransformStreamDefaultController',
    'WritableStream',
    'WritableStreamDefaultController',
    'WritableStreamDefaultWriter',
  ],
};
