/** Calls of handlers by the host. */
import { enter } from '../drift/index.ts';
import { encodeFailure } from '../http/failure';
import { Invocation } from './context';
import { handlerOf } from './handlers';
import { conclude, run } from './answering';
import { openOutbox } from './outbox';
import { StringSplit } from './primordials';

/** What is thrown where a worker has no such handler: another may, or this one soon. */
const GONE = 'TITAN_HANDLER_GONE';

/**
 * Called by the host: begins an invocation of a handler.
 *
 * @param head number of the invocation, kind and name, a line each
 * @returns as `invoke` does
 */
export function callHandler(head: string, payload: string): string {
  const [number, kind, name] = StringSplit(head, '\n');
  openOutbox();
  const invocation = new Invocation(+number, 'CALL');
  const outer = enter(invocation);
  try {
    const handler = handlerOf(`${kind}\n${name}`);
    if (handler === undefined) throw Object.assign(new Error('no such handler'), { name: GONE });
    invocation.generation = handler.generation;
    invocation.outcome = handler.outcome;
    run(invocation, handler.fn, handler.args(payload, invocation));
  } catch (e) {
    invocation.answer = encodeFailure(e);
  } finally {
    enter(outer);
  }
  return conclude(invocation);
}
