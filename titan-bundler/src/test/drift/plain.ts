/** The globals of a plain run, in which nothing waits. */

/** A stand-in for an operation. */
export class Settled {
  readonly failed: boolean;
  readonly value: unknown;
  constructor(failed: boolean, value: unknown) {
    this.failed = failed;
    this.value = value;
  }
  then(resolve?: (value: unknown) => unknown, reject?: (reason: unknown) => unknown): Promise<unknown> {
    return (this.failed ? Promise.reject(this.value) : Promise.resolve(this.value)).then(resolve, reject);
  }
}

/** A `drift` that has the value at once. */
export function plainDrift(): unknown {
  const drift: any = (value: any): unknown => {
    if (value instanceof Settled) {
      if (value.failed) throw value.value;
      return value.value;
    }
    if (isThenable(value)) return drift(outcomeOf(value));
    const read = readOnce(value);
    if (!waits(read)) return value;
    if (Array.isArray(read)) return read.map(drift);
    return Object.fromEntries(Reflect.ownKeys(read as object).map((key) => [key, drift((read as any)[key])]));
  };
  drift.all = drift;
  const outcome = (one: unknown) => {
    try {
      return { status: 'fulfilled', value: drift(one) };
    } catch (reason) {
      return { status: 'rejected', reason };
    }
  };
  drift.settled = (shape: any) =>
    Array.isArray(shape) ? shape.map(outcome) : Object.fromEntries(Object.entries(shape).map(([key, one]) => [key, outcome(one)]));
  drift.any = (list: unknown[]) => {
    const outcomes = list.map(outcome);
    const first = outcomes.find(({ status }) => status === 'fulfilled');
    if (first === undefined) throw new AggregateError(outcomes.map(({ reason }) => reason), 'All operations failed');
    return first.value;
  };
  drift.timeout = (value: unknown, ms: unknown) => {
    if (typeof ms !== 'number' || Number.isNaN(ms)) throw new TypeError('no number');
    if (ms < 0 || ms >= 2 ** 31) throw new RangeError('out of bounds');
    return drift(value);
  };
  return drift;
}

/** What a thenable tells at once. */
function outcomeOf(thenable: PromiseLike<unknown>): unknown {
  let first: Settled | undefined;
  const settle = (failed: boolean) => (value: unknown) => {
    first ??= new Settled(failed, value);
  };
  try {
    thenable.then(settle(false), settle(true));
  } catch (reason) {
    settle(true)(reason);
  }
  if (first === undefined) throw new Error('a thenable of a plain run tells its outcome at once');
  return first.failed ? first : first.value;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return ((typeof value === 'object' && value !== null) || typeof value === 'function') && typeof (value as { then?: unknown }).then === 'function';
}

/** A plain object's enumerable properties, getters among them read; anything else as it is. */
function readOnce(value: unknown): unknown {
  return isPlain(value) ? { ...value } : value;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}

/** Whether an array or plain object holds an operation, at whatever depth. */
function waits(value: unknown): boolean {
  if (isThenable(value)) return true;
  return (Array.isArray(value) || isPlain(value)) && Object.values(value).some(waits);
}
