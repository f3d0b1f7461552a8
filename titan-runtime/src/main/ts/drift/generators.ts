import { drive, un } from './calls';
import {
  apply, generatorNext, generatorReturn, generatorThrow, getPrototypeOf, isObject, iteratorSymbol, OwnWeakMap, TypeErrorCtor,
} from './primordials';
import { isMarked } from './marks';
import { NEXT, RETURN, THROW_AT_YIELD } from './scheduler';
import { attach, hand, pending, returns, state } from './state';

/** What the body of a user's generator yields where the author wrote `yield`. */
export class Yielded {
  /** `result`: the iterator result to hand out as it is, for `yield*`; else one is made around `value`. */
  constructor(
    readonly value: unknown,
    readonly result: object | null = null,
  ) {}
}

/** The suspendable body behind one native generator object. */
class Body {
  readonly generator: Generator<any, any, any>;
  done = false;
  running = false;
  /** The value of the `return()` under way, for a `yield*` that hands it on. */
  returning: unknown = undefined;

  constructor(generator: Generator<any, any, any>) {
    this.generator = generator;
  }

  /** The iterator result for `outcome`, with which the body yielded or (`done`) finished. */
  result(outcome: unknown): object {
    if (outcome instanceof Yielded) return outcome.result ?? { value: outcome.value, done: false };
    this.done = true;
    return { value: outcome, done: true };
  }

  /** The result of a step on a body that has finished. */
  finished(mode: number, sent: unknown): object {
    if (mode === THROW_AT_YIELD) throw sent;
    return { value: mode === RETURN ? sent : undefined, done: true };
  }

  begin(mode: number, sent: unknown): void {
    if (this.running) throw new TypeErrorCtor('Generator is already running');
    this.running = true;
    if (mode === RETURN) this.returning = sent;
  }
}

const bodies = new OwnWeakMap<object, Body>();

/** The body that runs now, for `yield*` in it. */
let running: Body | null = null;
/** Set while a native generator object is asked for its body. */
let linking = false;
let linked: Body | null = null;

/** What the native shell of a generator delegates to: steps the body, and holds the thread where it suspends. */
class Shell {
  readonly #body: Body;

  constructor(body: Body) {
    this.#body = body;
  }

  next(sent: unknown): object {
    if (linking) {
      linking = false;
      linked = this.#body;
      return { value: undefined, done: false };
    }
    return this.#step(NEXT, sent);
  }

  return(value: unknown): object {
    return this.#step(RETURN, value);
  }

  throw(reason: unknown): object {
    return this.#step(THROW_AT_YIELD, reason);
  }

  #step(mode: number, sent: unknown): object {
    const body = this.#body;
    if (body.done) return body.finished(mode, sent);
    body.begin(mode, sent);
    const outer = running;
    running = body;
    try {
      return body.result(drive(body.generator, mode, sent));
    } catch (error) {
      body.done = true;
      throw error;
    } finally {
      body.running = false;
      running = outer;
    }
  }

  [iteratorSymbol](): this {
    return this;
  }
}

/** The iterable that the shell of a user's generator delegates to. */
export function generator(body: (...args: any[]) => Generator<any, any, any>, self: unknown, args: unknown[]): Iterable<any> {
  return new Shell(new Body(apply(body, self, args))) as any;
}

/** The body behind a native generator object, which is advanced into its shell the first time; undefined if it has none. */
function bodyOf(value: unknown): Body | undefined {
  if (!isObject(value)) return undefined;
  const known = bodies.get(value);
  if (known !== undefined) return known;
  const prototype = getPrototypeOf(value);
  if (prototype === null || !isMarked(prototype)) return undefined;
  linking = true;
  linked = null;
  try {
    apply(generatorNext, value, []);
  } finally {
    linking = false;
  }
  if (linked === null) return undefined;
  bodies.set(value, linked);
  return linked;
}

function* step(body: Body, mode: number, sent: unknown): Generator<any, any, any> {
  const n = state.n;
  if (body.done) return body.finished(mode, sent);
  body.begin(mode, sent);
  const outer = running;
  running = body;
  try {
    state.n = n + 1;
    const { generator } = body;
    let first =
      mode === NEXT ? apply(generatorNext, generator, [sent])
      : mode === RETURN ? apply(generatorReturn, generator, [sent])
      : apply(generatorThrow, generator, [sent]);
    while (!first.done && first.value === returns) first = apply(generatorReturn, generator, [state.returning]);
    const outcome = first.done || first.value !== pending ? first.value : un(yield hand(generator));
    return body.result(outcome);
  } catch (error) {
    body.done = true;
    throw error;
  } finally {
    body.running = false;
    running = outer;
  }
}

function installStep(mode: number, native: (...args: any[]) => any): void {
  attach(native, function* (this: unknown, sent: unknown): Generator<any, any, any> {
    const body = bodyOf(this);
    if (body === undefined) return apply(native, this, [sent]);
    const child = step(body, mode, sent);
    const first = apply(generatorNext, child, []);
    return first.done ? first.value : un(yield hand(child));
  });
}

export function installGenerators(): void {
  installStep(NEXT, generatorNext);
  installStep(RETURN, generatorReturn);
  installStep(THROW_AT_YIELD, generatorThrow);
}

/** The body that runs, and the value of a `return()` that it is being given. */
export function currentBody(): Body {
  return running!;
}

export type { Body };
