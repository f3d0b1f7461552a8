import { Operation, type Waiter } from './operation';
import type { Pending } from './pending';
import { apply, generatorNext, generatorReturn, generatorThrow, PromiseCtor, RangeErrorCtor } from './primordials';
import { pending as suspended, returns, state, twinOf, type Context, type Frame } from './state';

type TwinGenerator = Generator<any, any, any>;

export const NEXT = 0;
export const THROW = 1;
export const RETURN = 2;
/** A `throw` by the user of a generator, at a `yield` of the author's: the generator itself throws it. */
export const THROW_AT_YIELD = 3;

/** How many suspended frames one call may stack up; the next one is a RangeError, as for the native stack. */
const MAX_FRAMES = 16_000;

/**
 * One call that may suspend: a stack of generators of which only the leaf is ever resumed. Created by `start`, `drive` and
 * `promised`; finished when the generator that it began with has.
 */
export class Task implements Waiter {
  #top: Frame | null;
  #frames = 1;
  #context: Context | null;
  #waitsFor: Pending | null = null;
  /** Counts suspensions, so that a settlement that comes after a cancellation is not mistaken for the next. */
  #turn = 0;
  readonly #done: (value: unknown) => void;
  readonly #failed: (reason: unknown) => void;

  constructor(generator: TwinGenerator, done: (value: unknown) => void, failed: (reason: unknown) => void) {
    this.#top = { generator, up: null };
    this.#context = state.c;
    this.#done = done;
    this.#failed = failed;
  }

  get waiting(): boolean {
    return this.#waitsFor !== null;
  }

  /** Cancels what the task waits for and throws `reason` where it waits. Does nothing to a task that does not wait. */
  cancel(reason: unknown): void {
    const waitsFor = this.#waitsFor;
    if (waitsFor === null) return;
    this.#waitsFor = null;
    this.#turn++;
    waitsFor.cancel(reason);
    this.resume(THROW, reason);
  }

  /** Runs the leaf until the task suspends again or ends. */
  resume(mode: number, value: unknown): void {
    const outer = state.c;
    state.c = this.#context;
    try {
      this.#run(mode, value);
    } finally {
      this.#context = state.c;
      state.c = outer;
    }
  }

  /** Continues with what a generator on the native stack of the caller has handed over: its frames and what it waits for. */
  adopt(): void {
    const outer = state.c;
    if (!this.#suspend()) this.#run(NEXT, undefined);
    state.c = outer;
  }

  #run(firstMode: number, firstValue: unknown): void {
    let mode = firstMode;
    let value = firstValue;
    for (let frame = this.#top!; ; ) {
      state.n = 0;
      state.head = state.last = null;
      state.leaf = null;
      state.size = 0;
      let step: IteratorResult<unknown>;
      try {
        step = advance(frame, mode, value);
      } catch (error) {
        this.#frames--;
        if (frame.up === null) {
          this.#top = null;
          this.#failed(error);
          return;
        }
        frame = this.#top = frame.up;
        mode = THROW;
        value = error;
        continue;
      }
      if (!step.done && step.value === suspended) {
        if (this.#suspend()) return;
        if (this.#frames > MAX_FRAMES) {
          mode = THROW;
          value = new RangeErrorCtor('Maximum call stack size exceeded');
        } else {
          mode = NEXT;
          value = undefined;
        }
        frame = this.#top!;
        continue;
      }
      if (!step.done && step.value === returns) {
        mode = RETURN;
        value = state.returning;
        continue;
      }
      this.#frames--;
      mode = NEXT;
      value = step.value;
      if (frame.up === null) {
        this.#top = null;
        this.#done(value);
        return;
      }
      frame = this.#top = frame.up;
    }
  }

  /** Takes over the frames that have been handed up; its result says whether the task now waits. */
  #suspend(): boolean {
    if (state.head !== null) {
      state.last!.up = this.#top;
      this.#top = state.head;
      this.#frames += state.size;
      state.head = state.last = null;
      state.size = 0;
    }
    const waitsFor = state.pending;
    state.pending = null;
    if (state.leaf !== null) {
      state.c = state.leaf;
      state.leaf = null;
    }
    if (waitsFor === null) return false;
    this.#waitsFor = waitsFor;
    const turn = ++this.#turn;
    this.#context = state.c;
    if (waitsFor instanceof Operation) {
      // It tells its outcome once, and at once when it is cancelled: nothing of it comes later.
      waitsFor.wait(this);
      return true;
    }
    waitsFor.subscribe(
      (value) => this.#settled(turn, NEXT, value),
      (reason) => this.#settled(turn, THROW, reason),
    );
    return true;
  }

  /** As a waiter of an operation. */
  resolve(value: unknown): void {
    this.#settled(this.#turn, NEXT, value);
  }

  /** As a waiter of an operation. */
  reject(reason: unknown): void {
    this.#settled(this.#turn, THROW, reason);
  }

  #settled(turn: number, mode: number, value: unknown): void {
    if (turn !== this.#turn || this.#waitsFor === null) return;
    this.#waitsFor = null;
    this.resume(mode, value);
  }
}

/** Resumes one frame. A failure is thrown by the frame's own code (`un`), so that its place in the source is known. */
function advance(frame: Frame, mode: number, value: unknown): IteratorResult<unknown> {
  switch (mode) {
    case THROW:
      state.failure = { reason: value };
      return apply(generatorNext, frame.generator, [undefined]);
    case RETURN:
      return apply(generatorReturn, frame.generator, [value]);
    case THROW_AT_YIELD:
      return apply(generatorThrow, frame.generator, [value]);
    default:
      return apply(generatorNext, frame.generator, [value]);
  }
}

/**
 * Calls `fn` so that it may suspend. `done` or `failed` is called once, before this returns if it does not suspend. Neither may
 * throw. The context current at the call is current whenever its code runs.
 */
export function start(fn: any, self: unknown, args: unknown[], done: (value: any) => void, failed: (reason: unknown) => void): Task | null {
  const twin = twinOf(fn);
  if (twin === undefined) {
    let value: unknown;
    try {
      value = apply(fn, self, args);
    } catch (error) {
      failed(error);
      return null;
    }
    done(value);
    return null;
  }
  let generator: TwinGenerator;
  try {
    generator = apply(twin, self, args);
  } catch (error) {
    failed(error);
    return null;
  }
  const task = new Task(generator, done, failed);
  task.resume(NEXT, undefined);
  return task;
}

/** A promise for the result of a generator that has suspended and handed nothing but itself up to the caller; as its `value`, since it may be a promise that nobody awaits. */
export function promised(generator: TwinGenerator): Promise<{ value: unknown }> {
  return new PromiseCtor((resolve, reject) => new Task(generator, (value) => resolve({ value }), reject).adopt());
}
