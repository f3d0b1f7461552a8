/** The globals that parts bring, by part. */
export const LAZY_GLOBALS: Readonly<Record<string, readonly string[]>> = {
  base64: ['atob', 'btoa'],
  compression: ['CompressionStream', 'DecompressionStream'],
  crypto: ['Crypto', 'CryptoKey', 'SubtleCrypto', 'crypto'],
  encoding: ['TextDecoder', 'TextEncoder'],
  'encoding-streams': ['TextDecoderStream', 'TextEncoderStream'],
  'event-source': ['EventSource'],
  file: ['Blob', 'File'],
  'form-data': ['FormData'],
  messaging: ['MessageChannel', 'MessageEvent', 'MessagePort'],
  performance: ['performance', 'Performance', 'PerformanceEntry', 'PerformanceMark', 'PerformanceMeasure', 'PerformanceObserver', 'PerformanceObserverEntryList'],
  request: ['Request'],
  'structured-clone': ['structuredClone'],
  url: ['URL', 'URLSearchParams'],
  'web-socket': ['CloseEvent', 'WebSocket'],
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

/** The members of `t` that parts bring, by part. */
export const LAZY_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  't-cache': ['cache'],
  't-crypto': ['crypto'],
  't-html': ['html'],
  't-id': ['id'],
  't-jwt': ['jwt'],
  't-password': ['password'],
  't-time': ['time'],
  't-valid': ['valid'],
};
