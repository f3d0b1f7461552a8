/**
 * The run-time half of `drift`: what the twins that the build emits need, and what the kernel starts and completes them by.
 *
 * An *operation* is made by `operation(name, start)`. It is lazy: `start(resolve, reject)` runs once, when the operation is
 * first drifted, awaited or `then`ed. It settles by one call of either, at once or later, on the isolate's thread; what it
 * returns, if anything, cancels it. To cancel is to fail with the reason given; a settlement that comes later is ignored.
 *
 * A *task* is one call that may suspend: `start(fn, self, args, done, failed)` runs it until it ends or suspends, and calls one
 * of the two once. The context (`withContext`) current at that time is current again whenever the task's code runs; where it has no invocation, a drift is
 * an error. `task.cancel(reason)` gives up the pending operation and throws the reason
 * at the drift that waits for it, so that `finally` runs. An invocation that is given up does the same to every drift that waits in its context, in whatever task or async
 * function: it is told of each, as its `Owner`.
 *
 * An async function makes its context current again after each wait, and leaves it so: whoever enters the isolate sets the
 * context first (`enter`, `withContext`).
 *
 * A drift that a twin cannot reach (`park` of the hooks) holds the thread, within the call of the host hook.
 *
 * The remaining exports are what bundles import as `titan:drift`; their short names are listed in the pass.
 */
import { installArrays } from './arrays';
import { attachMethods, drive, notCallable, oddCall, runArrow, runThin, template, un } from './calls';
import { installCollections } from './collections';
import { awaitDrift, driftIn, makeDrift } from './drift';
import { driven } from './driven';
import { installFromAsync } from './from-async';
import { installFunctions, installPromises, installStrings } from './functions';
import { generator, installGenerators, Yielded } from './generators';
import { callWithin } from './contexts';
import { construct } from './executor';
import { connect, misuse, type Hooks } from './hooks';
import { delegate, iterate } from './iterate';
import { markGenerator } from './marks';
import { FunctionOperation, guard, Operation, type Start } from './operation';
import { nativeCall } from './primordials';
import { promised, start, Task } from './scheduler';
import { installSorting } from './sorting';
import { composedBy, composeStack, tidyStack } from './stacks';
import { attach, type Context, hand, type Owner, pending, state, symbol, twinOf } from './state';
import { inThisContext } from './thenables';
import { awaited } from './waiting';

export type { Context, Hooks, Owner, Start };
export { callWithin, start, Task, Operation, FunctionOperation, drive, composedBy, composeStack, tidyStack };

/** What bundles import, by the names that the pass uses. */
export {
  symbol as S,
  pending as P,
  state as D,
  hand as h,
  un as u,
  attach as at,
  markGenerator as ag,
  attachMethods as am,
  runThin as run,
  runArrow,
  notCallable as no,
  nativeCall as ca,
  oddCall as odd,
  construct as new,
  driftIn as dr,
  promised as aw,
  awaitDrift as ad,
  driven as drv,
  awaited as aws,
  inThisContext as th,
  template as tpl,
  generator as gen,
  delegate as star,
  Yielded as Y,
  iterate as it,
};

/** Gives the built-ins their suspendable versions and makes `drift`. Called once in an isolate, before any code of an app runs. */
export function install(hooks: Hooks): { drift: any } {
  connect(hooks);
  installArrays();
  installSorting();
  installCollections();
  installFunctions();
  installPromises();
  installFromAsync();
  installStrings();
  installGenerators();
  return { drift: makeDrift() };
}

/** Makes an operation and gives what the author holds of it. */
export function operation(name: string, start: Start): object {
  return guard(new FunctionOperation(name, start), misuse);
}

/** Calls `fn` with `context` current. */
export function withContext<T>(context: Context | null, fn: () => T): T {
  const outer = state.c;
  state.c = context;
  try {
    return fn();
  } finally {
    state.c = outer;
  }
}

/** Makes a context current. Its result is the one before, to be made current again. */
export function enter(context: Context | null): Context | null {
  const outer = state.c;
  state.c = context;
  return outer;
}

/** Whether a call of `fn` can suspend elsewhere than in `async` code. */
export function suspends(fn: unknown): boolean {
  return twinOf(fn) !== undefined;
}

/** How many drifts have had to wait since this was last asked. */
export function takeDrifts(): number {
  const { drifts } = state;
  state.drifts = 0;
  return drifts;
}

/** The context of the running code; null where nothing is carried. */
export function context(): Context | null {
  return state.c;
}

/** Forgets what ran: execution was ended from outside, so that nothing could be put back in its place. */
export function reset(): void {
  state.n = 0;
  state.c = state.leaf = state.pending = state.head = state.last = state.failure = null;
  state.returning = undefined;
  state.size = 0;
}
