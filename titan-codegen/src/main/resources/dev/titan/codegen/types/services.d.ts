// The types of what the app's container gives. Written by titan: what is changed here is lost.

declare module 'titan' {
  /**
   * The instance that the app's container has for a class or token: of services and whatever else lies in app/services. In an action, in code that it calls, and at the top level of its file; a service has what
   * it needs as parameters of its constructor.
   * @throws ContainerError when the container has none, or more than one that no module shows, or has not started
   */
  export function inject<T>(token: Titan.Class<T> | Titan.InjectionToken<T>): T;
  export function inject<T = unknown>(token: string | symbol): T;

  /**
   * Before a hook: it runs in one worker of the process alone, and the others wait until it has ended. Any other method that it stands before is called so, before `onStart`, without
   * arguments. What has succeeded is never run again while the process lives.
   */
  export function Once(): MethodDecorator;

  /** Where code stands in a trace (https://www.w3.org/TR/trace-context/). */
  export interface Trace {
    /** 32 hexadecimal digits, the same in all that one request from outside leads to. */
    readonly traceId: string;
    /** 16 hexadecimal digits: those of the request, or of the call of a service by name, that runs. */
    readonly spanId: string;
    /** The span that led to this one; undefined where the trace begins. */
    readonly parentId: string | undefined;
    /** Whether who began the trace records it. */
    readonly sampled: boolean;
    /** What `fetch` and calls of other services send on. */
    readonly traceparent: string;
  }
  /** The trace of the request that runs, the one of its `traceparent` if it has come with one; undefined outside of requests and hooks. The same after a drift, an await, a timer. */
  export function currentTrace(): Trace | undefined;

  /** A request from outside: a call of a service by a client, or the request of an action. */
  export interface CurrentCall {
    /** What the client has called, as it has named it: an id, a name with a range, a name. Undefined in an action. */
    readonly service: string | undefined;
    /** The method that the client has called; undefined in an action. */
    readonly method: string | undefined;
    /** Aborts when the client has gone or has taken the call back (its reason is an `AbortError`), or when its deadline has passed (`TimeoutError`). In an action it is `req.signal`. */
    readonly signal: AbortSignal;
    /** When nobody waits for the result any more; undefined where there is no limit. */
    readonly deadline: Date | undefined;
    /** What the client's token says, frozen; undefined without one that is valid. */
    readonly claims: Readonly<Record<string, any>> | undefined;
    /** The address of the client; `unix` over a Unix socket. */
    readonly ip: string;
    /** The id that the client has given itself over a connection; empty for any other. */
    readonly peer: string;
    /** As {@link currentTrace}. */
    readonly trace: Trace;
  }
  /** What the running code works for, also in helpers and services that are called on the way, after a drift, an await, a timer; undefined at module level and in hooks. */
  export function currentCall(): CurrentCall | undefined;

  /** The paths of an object's members, joined by dots: `'db' | 'db.url'`. */
  type ConfigPath<T> = T extends readonly unknown[] | null | undefined ? never : T extends object ? { [K in keyof T & string]: K | `${K}.${ConfigPath<T[K]>}` }[keyof T & string] : never;
  type ConfigValue<T, P extends string> = P extends `${infer K}.${infer Rest}` ? (K extends keyof T ? ConfigValue<T[K], Rest> : never) : P extends keyof T ? T[P] : never;

  /** A configuration that a schema has checked. */
  export interface TypedConfig<T> {
    /** The value at a path of keys, as the schema made it. */
    get<P extends ConfigPath<T>>(path: P): ConfigValue<T, P>;
    readonly env: Readonly<Record<string, string>>;
  }

  /** `t.config` and `t.env` for injection. */
  export class ConfigService {
    /**
     * A class to extend, whose instances hold what a schema makes of the keys below `app` in titan.config.json: `class Settings extends ConfigService.of(schema) {}`. Its constructor throws a TypeError that names
     * what does not fit, so that the app does not start. The schema is synchronous.
     * @throws TypeError for what is no schema
     */
    static of<S extends Titan.StandardSchema<any, any>>(schema: S): new () => TypedConfig<Titan.Output<S>>;
    /** The value at a path of keys: `get('db.url')`; the fallback where there is none. */
    get<T = any>(path: string, fallback?: T): T;
    readonly env: Readonly<Record<string, string>>;
  }

  /** `t.db` for injection. */
  export interface Database extends Titan.Database {}
  export const Database: new () => Database;

  /** `t.cache` for injection. */
  export interface CacheService extends Titan.Cache {}
  export const CacheService: new () => CacheService;

  /** `t.events` for injection. */
  export interface EventBus extends Titan.Events {}
  export const EventBus: new () => EventBus;

  /** `t.tasks` for injection. */
  export interface Scheduler extends Titan.Tasks {}
  export const Scheduler: new () => Scheduler;

  /**
   * Before a method: only clients with a valid bearer token may call it (AuthError, 401), with one of the roles (its claim `roles` or `role`) and all of the scopes (`scopes`, or `scope`
   * with spaces between; PermissionError, 403). Before a class: that of every method which has none itself. Calls in process are not asked.
   *
   * @throws TypeError for an unknown option
   */
  export function Auth(options?: { roles?: readonly string[]; scopes?: readonly string[] }): ClassDecorator & MethodDecorator;
  /**
   * Before a method: each caller (the token's `sub`, else the address) may call it so often in a window (RateLimitError, 429), counted for the whole process, with `REDIS_URL` for all servers of it. Calls in process are not counted.
   *
   * @param options `window` is milliseconds, 1 to 2,147,483,647, or a text such as '10s', '1m', '1h'
   * @throws TypeError for an unknown option, RangeError for a number out of bounds
   */
  export function RateLimit(options: { limit: number; window: number | string }): MethodDecorator;
}
