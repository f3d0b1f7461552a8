/** Calls of services as spans: the host records them when they have ended. */
import type { Context } from '../drift/index.ts';
import { host } from './host';
import { currentInvocation } from './current';
import { recordCall } from './outbox';
import { atRoot, currentSpan, placeOf, Span, withinCall, withinSpan } from './trace';

export interface RecordedCall {
  /** What its code runs in. */
  readonly context: Context;
  /** It has ended, with this error if it is given. */
  ended(failed: boolean, error?: unknown): void;
}

/** An invocation that is one call, for which the host has begun a span; the first call within it is that one. */
interface OneCall {
  isCall?: boolean;
}

/** Names are the class's own; anything else that is thrown has none that is known not to be a secret. */
function nameOf(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  return /^[A-Za-z_$][\w$]{0,100}$/.test(name) ? name : 'Error';
}

/**
 * Begins a call of a service.
 *
 * @param target `users@1.0.0.findById`
 * @param client whether another server has the service
 */
export function recordedCall(target: string, client = false): RecordedCall {
  const invocation = currentInvocation() as (ReturnType<typeof currentInvocation> & OneCall) | null;
  const current = currentSpan();
  const first = invocation?.isCall !== undefined && atRoot();
  if (first && invocation.isCall === true && current !== undefined && !client) {
    invocation.isCall = false;
    return { context: withinSpan(current), ended() {} };
  }
  if (current === undefined || !current.sampled) return { context: withinCall(), ended() {} };
  const span = new Span(current);
  const kind = client ? 'client' : first ? 'server' : 'internal';
  const began = host.now();
  return {
    context: withinSpan(span),
    ended(failed, error) {
      recordCall(`${placeOf(span)}\n${kind}\n${target}\n${host.timeOrigin() + began}\n${host.now() - began}\n${failed ? nameOf(error) : ''}`);
    },
  };
}
