import { park } from './hooks';
import {
  apply, captureStackTrace, defineProperty, deleteProperty, getOwnPropertyDescriptor, nativeCall, TypeErrorCtor,
} from './primordials';
import { markGenerator } from './marks';
import { NEXT, Task } from './scheduler';
import { noteFrame } from './stacks';
import { attach, state } from './state';

/** What stands around each `yield` of a suspension: passes the result on, or throws the failure in the frame's own place. */
export function un(value: unknown): unknown {
  if (state.failure !== null) {
    const { reason } = state.failure;
    state.failure = null;
    noteFrame(reason, un);
    throw reason;
  }
  return value;
}

/** The callee of a call whose callee is no function: throws only once the arguments have been evaluated. */
export function notCallable(_value: unknown, text: string): () => never {
  const fail = (): never => {
    const error = new TypeErrorCtor(`${text} is not a function`);
    captureStackTrace(error, fail);
    throw error;
  };
  return fail;
}

/** An object whose `call` calls `value`, for a callee that has no `call` of its own or one that the author has replaced. */
export function oddCall(value: any, text: string): { call: (self: unknown, ...args: unknown[]) => unknown } {
  if (typeof value !== 'function') return { call: notCallable(value, text) };
  return { call: (self, ...args) => apply(value, self, args) };
}

/** Runs a twin for a caller that cannot suspend, and holds the thread while it waits. */
export function drive(generator: Generator<any, any, any>, mode: number = NEXT, sent: unknown = undefined): unknown {
  let finished = false;
  let failed = false;
  let result: unknown;
  const task = new Task(
    generator,
    (value) => {
      finished = true;
      result = value;
    },
    (reason) => {
      finished = failed = true;
      result = reason;
    },
  );
  task.resume(mode, sent);
  if (!finished) {
    park(
      () => finished,
      (reason) => task.cancel(reason),
    );
  }
  if (failed) throw result;
  return result;
}

/** The body of a function whose code is in its twin alone. */
export function runThin(twin: (...args: any[]) => Generator<any, any, any>, self: unknown, args: IArguments): unknown {
  return drive(apply(twin, self, args as unknown as unknown[]));
}

/** As `runThin`, for an arrow: `rest` follows the leading arguments, which give the arrow its length. */
export function runArrow(twin: (...args: any[]) => Generator<any, any, any>, rest: unknown[], ...leading: unknown[]): unknown {
  const { length } = leading;
  if (length === 0) return drive(apply(twin, undefined, rest));
  for (let i = 0; i < rest.length; i++) defineProperty(leading, length + i, { value: rest[i], writable: true, enumerable: true, configurable: true });
  return drive(apply(twin, undefined, leading));
}

/**
 * Attaches the twins of a class's methods, which the class defines as siblings, and removes those. `table`: for each method
 * whether it is static (1), its key, and the key of its sibling, null for a generator. Its result lists the twins.
 */
export function attachMethods(made: any, table: unknown[]): unknown[] {
  const twins: unknown[] = [];
  for (let i = 0; i < table.length; i += 3) {
    const home = table[i] === 1 ? made : made.prototype;
    const key = table[i + 1] as string;
    const sibling = table[i + 2] as string | null;
    const method = getOwnPropertyDescriptor(home, key)!.value;
    if (sibling === null) {
      markGenerator(method);
      continue;
    }
    const twin = home[sibling];
    deleteProperty(home, sibling);
    defineProperty(twin, 'name', getOwnPropertyDescriptor(method, 'name') ?? { value: '' });
    attach(method, twin);
    put(twins, i / 3, twin);
  }
  return twins;
}

function put(list: unknown[], index: number, value: unknown): void {
  defineProperty(list, index, { value, writable: true, enumerable: true, configurable: true });
}

/** Gives a template's strings, by being its tag. */
export function template(strings: TemplateStringsArray): TemplateStringsArray {
  return strings;
}

export { nativeCall };
