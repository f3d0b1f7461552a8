// The types of drift. Written by titan: what is changed here is lost.

declare namespace Titan {
  /**
   * A call of the host that has not settled. It starts when it is drifted or awaited. It is not its value: to use it as if it were (read a property, spread it, return it,
   * turn it into JSON) is a TypeError that names the call.
   */
  interface Operation<T> extends PromiseLike<T> {
    catch<R = never>(rejected?: ((reason: any) => R | PromiseLike<R>) | null): Promise<T | R>;
    finally(done?: (() => void) | null): Promise<T>;
    readonly __operation?: T;
  }

  /** What `drift(x)` gives for x: of an operation, promise or thenable its value; of an array or plain object one of the same shape; anything else as it is. */
  type Drifted<X> = X extends PromiseLike<infer V>
    ? Awaited<V>
    : X extends readonly unknown[]
      ? { -readonly [K in keyof X]: Drifted<X[K]> }
      : X extends (...args: any[]) => any
        ? X
        : X extends object
          ? X extends { [Symbol.toStringTag]: string } | Date | RegExp | Error
            ? X
            : { [K in keyof X]: Drifted<X[K]> }
          : X;

  /** The elements of an array, or the values of an object. */
  type Entries<X> = X extends readonly (infer E)[] ? E : X[keyof X];

  interface Drift {
    /**
     * Waits for a value, in the middle of any function: the action is suspended at this line, and its isolate serves other requests meanwhile. Every line runs once. What the
     * value rejects with is thrown here. The entries of an array or plain object run at the same time; the first that fails cancels the others.
     *
     * State at module level may have changed across a drift, as across an await.
     *
     * @throws AbortError when the client has gone or has taken its call back, TimeoutError when the time for the answer is over (`limits.wallMs`, or a call's deadline): in `async` functions
     * too, and also where a promise is waited for, which itself goes on; TypeError outside of a request
     */
    <const X>(value: X): Drifted<X>;
    /** All at the same time, in the shape given. The first that fails cancels the others and is thrown. */
    all<const X extends object>(values: X): Drifted<X>;
    /** How each of them ended, in the shape given. Throws nothing, but where the request is given up. */
    settled<const X extends object>(values: X): { -readonly [K in keyof X]: PromiseSettledResult<Drifted<X[K]>> };
    /** The first to settle, whichever way; the others are cancelled. */
    race<const X extends object>(values: X): Drifted<Entries<X>>;
    /**
     * The first to succeed; the others are cancelled.
     * @throws AggregateError when all have failed
     */
    any<const X extends object>(values: X): Drifted<Entries<X>>;
    /**
     * Waits for so many milliseconds at most.
     * @param milliseconds from 0 to 2147483647
     * @throws TimeoutError when they are over; what was waited for is cancelled
     * @throws TypeError when they are no number
     * @throws RangeError when they are out of bounds
     */
    timeout<const X>(value: X, milliseconds: number): Drifted<X>;
  }
}

declare module 'titan' {
  export type Operation<T> = Titan.Operation<T>;
  export const drift: Titan.Drift;
}

/** Waits for a value in the middle of any function: see {@link Titan.Drift}. */
declare const drift: Titan.Drift;
