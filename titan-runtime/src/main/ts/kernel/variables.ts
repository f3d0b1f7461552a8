/**
 * Variables that follow code across its suspensions (https://tc39.es/proposal-async-context/): across drift, await, callbacks of promises, timers and microtasks. Their values lie
 * in the context of the drift runtime, beside the invocation.
 */
import { type Context, context, enter, withContext } from '../drift/index.ts';
import type { Invocation } from './context';
import { invocationOf } from './current';

/** The values of variables, each variable once. Immutable. */
export type Values = { readonly variable: object; readonly value: unknown; readonly next: Values } | null;

/** A context in which variables have other values than where it was made. */
class Scope implements Context {
  readonly invocation: Invocation | null;
  readonly values: Values;

  constructor(invocation: Invocation | null, values: Values) {
    this.invocation = invocation;
    this.values = values;
  }
}

function valuesOf(context: Context | null): Values {
  return context === null ? null : (context as Scope).values;
}

function without(values: Values, variable: object): Values {
  if (values === null) return null;
  if (values.variable === variable) return values.next;
  const next = without(values.next, variable);
  return next === values.next ? values : { variable: values.variable, value: values.value, next };
}

/** All variables as they are where it is made. */
export class Snapshot {
  readonly #made = context();

  /** The context for code that is to find the variables so. It runs for the invocation that calls it, if there is one, since that is what it holds up. */
  within(): Context | null {
    return new Scope(invocationOf(context() ?? this.#made), valuesOf(this.#made));
  }
}

export class Variable<T> {
  /** The value where the code runs that asks; undefined where it has none. */
  get(): T | undefined {
    for (let at = valuesOf(context()); at !== null; at = at.next) if (at.variable === this) return at.value as T;
    return undefined;
  }

  /** Calls `fn` with the value, and whatever it starts has it. For functions that do not suspend: `callWithin` is for those that may. */
  run<R>(value: T, fn: () => R): R {
    return withContext(this.within(value), fn);
  }

  /** The current context but for the value; an undefined one takes it away. */
  within(value: T | undefined): Context {
    const current = context();
    const rest = without(valuesOf(current), this);
    return new Scope(invocationOf(current), value === undefined ? rest : { variable: this, value, next: rest });
  }

  /** Gives it the value for the rest of the code that runs, and what that starts. */
  enter(value: T | undefined): void {
    enter(this.within(value));
  }
}
