import { createElement } from './arrays';
import { un } from './calls';
import { apply, construct as constructNatively, PromiseCtor, TypeErrorCtor } from './primordials';
import { hand, state, twinOf } from './state';
import { begin } from './suspendable';

/**
 * `new callee(…)` with the arguments after it, where `callee` is likely to be `Promise`: an executor that has a twin may suspend, and the promise is there once it has returned.
 *
 * @param text the callee, as errors name it
 */
export function* construct(text: string, callee: any, executor: unknown): Generator<any, any, any> {
  const n = state.n;
  const twin = callee === PromiseCtor ? twinOf(executor) : undefined;
  if (twin === undefined) {
    if (typeof callee !== 'function') throw new TypeErrorCtor(`${text} is not a constructor`);
    const args: unknown[] = [];
    for (let i = 2; i < arguments.length; i++) createElement(args, i - 2, arguments[i]);
    return constructNatively(callee, args);
  }
  let resolve: unknown;
  let reject: unknown;
  const promise = new PromiseCtor((done, failed) => {
    resolve = done;
    reject = failed;
  });
  try {
    const child = apply(twin, undefined, [resolve, reject]);
    const first = begin(child, n);
    if (!first.done) un(yield hand(child));
  } catch (reason) {
    apply(reject as (reason: unknown) => void, undefined, [reason]);
  }
  return promise;
}
