/**
 * The codec of Netron: values as msgpack, and as JSON. Without imports of the kernel, so that a client is bundled with the same files.
 */
export { Decoder } from './decoder';
export { Encoder } from './encoder';
export { Digits, JsonForm } from './json';
export { CodecError, type CodecOptions, Definition, type Errors, MAX_DEPTH, Reference, StreamReference, type UserType } from './types';
