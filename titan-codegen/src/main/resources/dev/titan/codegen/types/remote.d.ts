// Services of other servers. docs/guide/clients.md shows how they are called.

declare module 'titan' {
  export interface RemoteOptions {
    /** Milliseconds that each call may take, 30,000 by default. The server is told, and stops work whose result is of no use. */
    timeout?: number;
    /** Takes calls back: they reject with its reason, and the server stops. */
    signal?: AbortSignal;
    /** Who calls, as a bearer token (RFC 6750), or what gives it: asked for each request over HTTP; over WebSocket for each connection, before the token ends, and after a call was refused (401). */
    token?: string | (() => string | undefined | Promise<string | undefined>);
    /** Sent with each request over HTTP. */
    headers?: Record<string, string>;
  }

  /** What a method's result is for its caller: a stream for an async generator, which `for await` reads, else a promise. */
  export type RemoteResult<R, V = Awaited<R>> = 0 extends 1 & V
    ? Promise<V>
    : [V] extends [never]
      ? Promise<V>
      : [V] extends [AsyncIterable<infer T>]
        ? Promise<AsyncIterable<T>> & AsyncIterable<T>
        : Promise<V>;

  /** A public field of a service that can only be read: awaiting it asks for its value. */
  export type RemoteReadonlyField<V> = PromiseLike<V>;

  /** A public field of a service: awaiting it asks for its value. */
  export interface RemoteField<V> extends PromiseLike<V> {
    /** Gives it another value. */
    set(value: V): Promise<void>;
  }

  /** Whether a member is not readonly: a type with the modifier is another one than a type without it. */
  export type RemoteSettable<T, K extends keyof T> = (<G>() => G extends { [P in K]: T[P] } ? 1 : 2) extends <G>() => G extends { -readonly [P in K]: T[P] } ? 1 : 2 ? true : false;

  /** A service as its caller sees it. */
  export type Remote<T> = {
    readonly [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => RemoteResult<R> : RemoteSettable<T, K> extends true ? RemoteField<T[K]> : RemoteReadonlyField<T[K]>;
  };

  /**
   * A service of another server, for `drift` and `await` alike. Nothing is asked of the server until a method is called; a call ends with the request that makes it. Failures are the
   * classes of errors that the service throws, your own among them if they are registered on both sides.
   *
   * ```ts
   * const users = remote<Users>('users@^1.0.0', 'http://users.internal:3000');
   * const user = drift(users.findById(id));
   * ```
   *
   * @param id a name (the highest stable version), an exact version or a range
   * @param address `http:` or `https:`, a request a call; `ws:` or `wss:` for a connection, one for each request that calls, which streams need. `permissions.net` has to allow it
   * @throws TypeError for another address, or unknown options
   */
  export function remote<T extends object>(id: string, address: string | URL, options?: RemoteOptions): Remote<T>;
}
