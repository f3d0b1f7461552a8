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

export const ReadableStream = suspending(polyfill.ReadableStream, ['start', 'pull', 'cancel']);
export const WritableStream = suspending(polyfill.WritableStream, ['start', 'write', 'close', 'abort']);
export const TransformStream = suspending(polyfill.TransformStream, ['start', 'transform', 'flush', 'cancel']);
