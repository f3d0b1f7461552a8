/** The invocation whose code runs. Apart from what an invocation is, so that timers and signals, which invocations have, can ask for it. */
import { type Context, context } from '../drift/index.ts';
import type { Invocation } from './context';

/** The invocation whose code runs, null when none does. */
export function currentInvocation(): Invocation | null {
  return invocationOf(context());
}

/** The invocation of a context, null where it has none. */
export function invocationOf(context: Context | null): Invocation | null {
  return context === null ? null : (context.invocation as Invocation | null);
}

/** The same, null within a hook too: it is no request's. */
export function currentRequest(): Invocation | null {
  const current = currentInvocation();
  return current === null || current.number < 0 ? null : current;
}

/** Its number, 0 when none runs. */
export function currentNumber(): number {
  return currentInvocation()?.number ?? 0;
}
