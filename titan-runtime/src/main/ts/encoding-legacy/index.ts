/** The multi-byte encodings of the Encoding standard that are not UTF: their tables are large and few need them. */
export { createMultibyteDecoder } from '@exodus/bytes/multi-byte.js';
