// The types of what workers and servers share. Written by titan: what is changed here is lost.

declare namespace Titan {
  interface Host {
    readonly cache: Cache;
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
}

declare module 'titan' {
  export type Cache = Titan.Cache;
  export type CacheOptions = Titan.CacheOptions;
  export type Duration = Titan.Duration;
}
