// The types of actions. Written by titan: what is changed here is lost.

declare namespace Titan {
  /** A method of HTTP that an action may name. HEAD is answered by what answers GET, OPTIONS by the server, unless an action names them. */
  type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

  /** Reading by name, beside the properties themselves. No name that a client sends hides these methods or reaches a prototype. */
  interface Lookup<T> {
    /** The value of a name, the last one when it recurs. */
    get(name: string): T | undefined;
    /** All values of a name, in the order sent; empty when there is none. */
    getAll(name: string): T[];
    has(name: string): boolean;
  }

  /** Named values of a request. A property is the value of that name, the last one when it recurs; `getAll` gives all. Has no other properties. */
  type Values<T = string> = Lookup<T> & { readonly [name: string]: T | undefined };

  /** The parameters of the path: a number for `:name<int>` and `:name<number>`, a string for any other, percent-decoded once. */
  type PathParameters = Lookup<any> & { readonly [name: string]: any };

  /** A file of a multipart form. Its content is read when it is asked for, and can be until the action has answered. */
  interface UploadedFile {
    /** The name that the client gave it, without folders. Never use it as a path. */
    readonly name: string;
    /** Its media type as the client sent it, `application/octet-stream` when it sent none. */
    readonly type: string;
    /** Bytes. */
    readonly size: number;
    arrayBuffer(): Promise<ArrayBuffer>;
    bytes(): Promise<Uint8Array>;
    /** The content as UTF-8; malformed sequences become U+FFFD. */
    text(): Promise<string>;
  }

  /**
   * What an action is called with.
   *
   * A path parameter or query with a malformed percent-encoding, a body that is not what its media type says: the client gets 400 and the action is not run.
   */
  interface ActionRequest<Body = any, Query = Values, Params = PathParameters> {
    /** Upper case. */
    readonly method: string;
    /** Absolute, percent-encoded, with the query. */
    readonly url: string;
    /** Percent-encoded, without the query. */
    readonly path: string;
    readonly params: Params;
    /** `+` is a space. At most `limits.params` (1,000) parameters: more are a 400. */
    readonly query: Query;
    /** Names in lower case. Fields that recur are joined with a comma, Cookie with a semicolon. */
    readonly headers: Values;
    readonly cookies: Values;
    /**
     * The body by its media type: JSON parsed, a form as {@link Values}, a multipart form as {@link Values} whose files are {@link UploadedFile}, text as a string, any
     * other as a Uint8Array; undefined without a body. At most `limits.bodyBytes` (1 MiB): more is a 413.
     */
    readonly body: Body;
    /** The body as it was received. */
    readonly rawBody: Uint8Array;
    /**
     * The body as JSON, whatever its media type.
     * @throws SyntaxError when it is none
     */
    json(): any;
    /** The body as text, whatever its media type. */
    text(): string;
    /** The address of the client; behind a proxy of `server.trustedProxies` the one that the proxy names. */
    readonly ip: string;
    /** The request's id, as in the log and in the header X-Request-Id of the answer. */
    readonly id: string;
    /** Aborted when the client goes away or the time for the answer is over. */
    readonly signal: AbortSignal;
    /**
     * Lets work outlive the answer: an operation or a promise. The server waits for it when it stops. Its failure is logged.
     * @throws TypeError when it is a function
     */
    waitUntil(work: PromiseLike<unknown>): void;
  }

  /** The interface of Standard Schema, version 1 (standardschema.dev): zod, valibot, arktype and others make such schemas. */
  interface StandardSchema<Input = unknown, Output = Input> {
    readonly '~standard': {
      readonly version: 1;
      readonly vendor: string;
      readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
      readonly types?: { readonly input: Input; readonly output: Output } | undefined;
    };
  }
  type SchemaResult<Output> =
    | { readonly value: Output; readonly issues?: undefined }
    | { readonly issues: readonly { readonly message: string; readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined }[] };
  /** What a schema makes of valid input. */
  type Output<S> = S extends StandardSchema<any, any> ? NonNullable<S['~standard']['types']>['output'] : never;

  /** What an action declares. What does not fit a schema is answered with 422 and the fields at fault; the action is not run. */
  interface ActionOptions {
    /** The methods to answer, as a literal list; all when it is left out. Any other method is a 405 with Allow. */
    methods?: readonly Method[];
    params?: StandardSchema<any, any>;
    query?: StandardSchema<any, any>;
    /** A body of a media type that is not parsed is a 415. */
    body?: StandardSchema<any, any>;
  }

  /** The request of an action with these options: what has a schema is what the schema made of it. */
  type RequestOf<O extends ActionOptions> = ActionRequest<
    O extends { body: infer S } ? Output<S> : any,
    O extends { query: infer S } ? Output<S> : Values,
    O extends { params: infer S } ? Output<S> : PathParameters
  >;

  interface DefineAction {
    /**
     * Declares an action. What it returns is the answer: a plain object whose keys are among `status` (200 to 599, required), `headers` and `body` is an envelope; a
     * string is sent as text, undefined as 204, bytes as application/octet-stream, an async iterable (a ReadableStream is one) as a stream of chunks, a {@link Response} or what `t.response` made as it is; any other value is the JSON body of a
     * 200. An {@link HttpError} that is thrown chooses its answer, any other throw is a 500 that tells the client nothing.
     *
     * @returns the function itself
     */
    <R>(action: (req: ActionRequest) => R): (req: ActionRequest) => R;
    /** The same with the methods that it answers and schemas for what it reads. */
    <const O extends ActionOptions, R>(options: O, action: (req: RequestOf<O>) => R): (req: RequestOf<O>) => R;
  }

  interface HttpErrorOptions {
    /** Response headers, such as `{ 'Retry-After': '30' }`. */
    headers?: Record<string, string | number>;
    /** Members to add to the problem document. JSON; shown to the client. */
    details?: Record<string, unknown>;
    cause?: unknown;
  }
}

declare module 'titan' {
  export type Method = Titan.Method;
  export type Values<T = string> = Titan.Values<T>;
  export type PathParameters = Titan.PathParameters;
  export type UploadedFile = Titan.UploadedFile;
  export type ActionRequest<Body = any, Query = Titan.Values, Params = Titan.PathParameters> = Titan.ActionRequest<Body, Query, Params>;
  export type ActionOptions = Titan.ActionOptions;
  export type StandardSchema<Input = unknown, Output = Input> = Titan.StandardSchema<Input, Output>;
  export type HttpErrorOptions = Titan.HttpErrorOptions;
  export const defineAction: Titan.DefineAction;

  /**
   * An error that chooses the answer: a problem document (RFC 9457) with this status and, as its detail, this message. The client sees the message in production too.
   */
  export class HttpError extends Error {
    /** @throws RangeError when the status is not an integer from 400 to 599 */
    constructor(status: number, message?: string, options?: Titan.HttpErrorOptions);
    readonly status: number;
    readonly headers: Record<string, string | number>;
    readonly details: Record<string, unknown>;
  }
}

/** Declares an action: see {@link Titan.DefineAction}. */
declare const defineAction: Titan.DefineAction;
