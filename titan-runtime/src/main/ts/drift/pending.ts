/**
 * Something that has not settled: an operation, a promise, or several of them together. Whoever waits subscribes once.
 * Confined to the isolate's thread.
 */
export interface Pending {
  /** Starts it if need be and calls one of the two once, now or later. Neither may throw. */
  subscribe(resolve: (value: unknown) => void, reject: (reason: unknown) => void): void;
  /** Gives it up: what it runs is cancelled where that is possible. An operation tells its subscriber so; of anything else whoever cancels expects nothing any more. */
  cancel(reason: unknown): void;
}
