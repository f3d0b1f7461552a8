// The types of what workers and servers share. Written by titan: what is changed here is lost.

declare namespace Titan {
  interface Host {
    readonly cache: Cache;
    readonly events: Events;
    readonly tasks: Tasks;
  }

  /** A length of time: a number, in milliseconds unless something else is said, or a text with its unit. */
  type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd' | 'w'}`;

  /** How a value is kept. */
  interface CacheOptions {
    /** Seconds until it is gone, or a text such as `'5m'`. Without it, `cache.ttlSeconds`. */
    ttl?: Duration;
    /** At most 64 names by which it can be removed together with others. */
    tags?: readonly string[];
  }

  /**
   * Values for a while, by key: in this process and shared by all its workers, or in the Redis or Valkey that `REDIS_URL` names and shared by all servers.
   *
   * A key and a tag have 1 to 1,024 characters. A value is copied: what JSON has, and undefined inside of it, BigInt, NaN, -0, Date, Map, Set, RegExp, Error, ArrayBuffer and its views. An
   * instance of a class arrives as a plain object; functions, symbols, promises and what contains itself are a TypeError.
   */
  interface Cache {
    /** The value, null when there is none or its time is over. */
    get<T = any>(key: string): Operation<T | null>;
    /**
     * Sets a value, in place of any other.
     * @param options or the seconds alone
     * @throws RangeError for a value that is longer than `cache.valueBytes` as JSON
     */
    set(key: string, value: unknown, options?: CacheOptions | Duration): Operation<void>;
    /**
     * The value; where there is none, what the function makes, which is then kept unless it is undefined. The function may drift or be asynchronous. Of all who ask for the key meanwhile, in
     * whichever worker of the process, only one runs its function; what it throws all of them throw, and nothing is kept.
     */
    getOrSet<T>(key: string, make: () => T, options?: CacheOptions | Duration): Operation<Awaited<Drifted<T>>>;
    has(key: string): Operation<boolean>;
    /** Seconds that are left to a value, Infinity when it has no end, null when there is none. */
    ttl(key: string): Operation<number | null>;
    /** @returns whether there was one */
    delete(key: string): Operation<boolean>;
    /** Removes all values that have one of these tags. @returns how many */
    invalidate(...tags: (string | readonly string[])[]): Operation<number>;
    /** Removes all values. */
    clear(): Operation<void>;
  }

  /** What a handler learns of an event beside its data. */
  interface EventInfo {
    readonly name: string;
    /** Of this event alone. */
    readonly id: string;
    /** When it was emitted. */
    readonly at: Date;
  }

  interface EventOptions {
    /** Calls the handler in every worker of the process, for what each has for itself, such as state at the top of a module. Such a handler must be quick. */
    everyWorker?: boolean;
    /** Calls the handler once among all servers that have a handler of this group, where events go over Redis. */
    group?: string;
  }

  /**
   * What happened, told to those who listen: in this process, and where `REDIS_URL` names a Redis or Valkey, in all servers on it. Nothing is kept: an event reaches those who listen now, once at most.
   *
   * A name is words of letters, digits, `_`, `$`, `:` and `-`, with dots between: `order.created`. In a pattern `*` stands for one word, `**` at the end for all that follow.
   */
  interface Events {
    /**
     * Tells that something happened. It has settled once the handlers of this process are being called and Redis has it; it does not wait for what they do.
     * @param data what `t.cache` can keep, or nothing
     */
    emit(name: string, data?: unknown): Operation<void>;
    /**
     * Has a function called with the data of each event whose name fits. To be called at the top of a module that an action or service imports, so that every worker has it. It is called once for an event
     * in each process, on whichever worker is free, unless the options say otherwise; it may drift or be asynchronous, and has 30 s. What it throws is logged.
     * @returns ends it, in this worker
     */
    on<T = any>(pattern: string, handler: (data: T, event: EventInfo) => unknown, options?: EventOptions): () => void;
  }

  /** How a task is run. */
  interface TaskRunOptions {
    /** How often it is tried again when it fails. Default `tasks.retries`. */
    retries?: number;
    /** Time of one attempt. Default `tasks.timeoutMs`. */
    timeout?: Duration;
    /** Before the first repetition, default 1 s; twice as long before each further one. Up to half of it is left out by chance. */
    backoff?: Duration;
    /** Default 1 h. */
    maxBackoff?: Duration;
  }

  interface TaskOptions extends TaskRunOptions {
    /** How many of this task run at once in a process. */
    concurrency?: number;
  }

  interface EnqueueOptions extends TaskRunOptions {
    /** How long to wait first. */
    delay?: Duration;
    /** When to run it, in place of `delay`. */
    at?: Date | number;
    /** While a task of this name with the same key waits or runs, no other is added. */
    dedupe?: string;
  }

