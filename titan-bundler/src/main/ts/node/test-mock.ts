/** The mocks of node:test: functions that note their calls, and what they stand in for on an object. */

type Fn = (...args: any[]) => any;

interface Call {
  readonly arguments: unknown[];
  readonly result: unknown;
  readonly error: unknown;
  readonly this: unknown;
  readonly target: Function | undefined;
  readonly stack: Error;
}

/** What the functions of this file alone do with a mock. */
let next: (mock: MockFunctionContext) => Fn;
let note: (mock: MockFunctionContext, call: Call) => void;

/** What a mocked function has as `mock`. */
class MockFunctionContext {
  static {
    next = (mock) => mock.#next();
    note = (mock, call) => void mock.#calls.push(call);
  }

  readonly #original: Fn;
  readonly #undo: (() => void) | undefined;
  readonly #once = new Map<number, Fn>();
  #implementation: Fn;
  /** For so many calls the implementation holds. */
  #times: number;
  #calls: Call[] = [];
  #used = 0;

  constructor(original: Fn, implementation: Fn, times: number, undo: (() => void) | undefined) {
    this.#original = original;
    this.#implementation = implementation;
    this.#times = times;
    this.#undo = undo;
  }

  get calls(): readonly Call[] {
    return [...this.#calls];
  }

  callCount(): number {
    return this.#calls.length;
  }

  mockImplementation(implementation: Fn): void {
    this.#implementation = callable('implementation', implementation);
    this.#times = Infinity;
  }

  mockImplementationOnce(implementation: Fn, onCall = this.#calls.length): void {
    callable('implementation', implementation);
    if (onCall < this.#calls.length) throw new RangeError(`onCall: expected ${this.#calls.length} or more, since so many calls were made; not ${onCall}`);
    this.#once.set(onCall, implementation);
  }

  resetCalls(): void {
    this.#calls = [];
  }

  /** Has it behave as what it stands for; on an object, puts that back. */
  restore(): void {
    this.#implementation = this.#original;
    this.#once.clear();
    this.#undo?.();
  }

  /** What the next call is to run. */
  #next(): Fn {
    const call = this.#calls.length;
    const once = this.#once.get(call);
    if (once !== undefined) {
      this.#once.delete(call);
      return once;
    }
    return this.#used++ < this.#times ? this.#implementation : this.#original;
  }
}

function callable(name: string, value: unknown): Fn {
  if (typeof value === 'function') return value as Fn;
  throw Object.assign(new TypeError(`The "${name}" argument must be of type function`), { code: 'ERR_INVALID_ARG_TYPE' });
}

/** A function that does what its mock says. */
function mocked(original: Fn, implementation: Fn, options: { times?: number }, undo?: () => void): Fn & { mock: MockFunctionContext } {
  const { times = Infinity } = options;
  if (!(times >= 1)) throw new RangeError(`times: expected 1 or more, not ${String(times)}`);
  const mock = new MockFunctionContext(original, implementation, times, undo);
  const apply = (self: unknown, args: unknown[], target: Function | undefined, call: (body: Fn) => unknown): unknown => {
    const body = next(mock);
    const stack = new Error();
    let result: unknown;
    let error: unknown;
    try {
      return (result = call(body));
    } catch (e) {
      error = e;
      throw e;
    } finally {
      note(mock, { arguments: args, result, error, this: self, target, stack });
    }
  };
  return new Proxy(original, {
    apply: (_, self, args) => apply(self, args, undefined, (body) => Reflect.apply(body, self, args)),
    construct: (_, args, target) => apply(undefined, args, target, (body) => Reflect.construct(body, args, target)) as object,
    get: (on, name, receiver) => (name === 'mock' ? mock : Reflect.get(on, name, receiver)),
  }) as Fn & { mock: MockFunctionContext };
}

interface MethodOptions {
  getter?: boolean;
  setter?: boolean;
  times?: number;
}

/** Makes mocks, and takes them back. */
export class MockTracker {
  #mocks: MockFunctionContext[] = [];

  #kept<T extends { mock: MockFunctionContext }>(made: T): T {
    this.#mocks.push(made.mock);
    return made;
  }

  /** A function that does what the implementation does, or what the original does, or nothing. */
  fn(original: unknown = function () {}, implementation: unknown = original, options: { times?: number } = {}): Fn {
    if (typeof original !== 'function') return this.fn(undefined, undefined, original as { times?: number });
    if (typeof implementation !== 'function') return this.fn(original, original, implementation as { times?: number });
    return this.#kept(mocked(original as Fn, implementation as Fn, options));
  }

  /** Puts a mock in the place of a method. */
  method(object: any, name: PropertyKey, implementation?: unknown, options: MethodOptions = {}): Fn {
    if (typeof implementation === 'object' && implementation !== null) return this.method(object, name, undefined, implementation as MethodOptions);
    const { getter = false, setter = false } = options;
    const kind = getter ? 'get' : setter ? 'set' : 'value';
    let owner = object;
    let found: PropertyDescriptor | undefined;
    while (owner !== null && owner !== undefined && (found = Object.getOwnPropertyDescriptor(owner, name)) === undefined) owner = Object.getPrototypeOf(owner);
    const original = callable(`object.${String(name)}`, found?.[kind]);
    const undo = (): void => {
      if (owner === object) Object.defineProperty(object, name, found!);
      else delete object[name];
    };
    const made = this.#kept(mocked(original, implementation === undefined ? original : callable('implementation', implementation), options, undo));
    Object.defineProperty(object, name, { ...found!, configurable: true, [kind]: made });
    return made;
  }

  getter(object: object, name: PropertyKey, implementation?: unknown, options: MethodOptions = {}): Fn {
    return this.method(object, name, implementation, { ...options, getter: true });
  }

  setter(object: object, name: PropertyKey, implementation?: unknown, options: MethodOptions = {}): Fn {
    return this.method(object, name, implementation, { ...options, setter: true });
  }

  /** Has all of them behave as what they stand for. The last is put back first, since it may stand on another. */
  restoreAll(): void {
    for (const mock of [...this.#mocks].reverse()) mock.restore();
  }

  /** The same, and forgets them. */
  reset(): void {
    this.restoreAll();
    this.#mocks = [];
  }
}
