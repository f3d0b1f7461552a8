import { un } from './calls';
import { apply } from './primordials';
import { hand, state, twinOf, type Context } from './state';
import { begin } from './suspendable';

/**
 * Calls `fn` with `context` current while its code runs: for the twin of a function that does so. The code above it goes on in its own context, also when it hands up a suspension.
 */
export function* callWithin(context: Context | null, fn: any, self: unknown, args: ArrayLike<unknown>): Generator<any, any, any> {
  const outer = state.c;
  const n = state.n;
  state.c = context;
  try {
    const twin = twinOf(fn);
    if (twin === undefined) return apply(fn, self, args);
    const child = apply(twin, self, args);
    const first = begin(child, n);
    if (first.done) return first.value;
    state.leaf ??= state.c;
    state.c = outer;
    return un(yield hand(child));
  } finally {
    state.c = outer;
  }
}