  interface ScheduleOptions<T = any> extends TaskRunOptions {
    payload?: T;
  }

  /** What a task's handler is told beside its payload. */
  interface TaskAttempt {
    readonly id: string;
    readonly name: string;
    /** From 1. */
    readonly attempt: number;
    readonly retries: number;
    /** Aborted when the task is cancelled, or the time of the attempt is over. */
    readonly signal: AbortSignal;
  }

  /** A task that was defined. `Payload` is what it is enqueued with. */
  interface Task<Payload = any> {
    readonly name: string;
    /** {@link Tasks.enqueue} of this task. */
    enqueue(payload: Payload, options?: EnqueueOptions): Operation<string>;
  }

  interface TaskStatus<Result = any> {
    readonly id: string;
    readonly name: string;
    readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
    /** How often it has begun. */
    readonly attempt: number;
    readonly retries: number;
    readonly createdAt: Date;
    /** When it is due, or was. */
    readonly runAt: Date;
    readonly startedAt: Date | null;
    readonly finishedAt: Date | null;
    /** Of the last attempt that failed: name and message. */
    readonly error: string | null;
    /** What it has returned, once it is done. */
    readonly result?: Result | null;
  }

  /**
   * Work that goes on beside requests. What is enqueued lies in the app's database: it survives the end of the process, and of several servers on that database one runs it. With `tasks.store: "memory"` it ends
   * with the process.
   *
   * A payload and a result are what `t.cache` can keep; a payload has at most 1 MiB as JSON.
   */
  interface Tasks {
    /**
     * Says what does the tasks of a name. To be called at the top of a module that an action or service imports. The function may drift or be asynchronous; what it returns is the task's result, where it
     * throws the task is tried again. After a crash of the server a task runs again from its beginning.
     * @param name without white space and @
     */
    define<Payload = any>(name: string, handler: (payload: Payload, task: TaskAttempt) => unknown, options?: TaskOptions): Task<Payload>;
    define<Payload = any>(name: string, options: TaskOptions, handler: (payload: Payload, task: TaskAttempt) => unknown): Task<Payload>;
    /** Has a task run, at once or later. @returns its id; that of the task that is there already for its `dedupe` key */
    enqueue<Payload = any>(task: string | Task<Payload>, payload?: Payload, options?: EnqueueOptions): Operation<string>;
    /** Runs a function beside the request that calls; it goes on when that has been answered, and ends with the process. */
    spawn<T = undefined>(fn: (payload: T) => unknown, payload?: T): Operation<void>;
    /** Runs a task in this process, without the database. @returns its id */
    spawn<Payload = any>(task: string | Task<Payload>, payload?: Payload): Operation<string>;
    /**
     * Runs a task, or a function as one, again and again: at multiples of the interval since 1970, in one of the servers on the database, and never while the one before waits or runs. To be called at the top of a module.
     * @param interval at least 100 ms
     */
    every<T = any>(name: string, interval: Duration, task: string | Task<T> | ((payload: T, task: TaskAttempt) => unknown), options?: ScheduleOptions<T>): void;
    every<T = any>(interval: Duration, task: string | Task<T> | ((payload: T, task: TaskAttempt) => unknown), options?: ScheduleOptions<T>): void;
    /**
     * The same by a cron expression: minute, hour, day of the month, month, day of the week, or a nickname such as `@daily`.
     * @param options.timezone an IANA name, default UTC
     */
    cron<T = any>(name: string, expression: string, task: string | Task<T> | ((payload: T, task: TaskAttempt) => unknown), options?: ScheduleOptions<T> & { timezone?: string }): void;
    cron<T = any>(expression: string, task: string | Task<T> | ((payload: T, task: TaskAttempt) => unknown), options?: ScheduleOptions<T> & { timezone?: string }): void;
    /** How a task is; null when it is not known, or has ended longer ago than `tasks.keepSeconds`. */
    status<Result = any>(id: string): Operation<TaskStatus<Result> | null>;
    /** Cancels a task that waits, and one that runs: its signal is aborted and its drifts throw an AbortError. @returns whether it had not ended */
    cancel(id: string): Operation<boolean>;
  }
}

declare module 'titan' {
  export type Cache = Titan.Cache;
  export type CacheOptions = Titan.CacheOptions;
  export type Duration = Titan.Duration;
  export type Events = Titan.Events;
  export type EventInfo = Titan.EventInfo;
  export type EventOptions = Titan.EventOptions;
  export type Tasks = Titan.Tasks;
  export type Task<Payload = any> = Titan.Task<Payload>;
  export type TaskAttempt = Titan.TaskAttempt;
  export type TaskOptions = Titan.TaskOptions;
  export type TaskStatus<Result = any> = Titan.TaskStatus<Result>;
  export type EnqueueOptions = Titan.EnqueueOptions;
}
