import { apply, PromiseCtor } from './primordials';
import { NEXT, Task } from './scheduler';
import { inThisContext } from './thenables';

/**
 * What an async function returns whose code is in a suspendable body: so it never runs in a microtask, where its thread could not be held for a promise. A promise if it suspends;
 * else it throws what the body throws.
 */
export function driven(body: (...args: any[]) => Generator<any, any, any>, args: unknown[]): unknown {
  let ended: { readonly failed: boolean; readonly value: unknown } | undefined;
  let resolve: ((value: unknown) => void) | undefined;
  let reject: ((reason: unknown) => void) | undefined;
  const task = new Task(
    apply(body, undefined, args),
    (value) => (resolve === undefined ? (ended = { failed: false, value }) : resolve(inThisContext(value))),
    (value) => (reject === undefined ? (ended = { failed: true, value }) : reject(value)),
  );
  task.resume(NEXT, undefined);
  if (ended === undefined) {
    return new PromiseCtor((done, failed) => {
      resolve = done;
      reject = failed;
    });
  }
  if (ended.failed) throw ended.value;
  return inThisContext(ended.value);
}
