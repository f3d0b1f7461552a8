/** Where the chunks of a stream come from: a ReadableStream, or anything that can be iterated, its code suspendable. */
import { type Context, start, type Task, withContext } from '../drift/index.ts';
import { isObject } from '../drift/primordials';
import { PromiseResolve, PromiseThen, ReflectApply } from '../kernel/primordials';

/** Chunks one after the other. Its code runs in the context that it is made with. */
export interface Source {
  /** Asks for the next; at most one question at a time. Calls one of the three, now or later. */
  next(chunk: (value: unknown) => void, end: () => void, failed: (reason: unknown) => void): void;
  /** Gives it up, also while a question is open: its code is to come to an end. Calls one of the two when it has. */
  cancel(reason: unknown, done: () => void, failed: (reason: unknown) => void): void;
}

interface Reader {
  read(): PromiseLike<{ done: boolean; value?: unknown }>;
  cancel(reason: unknown): PromiseLike<unknown>;
}

/** A ReadableStream, whoever has made it. */
export function isReadable(value: object): value is { getReader(): Reader; cancel(reason?: unknown): PromiseLike<unknown> } {
  return typeof (value as { getReader?: unknown }).getReader === 'function';
}

/** Whether it is a source already, of the runtime's own making: an author's iterators have a method `next`, too, but iterators are what they are asked for. */
function isSource(value: object): value is Source {
  return value instanceof OwnSource;
}

/** What sources of the runtime's own that go where authors' streams do are made from. */
export abstract class OwnSource implements Source {
  abstract next(chunk: (value: unknown) => void, end: () => void, failed: (reason: unknown) => void): void;
  abstract cancel(reason: unknown, done: () => void, failed: (reason: unknown) => void): void;
}

/** Whether a value is one that can be streamed: a ReadableStream or an async iterable. */
export function isStream(value: object): boolean {
  return isReadable(value) || typeof (value as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator] === 'function';
}

/**
 * Opens what is to be streamed, without running any of its code but what gives the iterator. A plain function is called for it.
 *
 * @throws TypeError when it cannot be streamed, or is being read already
 */
export function openSource(given: unknown, what: string, context: Context | null): Source {
  const value = typeof given === 'function' ? (given as () => unknown)() : given;
  if (isObject(value)) {
    if (isSource(value)) return value;
    if (isReadable(value)) return new ReaderSource(value.getReader(), context);
    const asynchronous = (value as Partial<AsyncIterable<unknown>>)[Symbol.asyncIterator];
    if (typeof asynchronous === 'function') return new IteratorSource(ReflectApply(asynchronous, value, []), true, context);
    const plain = (value as Partial<Iterable<unknown>>)[Symbol.iterator];
    if (typeof plain === 'function') return new IteratorSource(ReflectApply(plain, value, []), false, context);
  }
  throw new TypeError(`${what}: expected a ReadableStream, an async iterable or an iterable, not ${value === null ? 'null' : typeof value}`);
}

/** Ends what was to be streamed before any of it is. */
export function discard(given: unknown): void {
  if (!isObject(given) || typeof given === 'function') return;
  const over = (): void => {};
  if (isReadable(given)) {
    PromiseThen(PromiseResolve(given.cancel()), over, over);
    return;
  }
  const close = (given as Partial<Generator>).return;
  if (typeof close === 'function') PromiseThen(PromiseResolve(ReflectApply(close, given, [undefined])), over, over);
}

/** Waits for a promise in a context. Neither callback may throw. */
function settle(promise: unknown, context: Context | null, done: (value: any) => void, failed: (reason: unknown) => void): void {
  PromiseThen(
    PromiseResolve(promise),
    (value) => withContext(context, () => done(value)),
    (reason) => withContext(context, () => failed(reason)),
  );
}

class ReaderSource implements Source {
  readonly #reader: Reader;
  readonly #context: Context | null;

  constructor(reader: Reader, context: Context | null) {
    this.#reader = reader;
    this.#context = context;
  }

  next(chunk: (value: unknown) => void, end: () => void, failed: (reason: unknown) => void): void {
    this.#call(() => this.#reader.read(), (result) => (result.done ? end() : chunk(result.value)), failed);
  }

  cancel(reason: unknown, done: () => void, failed: (reason: unknown) => void): void {
    this.#call(() => this.#reader.cancel(reason), done, failed);
  }

  #call(method: () => unknown, done: (result: any) => void, failed: (reason: unknown) => void): void {
    try {
      settle(withContext(this.#context, method), this.#context, done, failed);
    } catch (e) {
      failed(e);
    }
  }
}

class IteratorSource implements Source {
  readonly #iterator: any;
  readonly #next: unknown;
  readonly #asynchronous: boolean;
  readonly #context: Context | null;
  #task: Task | null = null;
  /** Whether it is being asked for the next. */
  #asked = false;

  constructor(iterator: any, asynchronous: boolean, context: Context | null) {
    if (!isObject(iterator)) throw new TypeError('the iterator of a stream is not an object');
    this.#iterator = iterator;
    this.#next = (iterator as Iterator<unknown>).next;
    this.#asynchronous = asynchronous;
    this.#context = context;
  }

  next(chunk: (value: unknown) => void, end: () => void, failed: (reason: unknown) => void): void {
    this.#asked = true;
    this.#call(
      this.#next,
      [],
      (result) => {
        this.#asked = false;
        let done: unknown;
        let value: unknown;
        try {
          if (!isObject(result)) throw new TypeError(`the iterator of a stream gave ${String(result)}, which is not an iterator result`);
          done = (result as IteratorResult<unknown>).done;
          value = done ? undefined : (result as IteratorResult<unknown>).value;
        } catch (e) {
          failed(e);
          return;
        }
        if (done) end();
        else chunk(value);
      },
      failed,
    );
  }

  cancel(reason: unknown, done: () => void, failed: (reason: unknown) => void): void {
    // A drift that it waits for throws; an await goes on, and `return` waits its turn.
    withContext(this.#context, () => this.#task?.cancel(reason));
    if (this.#asked && !this.#asynchronous) {
      // It is on the stack, and holds the thread: the drift that it waits for throws.
      done();
      return;
    }
    let close: unknown;
    try {
      close = this.#iterator.return;
    } catch (e) {
      failed(e);
      return;
    }
    if (typeof close === 'function') this.#call(close, [undefined], done, failed);
    else done();
  }

  /** Calls a method so that it may suspend. */
  #call(method: unknown, args: unknown[], done: (result: unknown) => void, failed: (reason: unknown) => void): void {
    const returned = (result: unknown): void => {
      this.#task = null;
      if (!this.#asynchronous) {
        done(result);
        return;
      }
      try {
        settle(result, this.#context, done, failed);
      } catch (e) {
        failed(e);
      }
    };
    const thrown = (reason: unknown): void => {
      this.#task = null;
      this.#asked = false;
      failed(reason);
    };
    withContext(this.#context, () => {
      const task = start(method, this.#iterator, args, returned, thrown);
      // One that has not suspended is over by now.
      if (task?.waiting) this.#task = task;
    });
  }
}
