/** How an invocation comes to its answer, whatever has begun it: an action, a handler of a socket, a call of the host. */
import { withFields } from '../http/added';
import { encodeAnswer, takeBytes, takeStream } from '../http/answer';
import { start, th as inThisContext, withContext } from '../drift/index.ts';
import { HttpError } from '../http/error';
import { encodeFailure, isA } from '../http/failure';
import { waiting } from './background';
import type { Invocation } from './context';
import { PENDING } from './host';
import { drainMicrotasksOf } from './microtasks';
import { refuseOperation } from './misuse';
import { closeOutbox, complete, flushOutbox } from './outbox';
import { beginStream } from './streaming';
import { isThenable, MapDelete, MapSet, PromiseResolve, PromiseThen } from './primordials';
import { forgetMade } from './unstarted';

/** Calls a function of the app's so that it may suspend. What comes of it is the invocation's answer. */
export function run(invocation: Invocation, fn: Function, args: unknown[]): void {
  start(
    fn,
    undefined,
    args,
    (value) => returned(invocation, value),
    (reason) => failed(invocation, reason),
  );
}

/** The action has thrown. */
export function failed(invocation: Invocation, reason: unknown): void {
  const closing = invocation.closing;
  invocation.closing = undefined;
  forgetMade(invocation);
  // What nobody has foreseen keeps nothing of what was begun.
  const chosen = isA(reason, HttpError);
  if (!chosen) invocation.fields = undefined;
  if (closing === undefined || !chosen) end(invocation, encodeFailure(reason));
  else close(invocation, closing, () => end(invocation, encodeFailure(reason)));
}

/** Does what is to be done before an answer goes out. */
function close(invocation: Invocation, closing: NonNullable<Invocation['closing']>, answer: () => void): void {
  closing(
    () => withContext(invocation, answer),
    (reason) => withContext(invocation, () => failed(invocation, reason)),
  );
}

export function returned(invocation: Invocation, value: unknown): void {
  try {
    refuseOperation(value);
    if (!isThenable(value)) {
      const closing = invocation.closing;
      if (closing !== undefined) {
        invocation.closing = undefined;
        close(invocation, closing, () => returned(invocation, value));
        return;
      }
      const text = encodeAnswer(invocation.outcome === undefined ? value : invocation.outcome(value));
      const stream = takeStream();
      if (stream === undefined) end(invocation, text);
      else beginStream(invocation, invocation.fields === undefined ? text : withFields(text, invocation.fields), stream);
      return;
    }
  } catch (e) {
    failed(invocation, e);
    return;
  }
  PromiseThen(
    PromiseResolve(inThisContext(value)),
    (settled) => withContext(invocation, () => returned(invocation, settled)),
    (reason) => withContext(invocation, () => failed(invocation, reason)),
  );
}

/** Answers an invocation with an encoded answer. */
export function end(invocation: Invocation, answer: string): void {
  const text = invocation.fields === undefined ? answer : withFields(answer, invocation.fields);
  if (invocation.inside) {
    invocation.answer = text;
    return;
  }
  invocation.settled = true;
  if (invocation.background === 0) MapDelete(waiting, invocation.number);
  complete(invocation.number, text, takeBytes());
}

/**
 * What the host's call that began an invocation returns. Most async functions wait for nothing, or start at once what they wait for: what they do in microtasks is done before, so that it goes
 * with this call.
 */
export function conclude(invocation: Invocation): string {
  if (invocation.answer === undefined) drainMicrotasksOf(invocation);
  invocation.inside = false;
  if (invocation.answer !== undefined) {
    invocation.settled = true;
    flushOutbox();
    closeOutbox();
    return invocation.answer;
  }
  if (!invocation.settled) MapSet(waiting, invocation.number, invocation);
  return PENDING + closeOutbox();
}
