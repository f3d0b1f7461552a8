/**
 * The Streams standard (https://streams.spec.whatwg.org): the package web-streams-polyfill, whose author is one of the standard's editors. What it does not know is drift: functions that an author
 * gives to a constructor are called so that they may suspend, in the context in which the stream was made.
 */
import * as polyfill from 'web-streams-polyfill/ponyfill/es2018';
import { suspending } from './suspending';

export const {
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
  ReadableByteStreamController,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableStreamDefaultController,
  ReadableStreamDefaultReader,
  TransformStreamDefaultController,
  WritableStreamDefaultController,
  WritableStreamDefaultWriter,
} = polyfill;

/** For the runtime's own streams, whose methods do not drift. */
export const PlainReadableStream = polyfill.ReadableStream as unknown as new (source: object, strategy?: object) => { readonly locked: boolean; tee(): [any, any] };

export function readableFrom(iterable: object): object {
  return (polyfill.ReadableStream as unknown as { from(iterable: object): object }).from(iterable);
}

/** Whether a stream has been read from or cancelled; false for one of another's making. */
export function isDisturbed(stream: object): boolean {
  return (stream as { _disturbed?: unknown })._disturbed === true;
}

export const ReadableStream = suspending(polyfill.ReadableStream, ['start', 'pull', 'cancel']);
export const WritableStream = suspending(polyfill.WritableStream, ['start', 'write', 'close', 'abort']);
export const TransformStream = suspending(polyfill.TransformStream, ['start', 'transform', 'flush', 'cancel']);
