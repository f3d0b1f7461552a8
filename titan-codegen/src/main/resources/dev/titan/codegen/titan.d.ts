/// <reference path="types/errors.d.ts" />
// The types of Titan for the editor. Written by titan: what is changed here is lost.
/// <reference path="types/extensions.d.ts" />
/// <reference path="types/fs.d.ts" />
/// <reference path="types/jwt.d.ts" />
/// <reference path="types/stores.d.ts" />
/// <reference path="types/session.d.ts" />
/// <reference path="types/sockets.d.ts" />
/// <reference path="types/password.d.ts" />
/// <reference path="types/remote.d.ts" />
/// <reference path="types/services.d.ts" />
/// <reference path="types/url-pattern.d.ts" />

/** The types behind the globals. Import them by name: `import type { ActionRequest } from 'titan'`. */
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
    /** Lets work outlive the answer: an operation or a promise. The server waits for it when it stops. Its failure is logged. */
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

  /** What can be called with new, and the classes that only others extend. */
  type Class<T = object> = abstract new (...args: any[]) => T;

  /** Names a provider: its class, or what `createToken` made, a string or a symbol for what has no class. */
  type Token<T = unknown> = Class<T> | InjectionToken<T> | string | symbol;

  /** Stands for what has no class: an interface, a setting. Two of one name are two. */
  interface InjectionToken<T> {
    /** For messages. */
    readonly name: string;
    readonly type?: T;
  }

  /** How long an instance lives: as long as its container (the default), for one injection, for one invocation of an action. */
  type Scope = 'singleton' | 'transient' | 'request';

  /** What makes the instance for a token. `multi`: all of a module that have the token and `multi` are injected as one array, as they are listed. */
  type Provider<T = any> =
    | Class<T>
    | { provide: Token<T>; useClass: Class<T>; scope?: Scope; multi?: boolean }
    | { provide: Token<T>; useValue: T; multi?: boolean }
    /** May return a promise with the scope singleton. `inject`: tokens of its parameters. */
    | { provide: Token<T>; useFactory: (...args: any[]) => T | PromiseLike<T>; inject?: readonly (Token | { token: Token; optional?: boolean })[]; scope?: Scope; multi?: boolean }
    | { provide: Token<T>; useExisting: Token<T>; multi?: boolean };

  interface ModuleOptions {
    /** Modules whose exports its providers may need. */
    imports?: readonly (Class | DynamicModule | PromiseLike<DynamicModule>)[];
    providers?: readonly Provider[];
    /** What modules that import it may need: tokens of its own providers or of those that it imports, and modules that it imports. */
    exports?: readonly (Token | DynamicModule | PromiseLike<DynamicModule>)[];
    /** Whether every module may need its exports without importing it. */
    global?: boolean;
  }

  /** A module that is configured where it is imported: what a static method such as `forRoot` returns, or a promise of it. Adds to what `@Module` says of the class. */
  interface DynamicModule extends ModuleOptions {
    module: Class;
  }

  /** Providers, made and begun in order. */
  interface Container {
    /**
     * Makes every singleton after those that it needs and waits for its `onInit` before the next is made, then calls every `onStart`. Of providers that could be next the
     * one that is declared first is. Called again, it gives the same promise. Hooks belong to no request; they await and drift.
     *
     * Rejects with ContainerError; what had begun has had its `onStop` and `onDestroy` then.
     */
    start(): Promise<this>;
    /** Refuses further `call`s, waits for those under way, then calls every `onStop` and every `onDestroy` in reverse order. Failures are logged. Never rejects. */
    stop(): Promise<void>;
    /**
     * What the root module gets for a token.
     * @throws ContainerError before it has started, and for what the root module neither declares nor imports
     */
    get<T>(token: Class<T> | InjectionToken<T>): T;
    get<T = unknown>(token: string | symbol): T;
    /**
     * Calls a public method of a service, which is named by its id: `call('orders@1.0.0', 'findById', ['7'])`. The method gets what its schemas make of the arguments.
     *
     * Rejects with ValidationError when an argument does not fit; HttpError 404 for whatever is no public method of the very class, 503 while stopping; what the method throws.
     */
    call<T = any>(service: string, method: string, args?: readonly unknown[]): Promise<T>;
    /** What it is made of, as plain data: `order` names its singletons as they were begun. */
    describe(): {
      order: string[];
      providers: { name: string; module: string; kind: 'class' | 'value' | 'factory' | 'existing'; scope: Scope; needs: string[] }[];
      services: { id: string; name: string; version: string; methods: string[] }[];
    };
  }

  interface ContainerOptions {
    /** How long one constructor, factory or hook may take, and `stop` waits for calls, in milliseconds: 1 to 2,147,483,647, 30,000 by default. */
    hookTimeoutMs?: number;
  }

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

  /** Response headers. A list sends the field several times; undefined and null are left out. */
  type HeaderFields =
    | Headers
    | Iterable<readonly [string, string | number]>
    | { readonly [name: string]: string | number | readonly (string | number)[] | null | undefined };

  /** Status and headers; a number stands for `{ status }`. */
  type ResponseOptions = number | { status?: number; headers?: HeaderFields };

  /** Attributes of a cookie (RFC 6265bis). */
  interface CookieOptions {
    /** Whole seconds until the cookie ends; 0 deletes it. Without this and `expires` it ends with the browser's session. */
    maxAge?: number;
    expires?: Date;
    /** Default `/`. */
    path?: string;
    domain?: string;
    /** Default false, but true with `sameSite: 'None'`. */
    secure?: boolean;
    /** Default true: scripts in the browser do not see it. */
    httpOnly?: boolean;
    /** Default `Lax`. */
    sameSite?: 'Strict' | 'Lax' | 'None';
  }

  /** An answer made by `t.response`. Its methods change it and return it. They throw TypeError for what a header cannot carry, such as a line break. */
  interface ActionResponse {
    readonly status: number;
    /** Adds a header field. */
    header(name: string, value: string | number): this;
    /** Sets a header field, in place of those of the same name. */
    set(name: string, value: string | number): this;
    /** Adds a Set-Cookie field. The value is percent-encoded, as `req.cookies` decodes it. */
    cookie(name: string, value: string, options?: CookieOptions): this;
  }

  /** A piece of a stream: a string is sent as UTF-8. */
  type Chunk = string | ArrayBuffer | ArrayBufferView;

  /** What can be streamed: an iterable, an async iterable (a ReadableStream is one), or a function that gives one. */
  type StreamSource<T> = AsyncIterable<T> | Iterable<T> | (() => AsyncIterable<T> | Iterable<T>);

  /** An event that `t.response.sse` sends. */
  interface ServerSentEvent {
    /** A string as it is, line breaks included; anything else as JSON. */
    data?: unknown;
    /** Its type, `message` by default. No line break. */
    event?: string;
    /** What a client that connects again sends as Last-Event-ID. No line break, no NUL. */
    id?: string | number;
    /** Whole milliseconds that the client is to wait before it connects again. */
    retry?: number;
    /** Not seen by scripts. */
    comment?: string;
  }

  interface EventStreamOptions {
    /** Whole milliseconds without an event after which a comment is sent; default 15,000, 0 for none. */
    heartbeat?: number;
    /** Whole milliseconds that the client is to wait before it connects again. */
    retry?: number;
  }

  /** Makes answers. The functions throw RangeError for a status outside of 200 to 599 and TypeError for content of the wrong type. */
  interface Responses {
    /** @throws TypeError that names the place of a cycle or a BigInt, which JSON cannot carry */
    json(value: unknown, options?: ResponseOptions): ActionResponse;
    /** Sent as text/plain; charset=utf-8. */
    text(text: string, options?: ResponseOptions): ActionResponse;
    /** Sent as text/html; charset=utf-8. Nothing is escaped: that is what `t.html` is for. */
    html(html: string | Html, options?: ResponseOptions): ActionResponse;
    /** 302, unless the options have another status from 300 to 399. */
    redirect(location: string | { readonly href: string }, options?: ResponseOptions): ActionResponse;
    /** Sent as application/octet-stream, unless the headers have another type. */
    binary(bytes: ArrayBuffer | ArrayBufferView, options?: ResponseOptions): ActionResponse;
    /** A file that the permissions let the app read (`data/…`, `public/…`), with ranges and validators. One that is not there is a 404. */
    file(path: string, options?: ResponseOptions): ActionResponse;
    /**
     * What comes over time, sent as it comes: application/octet-stream, unless the headers have another type. The client sets the pace; one that leaves ends the source (a generator's `finally` runs). An error
     * after the first chunk cuts the connection. Cut as well where nothing moves for `limits.idleMs` (75 s).
     */
    stream(source: StreamSource<Chunk>, options?: ResponseOptions): ActionResponse;
    /**
     * Server-sent events (https://html.spec.whatwg.org/#server-sent-events). A plain object with no other keys than {@link ServerSentEvent} has is an event, any other value the data of one. The id that the client
     * saw last is `req.headers['last-event-id']`.
     */
    sse(source: StreamSource<unknown>, options?: number | (Exclude<ResponseOptions, number> & EventStreamOptions)): ActionResponse;
  }

  /** Writes lines into the server's log. `fields` are JSON; errors among them are written with their stack. */
  interface Log {
    /** Level info. */
    (message: unknown, fields?: object): void;
    debug(message: unknown, fields?: object): void;
    info(message: unknown, fields?: object): void;
    warn(message: unknown, fields?: object): void;
    error(message: unknown, fields?: object): void;
    /** A log that adds these fields to every line. */
    child(fields: object): Log;
  }

  interface Config {
    /** A value below `app` in titan.config.json by its path, such as `mail.from`; undefined when there is none. */
    get<T = any>(path: string): T | undefined;
    /** The same with what to answer when there is none. */
    get<T>(path: string, fallback: T): T;
  }

  interface HttpErrorOptions {
    /** Response headers, such as `{ 'Retry-After': '30' }`. */
    headers?: Record<string, string | number>;
    /** Members to add to the problem document. JSON; shown to the client. */
    details?: Record<string, unknown>;
    cause?: unknown;
  }

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
     * @throws AbortError when the client has gone, TimeoutError when the time for the answer is over (`limits.wallMs`), TypeError outside of a request
     */
    <const X>(value: X): Drifted<X>;
    /** All at the same time, in the shape given. The first that fails cancels the others and is thrown. */
    all<const X extends object>(values: X): Drifted<X>;
    /** How each of them ended, in the shape given. Throws nothing. */
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
     * @throws TimeoutError when they are over; what was waited for is cancelled
     */
    timeout<const X>(value: X, milliseconds: number): Drifted<X>;
  }

  /**
   * What a database takes for a value. undefined is NULL. A Date is its ISO 8601 text, an object its JSON; an array is one of the database in PostgreSQL, JSON for a column of that
   * type and in any other database.
   */
  type SqlValue = string | number | bigint | boolean | null | undefined | Date | ArrayBuffer | ArrayBufferView | object | readonly unknown[];

  /** A row: its columns by name, in the order of the statement; of two columns with one name the last counts. */
  type SqlRow = { [column: string]: any };

  /** What a statement did. */
  interface SqlOutcome {
    /** Rows that it inserted, updated or deleted. */
    readonly changes: number;
    /** The key of the last row that an INSERT added, where the database tells: SQLite and MySQL do, in PostgreSQL write RETURNING and call `query`. */
    readonly lastInsertId?: number | bigint;
  }

  /** A statement of a batch. */
  type SqlBatchEntry = string | readonly [sql: string, parameters?: readonly SqlValue[]] | { readonly sql: string; readonly params?: readonly SqlValue[] };

  /**
   * Statements on a database or in a transaction. `?` stands for the next parameter, `$1` for the first, in any database; a text has one or the other. All that fails does so with a
   * {@link DatabaseError}; wrong arguments are a TypeError.
   */
  interface SqlStatements {
    /** All rows. At most `db.resultBytes` (32 MiB) of them. */
    query<Row = SqlRow>(sql: string, parameters?: readonly SqlValue[]): Operation<Row[]>;
    /** The first row, null when there is none. */
    one<Row = SqlRow>(sql: string, parameters?: readonly SqlValue[]): Operation<Row | null>;
    /** Runs a statement for what it changes. Several, separated by semicolons, when they have no parameters: all of them or none. */
    exec(sql: string, parameters?: readonly SqlValue[]): Operation<SqlOutcome>;
    /** Runs statements in order: all of them or none. The error of one that fails has its `index`. */
    batch(statements: readonly SqlBatchEntry[]): Operation<SqlOutcome[]>;
    /** Runs one statement for each list of parameters. */
    batch(sql: string, parameters: readonly (readonly SqlValue[])[]): Operation<SqlOutcome[]>;
    /**
     * Rows of a result that need not fit into memory, read once: with `for await`, or with `for` where a drift may be. The query is run when the first row is asked for; leaving the loop ends it.
     *
     * @param options.rows rows that are fetched at a time, from 1 to 100,000, default 500
     */
    stream<Row = SqlRow>(sql: string, parameters?: readonly SqlValue[], options?: { rows?: number }): AsyncIterable<Row> & Iterable<Row>;
  }

  /** A transaction under way. Of no use once its callback is over. */
  interface Transaction extends SqlStatements {
    /** The same in a savepoint: an error undoes what the callback did, and the transaction goes on. */
    transaction<R>(callback: (tx: Transaction) => R): Operation<Awaited<Drifted<R>>>;
  }

  interface TransactionOptions {
    /** Default is the database's own. SQLite has one level, serializable. */
    isolation?: 'read committed' | 'repeatable read' | 'serializable';
    /** Nothing is going to be written: in SQLite it then waits for no writer. */
    readOnly?: boolean;
  }

  /** The app's database: the SQLite file data/app.db, or what `DATABASE_URL` names. */
  interface Database extends SqlStatements {
    /**
     * Calls back with a transaction, on one connection. The callback may drift or be asynchronous. What it returns is the outcome; what it throws undoes everything and is thrown on,
     * as does the end of the request before it is over. It is called once.
     */
    transaction<R>(callback: (tx: Transaction) => R, options?: TransactionOptions): Operation<Awaited<Drifted<R>>>;
    /** For `instanceof`. */
    readonly DatabaseError: new (...args: never) => DatabaseError;
  }

  /** Values by key, in a table of the app's database: they last, and all workers and servers on that database share them. */
  interface KeyValues {
    /** The value, null when there is none or its time is over. */
    get<T = any>(key: string): Operation<T | null>;
    /**
     * Sets a value, in place of any other. @returns false where `ifAbsent` kept it from being set
     * @param key 1 to 1,024 characters
     * @param value what JSON can hold
     * @param options.ttl seconds until it is gone; without it, it stays
     * @param options.ifAbsent whether to leave a value alone that is there
     */
    set(key: string, value: unknown, options?: { ttl?: number; ifAbsent?: boolean }): Operation<boolean>;
    has(key: string): Operation<boolean>;
    /** @returns whether there was one */
    delete(key: string): Operation<boolean>;
    /**
     * Adds to a whole number, which is 0 where there is none; no other call comes between.
     * @returns the sum
     * @throws TypeError when the value is something else
     */
    increment(key: string, amount?: number): Operation<number>;
    /**
     * Entries whose keys begin with a prefix, by key.
     * @param options.limit 1 to 10,000, default 1,000
     * @param options.after the last key of the part before
     */
    list<T = any>(prefix?: string, options?: { limit?: number; after?: string }): Operation<{ key: string; value: T }[]>;
  }

  /** An error of the database. */
  interface DatabaseError extends Error {
    readonly name: 'DatabaseError';
    /** The database's own: `SQLITE_CONSTRAINT_UNIQUE`, in PostgreSQL the SQLSTATE; or one of Titan's, which begin with `TITAN_DB_`. */
    readonly code: string;
    /** SQLSTATE (ISO 9075) in any database: 23505 for a value that must be unique and is not. Empty where there is none. */
    readonly sqlState: string;
    /** The SQL, without its values. */
    readonly statement?: string;
    /** Which of a batch failed, from 0. */
    readonly index?: number;
    /** What PostgreSQL tells beside; may quote values. */
    readonly detail?: string;
    readonly hint?: string;
    readonly schema?: string;
    readonly table?: string;
    readonly column?: string;
    readonly constraint?: string;
    /** Of the fault in the statement, in characters from 1. */
    readonly position?: number;
  }

  /** Text as UTF-8, or bytes. */
  type Data = string | ArrayBuffer | ArrayBufferView;
  type HashAlgorithm = 'sha256' | 'sha384' | 'sha512' | 'sha1' | 'md5';

  /** Hashes and random numbers at once. Throws RangeError for data of more than 1 MiB, which is for `crypto.subtle`, and TypeError for what is neither text nor bytes. */
  interface SmallCrypto {
    /** A digest, as lower-case hex unless told. sha1 and md5 are broken: for nothing that must be secure. */
    hash(algorithm: HashAlgorithm, data: Data, encoding?: 'hex' | 'base64' | 'base64url'): string;
    hash(algorithm: HashAlgorithm, data: Data, encoding: 'bytes'): Uint8Array;
    /** HMAC (RFC 2104). Compare with `equal`. */
    hmac(algorithm: HashAlgorithm, key: Data, data: Data, encoding?: 'hex' | 'base64' | 'base64url'): string;
    hmac(algorithm: HashAlgorithm, key: Data, data: Data, encoding: 'bytes'): Uint8Array;
    /** Whether both are the same, in a time that does not tell where they differ. */
    equal(first: Data, second: Data): boolean;
    /** @param count 0 to 1,048,576 */
    randomBytes(count: number): Uint8Array;
    /** An integer from `min` up to, and without, `max`, which is greater by 2^48 at most. Each is as likely as any other. */
    randomInt(min: number, max: number): number;
    /** A UUID of version 4. */
    uuid(): string;
  }

  /** Identifiers. */
  interface Ids {
    /** A UUID of version 7 (RFC 9562): those that are made later sort later. */
    uuid(): string;
    /** The same as `uuid`. */
    uuidv7(): string;
    /** A UUID of version 4: random alone. */
    uuidv4(): string;
    /**
     * Random characters.
     * @param size 1 to 1,024, default 21
     * @param alphabet 2 to 256 characters, default letters, digits, `_` and `-`
     * @throws RangeError outside of that
     */
    nanoid(size?: number, alphabet?: string): string;
  }

  /** Milliseconds since 1970, a text that says a moment, or a Date. */
  type Moment = number | string | Date;

  /** Moments and spans. The functions throw RangeError for what is none. */
  interface Times {
    /** Milliseconds since 1970. */
    now(): number;
    /** Whole seconds since 1970. */
    unix(moment?: Moment): number;
    /** ISO 8601 in UTC: `2026-01-31T12:00:00.000Z`. */
    iso(moment?: Moment): string;
    /** Milliseconds since 1970. */
    parse(moment: Moment): number;
    /** Milliseconds of a span such as `1h30m`; units are ms, s, m, h, d (24 hours) and w. */
    duration(span: string | number): number;
    /** A moment so much later, in milliseconds since 1970. */
    add(moment: Moment, span: string | number): number;
    /** Milliseconds from one moment to another, by default to now. */
    between(from: Moment, to?: Moment): number;
  }

  /** HTML. As an answer it is sent as text/html; its text is `String(html)`. */
  interface Html {
    readonly text: string;
    toString(): string;
    toJSON(): string;
  }

  interface HtmlTag {
    /** Makes HTML of a template. Values are escaped, for text and for attributes in quotes; HTML is taken as it is, lists are joined, and undefined, null and false are nothing. */
    (strings: TemplateStringsArray, ...values: unknown[]): Html;
    escape(text: unknown): string;
    /** Text that is HTML already: nothing in it is escaped. */
    raw(text: unknown): Html;
  }

  /** A schema of `t.valid`: a Standard Schema. Immutable; each method gives another. */
  interface Schema<T> extends StandardSchema<unknown, T> {
    /** @throws ValidationError, a TypeError whose `issues` have each place and its message */
    parse(value: unknown): T;
    check(value: unknown): { value: T; issues?: undefined } | { issues: { message: string; path: PropertyKey[] }[] };
    /** JSON Schema, draft 2020-12, of what it takes. Conditions of `refine` and what `transform` makes are not in it. */
    toJSONSchema(): Readonly<Record<string, unknown>>;
    /** Undefined is fine, too. */
    optional(): Schema<T | undefined>;
    /** Null is fine, too. */
    nullable(): Schema<T | null>;
    /** Undefined becomes this value. */
    default(fallback: T): Schema<T>;
    /** A further condition. */
    refine(test: (value: T) => boolean, message?: string): this;
    /** Makes something else of what fits. */
    transform<R>(make: (value: T) => R): Schema<R>;
  }
  interface StringSchema extends Schema<string> {
    min(length: number): this;
    max(length: number): this;
    regex(pattern: RegExp, message?: string): this;
    email(): this;
    url(): this;
    uuid(): this;
    trim(): this;
  }
  interface NumberSchema extends Schema<number> {
    min(least: number): this;
    max(most: number): this;
    int(): this;
  }
  interface ArraySchema<T> extends Schema<T[]> {
    min(length: number): this;
    max(length: number): this;
  }
  type Shape = { readonly [key: string]: Schema<any> };
  type TypeOf<S> = S extends Schema<infer T> ? T : never;
  type ObjectOf<S extends Shape> = { [K in keyof S as undefined extends TypeOf<S[K]> ? never : K]: TypeOf<S[K]> } & {
    [K in keyof S as undefined extends TypeOf<S[K]> ? K : never]?: TypeOf<S[K]>;
  };

  /** Schemas for what comes from outside. */
  interface Valid {
    string(): StringSchema;
    /** A finite number. */
    number(): NumberSchema;
    boolean(): Schema<boolean>;
    /** A text that says a moment becomes a Date. */
    date(): Schema<Date>;
    /** For parameters and queries, where all is text: what the text says. */
    coerce: { number(): NumberSchema; boolean(): Schema<boolean> };
    array<T>(item: Schema<T>): ArraySchema<T>;
    /** Members that are not named are left out, or an error where `strict` is true. */
    object<const S extends Shape>(shape: S, options?: { strict?: boolean }): Schema<ObjectOf<S>>;
    enum<const V extends readonly unknown[]>(values: V): Schema<V[number]>;
    literal<const V>(value: V): Schema<V>;
    /** The first that fits. */
    union<const S extends readonly Schema<any>[]>(schemas: S): Schema<TypeOf<S[number]>>;
    any(): Schema<any>;
  }

  /** The host's interface to actions. */
  interface Host {
    readonly crypto: SmallCrypto;
    readonly id: Ids;
    readonly time: Times;
    readonly html: HtmlTag;
    readonly valid: Valid;
    /**
     * Waits for some time.
     * @param milliseconds from 0 to 2,147,483,647
     * @throws RangeError for a time outside of that
     */
    sleep(milliseconds: number): Operation<undefined>;
    /** Sends a request over HTTP: the same as the global {@link fetch}. */
    fetch: typeof fetch;
    readonly db: Database;
    readonly kv: KeyValues;
    readonly log: Log;
    /** The environment: the names that .env files declare and those that `permissions.env` lists. */
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly config: Config;
    readonly response: Responses;
    /**
     * Throws an {@link HttpError}.
     * @throws HttpError always; RangeError when the status is not from 400 to 599
     */
    error(status: number, message?: string, options?: HttpErrorOptions): never;
  }

  /** Gives actions further paths beside that of their file. For app/routes only, which is run once, when the app is built. */
  interface Route {
    /**
     * Gives an action another path.
     *
     * @param path segments of literal text, `:name` or `:name<type>` for one segment (types: int, number, uuid, string), and last of all `*name` for the rest, one segment or more.
     *   Written decoded; case and a slash at the end count.
     * @param action the path of its file below app/actions without extension, such as `auth/login` or `users/[id]`
     */
    get(path: string, action: string): void;
    post(path: string, action: string): void;
    put(path: string, action: string): void;
    patch(path: string, action: string): void;
    delete(path: string, action: string): void;
    /** All methods that the action answers. */
    all(path: string, action: string): void;
    /** Puts a path before those of the routes inside. There `/` is the group's own path. */
    group(path: string, routes: (route: Route) => void): void;
    /**
     * Redirects all methods.
     *
     * @param to an absolute path or URL; `:name` in it is the value of that parameter
     * @param status 301, 302 (default), 303, 307 or 308
     */
    redirect(path: string, to: string, status?: 301 | 302 | 303 | 307 | 308): void;
    /** Answers GET with a fixed text, JSON, or envelope of status, headers and body. */
    reply(path: string, answer: string | object): void;
  }
}

/** Declares an action: see {@link Titan.DefineAction}. */
declare const defineAction: Titan.DefineAction;

/** The host's interface to actions. */
declare const t: Titan.Host;

/** Waits for a value in the middle of any function: see {@link Titan.Drift}. */
declare const drift: Titan.Drift;

declare module 'titan' {
  export type Method = Titan.Method;
  export type Values<T = string> = Titan.Values<T>;
  export type PathParameters = Titan.PathParameters;
  export type UploadedFile = Titan.UploadedFile;
  export type ActionRequest<Body = any, Query = Titan.Values, Params = Titan.PathParameters> = Titan.ActionRequest<Body, Query, Params>;
  export type ActionOptions = Titan.ActionOptions;
  export type ActionResponse = Titan.ActionResponse;
  export type StandardSchema<Input = unknown, Output = Input> = Titan.StandardSchema<Input, Output>;
  export type CookieOptions = Titan.CookieOptions;
  export type HttpErrorOptions = Titan.HttpErrorOptions;
  export type Log = Titan.Log;
  export type Operation<T> = Titan.Operation<T>;
  export type DatabaseError = Titan.DatabaseError;
  export type Transaction = Titan.Transaction;
  export type Route = Titan.Route;

  export const defineAction: Titan.DefineAction;
  export const t: Titan.Host;
  export const drift: Titan.Drift;
  export const route: Titan.Route;

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

  export type Token<T = unknown> = Titan.Token<T>;
  export type InjectionToken<T> = Titan.InjectionToken<T>;
  export type Scope = Titan.Scope;
  export type Provider<T = any> = Titan.Provider<T>;
  export type ModuleOptions = Titan.ModuleOptions;
  export type DynamicModule = Titan.DynamicModule;
  export type Container = Titan.Container;
  export type ContainerOptions = Titan.ContainerOptions;

  /**
   * The class is a service: its public methods are called as `name@version`. The version is one of Semantic Versioning 2.0.0 (semver.org) without build metadata.
   * @throws TypeError for any other id, or an unknown scope
   */
  export function Service(id: string, options?: { scope?: Titan.Scope }): ClassDecorator;
  /** The class can be made by a container, which reads the types of its constructor's parameters. */
  export function Injectable(options?: { scope?: Titan.Scope }): ClassDecorator;
  /** The class stands for a module. @throws TypeError for an unknown option */
  export function Module(options?: Titan.ModuleOptions): ClassDecorator;
  /** Before a parameter of the constructor: what it gets. A parameter whose type is a class needs none. */
  export function Inject(token: Titan.Token): ParameterDecorator;
  /** Before a parameter of the constructor: undefined is as good where no provider is. */
  export function Optional(): ParameterDecorator;
  /** The method can be called by name; no other can. In process it stays the method that it is. */
  export function Public(): MethodDecorator & PropertyDecorator;
  /** Before a field: clients can read it, and write it unless it is `readonly`. */
  export function Public(options: { readonly?: boolean }): PropertyDecorator;
  /**
   * Before a parameter of a method: the schema that its argument goes through when the method is called by name. Before a method: the schema of its first argument, or of that (`input`)
   * and of its result (`output`).
   */
  export function Validate(schema: Titan.StandardSchema<any, any>): ParameterDecorator & MethodDecorator;
  export function Validate(schemas: { input?: Titan.StandardSchema<any, any>; output?: Titan.StandardSchema<any, any> }): MethodDecorator;

  /** The method is called as the method `onInit` is: when the instance is made and all that it needs has had its own. */
  export function OnInit(): MethodDecorator;
  export interface OnInit {
    onInit(): unknown;
  }
  /** The method is called as the method `onStart` is: when every `onInit` has ended. */
  export function OnStart(): MethodDecorator;
  export interface OnStart {
    onStart(): unknown;
  }
  /** The method is called as the method `onStop` is: before that of whatever it needs. */
  export function OnStop(): MethodDecorator;
  export interface OnStop {
    onStop(): unknown;
  }
  /** The method is called as the method `onDestroy` is: when every `onStop` has ended. */
  export function OnDestroy(): MethodDecorator;
  export interface OnDestroy {
    onDestroy(): unknown;
  }

  /** A token for what has no class. @throws TypeError for an empty name */
  export function createToken<T>(name: string): Titan.InjectionToken<T>;

  /**
   * A container that has not started.
   *
   * @param root a module, or the providers of a module of their own
   * @throws TypeError for what is neither, or an unknown option; RangeError for a time out of bounds
   */
  export function createContainer(root: Titan.Class | Titan.DynamicModule | readonly Titan.Provider[], options?: Titan.ContainerOptions): Titan.Container;

  /** What is wrong with a container: all of it, a line each. */
  export class ContainerError extends Error {
    private constructor();
    /** What kind of fault it is, the first one's where there are several; docs/reference/services.md lists them. */
    readonly code: string;
    /** The name of the provider that failed while the container began. */
    readonly provider: string | undefined;
    /** `constructor`, `factory` or the hook that failed. */
    readonly phase: string | undefined;
  }

  /** `t.log` for injection: its lines carry `service`, the name of the service, or of the class, that it is injected into. */
  export class Logger {
    constructor(fields?: Record<string, unknown>);
    debug(message: unknown, fields?: Record<string, unknown>): void;
    info(message: unknown, fields?: Record<string, unknown>): void;
    warn(message: unknown, fields?: Record<string, unknown>): void;
    error(message: unknown, fields?: Record<string, unknown>): void;
    /** One that adds these fields to every line. */
    child(fields: Record<string, unknown>): Logger;
  }
  /** `t.fetch` for injection. */
  export class HttpClient {
    readonly fetch: Titan.Host['fetch'];
  }
}

// Files that an import puts into the bundle as text.
declare module '*.txt' {
  const text: string;
  export default text;
}
declare module '*.sql' {
  const text: string;
  export default text;
}
declare module '*.html' {
  const text: string;
  export default text;
}
declare module '*.md' {
  const text: string;
  export default text;
}
declare module '*.css' {
  const text: string;
  export default text;
}
declare module '*.svg' {
  const text: string;
  export default text;
}
declare module '*.xml' {
  const text: string;
  export default text;
}
declare module '*.csv' {
  const text: string;
  export default text;
}
declare module '*.graphql' {
  const text: string;
  export default text;
}
declare module '*.gql' {
  const text: string;
  export default text;
}
declare module '*.yaml' {
  const text: string;
  export default text;
}
declare module '*.yml' {
  const text: string;
  export default text;
}
declare module '*.toml' {
  const text: string;
  export default text;
}

// Files that an import puts into the bundle as bytes.
declare module '*.wasm' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.bin' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.png' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.jpg' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.jpeg' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.gif' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.webp' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.ico' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.pdf' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.woff' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.woff2' {
  const bytes: Uint8Array;
  export default bytes;
}
declare module '*.ttf' {
  const bytes: Uint8Array;
  export default bytes;
}

// Web standards, as far as they are there.

/** Writes into the server's log. https://console.spec.whatwg.org */
interface Console {
  assert(condition?: unknown, ...data: unknown[]): void;
  clear(): void;
  count(label?: string): void;
  countReset(label?: string): void;
  debug(...data: unknown[]): void;
  dir(item?: unknown): void;
  dirxml(...data: unknown[]): void;
  error(...data: unknown[]): void;
  group(...data: unknown[]): void;
  groupCollapsed(...data: unknown[]): void;
  groupEnd(): void;
  info(...data: unknown[]): void;
  log(...data: unknown[]): void;
  table(data?: unknown): void;
  time(label?: string): void;
  timeEnd(label?: string): void;
  timeLog(label?: string, ...data: unknown[]): void;
  trace(...data: unknown[]): void;
  warn(...data: unknown[]): void;
}
declare var console: Console;

/** Calls back after `delay` milliseconds (0 to 2^31 − 1; anything else counts as 0). Ends with the server, not with the request. */
declare function setTimeout(callback: (...args: any[]) => unknown, delay?: number, ...args: unknown[]): number;
declare function clearTimeout(id?: number): void;
/** Calls back every `delay` milliseconds (1 to 2^31 − 1; anything else counts as 1). */
declare function setInterval(callback: (...args: any[]) => unknown, delay?: number, ...args: unknown[]): number;
declare function clearInterval(id?: number): void;
declare function queueMicrotask(callback: () => void): void;

/** https://dom.spec.whatwg.org/#interface-event */
declare class Event {
  constructor(type: string, init?: { bubbles?: boolean; cancelable?: boolean; composed?: boolean });
  readonly type: string;
  readonly target: EventTarget | null;
  readonly currentTarget: EventTarget | null;
  readonly bubbles: boolean;
  readonly cancelable: boolean;
  readonly defaultPrevented: boolean;
  readonly timeStamp: number;
  preventDefault(): void;
  stopPropagation(): void;
  stopImmediatePropagation(): void;
}
/** https://dom.spec.whatwg.org/#interface-customevent */
declare class CustomEvent<T = any> extends Event {
  constructor(type: string, init?: { bubbles?: boolean; cancelable?: boolean; composed?: boolean; detail?: T });
  readonly detail: T;
}
/** https://dom.spec.whatwg.org/#interface-eventtarget */
declare class EventTarget {
  addEventListener(
    type: string,
    listener: ((event: any) => unknown) | { handleEvent(event: any): unknown } | null,
    options?: boolean | { capture?: boolean; once?: boolean; passive?: boolean; signal?: AbortSignal },
  ): void;
  removeEventListener(type: string, listener: ((event: any) => unknown) | { handleEvent(event: any): unknown } | null, options?: boolean | { capture?: boolean }): void;
  dispatchEvent(event: Event): boolean;
}
/** https://webidl.spec.whatwg.org/#idl-DOMException */
declare class DOMException extends Error {
  constructor(message?: string, name?: string | { name?: string; cause?: unknown });
  readonly code: number;
}
/** https://dom.spec.whatwg.org/#interface-AbortSignal */
declare class AbortSignal extends EventTarget {
  private constructor();
  static abort(reason?: unknown): AbortSignal;
  static timeout(milliseconds: number): AbortSignal;
  static any(signals: Iterable<AbortSignal>): AbortSignal;
  readonly aborted: boolean;
  readonly reason: any;
  onabort: ((event: Event) => unknown) | null;
  throwIfAborted(): void;
}
/** https://dom.spec.whatwg.org/#interface-abortcontroller */
declare class AbortController {
  constructor();
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

/** The bytes of base64 as characters of Latin-1. Throws InvalidCharacterError for what is no base64. https://html.spec.whatwg.org/#atob */
declare function atob(data: string): string;
/** The base64 of characters of Latin-1. Throws InvalidCharacterError for any other. */
declare function btoa(data: string): string;

/** https://url.spec.whatwg.org/#url-class */
declare class URL {
  /** @throws TypeError when it is no URL, or relative without a base */
  constructor(url: string | URL, base?: string | URL);
  static canParse(url: string | URL, base?: string | URL): boolean;
  /** Null where the constructor would throw. */
  static parse(url: string | URL, base?: string | URL): URL | null;
  href: string;
  readonly origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  /** Changes of it change the URL. */
  readonly searchParams: URLSearchParams;
  hash: string;
  toString(): string;
  toJSON(): string;
}
/** https://url.spec.whatwg.org/#urlsearchparams */
declare class URLSearchParams {
  constructor(init?: string | Iterable<readonly [string, string]> | Record<string, string>);
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  forEach(callback: (value: string, name: string, parameters: URLSearchParams) => void, thisArg?: unknown): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
  toString(): string;
}

/** https://encoding.spec.whatwg.org/#interface-textdecoder */
declare class TextDecoder {
  /**
   * @param label a name of an encoding, default utf-8
   * @param options `fatal`: malformed bytes are an error instead of U+FFFD; `ignoreBOM`: a byte order mark is part of the text
   * @throws RangeError when the label is not one of the standard's
   */
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  /**
   * @param options `stream`: more bytes follow, and an unfinished sequence waits for them
   * @throws TypeError for malformed bytes when it is fatal
   */
  decode(input?: ArrayBuffer | ArrayBufferView | null, options?: { stream?: boolean }): string;
}
/** To UTF-8; surrogates without their other half become U+FFFD. https://encoding.spec.whatwg.org/#interface-textencoder */
declare class TextEncoder {
  readonly encoding: string;
  encode(input?: string): Uint8Array<ArrayBuffer>;
  /** Encodes as much as there is room for. `read` counts UTF-16 code units, `written` bytes. */
  encodeInto(source: string, destination: Uint8Array): { read: number; written: number };
}

// Streams, https://streams.spec.whatwg.org. What is given to their constructors may drift.

interface StreamPipeOptions {
  preventAbort?: boolean;
  preventCancel?: boolean;
  preventClose?: boolean;
  /** Stops the piping when it is aborted. */
  signal?: AbortSignal;
}
interface QueuingStrategy<T = any> {
  /** How much may be queued before the stream asks for no more. */
  highWaterMark?: number;
  size?: (chunk: T) => number;
}
interface QueuingStrategyInit {
  highWaterMark: number;
}
/** Counts bytes. */
declare class ByteLengthQueuingStrategy implements QueuingStrategy<ArrayBufferView> {
  constructor(init: QueuingStrategyInit);
  readonly highWaterMark: number;
  readonly size: (chunk: ArrayBufferView) => number;
}
/** Counts chunks. */
declare class CountQueuingStrategy implements QueuingStrategy {
  constructor(init: QueuingStrategyInit);
  readonly highWaterMark: number;
  readonly size: () => number;
}

type ReadableStreamReadResult<T> = { done: false; value: T } | { done: true; value: T | undefined };
type ReadableStreamController<T> = ReadableStreamDefaultController<T> | ReadableByteStreamController;

interface UnderlyingSource<R = any> {
  type?: undefined;
  start?(controller: ReadableStreamDefaultController<R>): unknown;
  /** Called when the stream wants a chunk. The next call waits for what this returns. */
  pull?(controller: ReadableStreamDefaultController<R>): unknown;
  /** Called when nobody wants the rest. */
  cancel?(reason?: any): unknown;
}
interface UnderlyingByteSource {
  type: 'bytes';
  autoAllocateChunkSize?: number;
  start?(controller: ReadableByteStreamController): unknown;
  pull?(controller: ReadableByteStreamController): unknown;
  cancel?(reason?: any): unknown;
}

/** https://streams.spec.whatwg.org/#rs-class */
declare class ReadableStream<R = any> implements AsyncIterable<R> {
  constructor(source: UnderlyingByteSource, strategy?: { highWaterMark?: number });
  constructor(source?: UnderlyingSource<R>, strategy?: QueuingStrategy<R>);
  /** A stream of what an iterable gives. */
  static from<R>(iterable: Iterable<R | PromiseLike<R>> | AsyncIterable<R>): ReadableStream<R>;
  readonly locked: boolean;
  cancel(reason?: any): Promise<void>;
  getReader(options: { mode: 'byob' }): ReadableStreamBYOBReader;
  getReader(options?: { mode?: undefined }): ReadableStreamDefaultReader<R>;
  pipeThrough<T>(transform: { readonly readable: ReadableStream<T>; readonly writable: WritableStream<R> }, options?: StreamPipeOptions): ReadableStream<T>;
  pipeTo(destination: WritableStream<R>, options?: StreamPipeOptions): Promise<void>;
  tee(): [ReadableStream<R>, ReadableStream<R>];
  values(options?: { preventCancel?: boolean }): AsyncIterableIterator<R>;
  [Symbol.asyncIterator](options?: { preventCancel?: boolean }): AsyncIterableIterator<R>;
}
/** https://streams.spec.whatwg.org/#default-reader-class */
declare class ReadableStreamDefaultReader<R = any> {
  constructor(stream: ReadableStream<R>);
  readonly closed: Promise<void>;
  cancel(reason?: any): Promise<void>;
  read(): Promise<ReadableStreamReadResult<R>>;
  releaseLock(): void;
}
/** https://streams.spec.whatwg.org/#byob-reader-class */
declare class ReadableStreamBYOBReader {
  constructor(stream: ReadableStream);
  readonly closed: Promise<void>;
  cancel(reason?: any): Promise<void>;
  /** Reads into a view, whose buffer is taken over; what it gives is a view of the same kind. */
  read<V extends ArrayBufferView>(view: V, options?: { min?: number }): Promise<ReadableStreamReadResult<V>>;
  releaseLock(): void;
}
/** https://streams.spec.whatwg.org/#rs-default-controller-class */
declare class ReadableStreamDefaultController<R = any> {
  private constructor();
  readonly desiredSize: number | null;
  close(): void;
  enqueue(chunk?: R): void;
  error(reason?: any): void;
}
/** https://streams.spec.whatwg.org/#rbs-controller-class */
declare class ReadableByteStreamController {
  private constructor();
  readonly byobRequest: ReadableStreamBYOBRequest | null;
  readonly desiredSize: number | null;
  close(): void;
  enqueue(chunk: ArrayBufferView): void;
  error(reason?: any): void;
}
/** https://streams.spec.whatwg.org/#rs-byob-request-class */
declare class ReadableStreamBYOBRequest {
  private constructor();
  readonly view: ArrayBufferView | null;
  respond(bytesWritten: number): void;
  respondWithNewView(view: ArrayBufferView): void;
}

interface UnderlyingSink<W = any> {
  type?: undefined;
  start?(controller: WritableStreamDefaultController): unknown;
  write?(chunk: W, controller: WritableStreamDefaultController): unknown;
  close?(): unknown;
  abort?(reason?: any): unknown;
}
/** https://streams.spec.whatwg.org/#ws-class */
declare class WritableStream<W = any> {
  constructor(sink?: UnderlyingSink<W>, strategy?: QueuingStrategy<W>);
  readonly locked: boolean;
  abort(reason?: any): Promise<void>;
  close(): Promise<void>;
  getWriter(): WritableStreamDefaultWriter<W>;
}
/** https://streams.spec.whatwg.org/#default-writer-class */
declare class WritableStreamDefaultWriter<W = any> {
  constructor(stream: WritableStream<W>);
  readonly closed: Promise<void>;
  readonly desiredSize: number | null;
  /** Settles when there is room for more. */
  readonly ready: Promise<void>;
  abort(reason?: any): Promise<void>;
  close(): Promise<void>;
  releaseLock(): void;
  write(chunk?: W): Promise<void>;
}
/** https://streams.spec.whatwg.org/#ws-default-controller-class */
declare class WritableStreamDefaultController {
  private constructor();
  readonly signal: AbortSignal;
  error(reason?: any): void;
}

interface Transformer<I = any, O = any> {
  readableType?: undefined;
  writableType?: undefined;
  start?(controller: TransformStreamDefaultController<O>): unknown;
  transform?(chunk: I, controller: TransformStreamDefaultController<O>): unknown;
  flush?(controller: TransformStreamDefaultController<O>): unknown;
  cancel?(reason?: any): unknown;
}
/** https://streams.spec.whatwg.org/#ts-class */
declare class TransformStream<I = any, O = any> {
  constructor(transformer?: Transformer<I, O>, writableStrategy?: QueuingStrategy<I>, readableStrategy?: QueuingStrategy<O>);
  readonly readable: ReadableStream<O>;
  readonly writable: WritableStream<I>;
}
/** https://streams.spec.whatwg.org/#ts-default-controller-class */
declare class TransformStreamDefaultController<O = any> {
  private constructor();
  readonly desiredSize: number | null;
  enqueue(chunk?: O): void;
  error(reason?: any): void;
  terminate(): void;
}

/**
 * A copy of a value with all that it refers to, cycles included; functions and symbols cannot be copied, and prototypes and accessors are not kept.
 *
 * @param options `transfer`: ArrayBuffers and MessagePorts to move instead of copying
 * @throws DOMException DataCloneError for what cannot be copied or moved. https://html.spec.whatwg.org/#structured-cloning
 */
declare function structuredClone<T>(value: T, options?: { transfer?: Iterable<object> }): T;

/** https://w3c.github.io/FileAPI/#blob-section */
declare class Blob {
  /** @param options `endings: 'native'` makes each end of a line in texts a line feed */
  constructor(parts?: Iterable<ArrayBuffer | ArrayBufferView | Blob | string>, options?: { type?: string; endings?: 'transparent' | 'native' });
  /** Bytes. */
  readonly size: number;
  /** A media type in lower case, or empty. */
  readonly type: string;
  slice(start?: number, end?: number, type?: string): Blob;
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>;
  /** The content as UTF-8; malformed sequences become U+FFFD. */
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
}
/** https://w3c.github.io/FileAPI/#file-section */
declare class File extends Blob {
  constructor(parts: Iterable<ArrayBuffer | ArrayBufferView | Blob | string>, name: string, options?: { type?: string; endings?: 'transparent' | 'native'; lastModified?: number });
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
}
/** https://xhr.spec.whatwg.org/#interface-formdata */
declare class FormData {
  constructor();
  append(name: string, value: string): void;
  append(name: string, value: Blob, filename?: string): void;
  delete(name: string): void;
  get(name: string): string | File | null;
  getAll(name: string): (string | File)[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  set(name: string, value: Blob, filename?: string): void;
  forEach(callback: (value: string | File, name: string, form: FormData) => void, thisArg?: unknown): void;
  entries(): IterableIterator<[string, string | File]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string | File>;
  [Symbol.iterator](): IterableIterator<[string, string | File]>;
}

/** https://html.spec.whatwg.org/#messageevent */
declare class MessageEvent<T = any> extends Event {
  constructor(
    type: string,
    init?: { bubbles?: boolean; cancelable?: boolean; composed?: boolean; data?: T; origin?: string; lastEventId?: string; source?: MessagePort | null; ports?: Iterable<MessagePort> },
  );
  readonly data: T;
  readonly origin: string;
  readonly lastEventId: string;
  readonly source: MessagePort | null;
  readonly ports: readonly MessagePort[];
}
/** Two ports within one isolate: what is posted to one arrives, copied, at the other. https://html.spec.whatwg.org/#message-channels */
declare class MessageChannel {
  constructor();
  readonly port1: MessagePort;
  readonly port2: MessagePort;
}
declare class MessagePort extends EventTarget {
  private constructor();
  /** @throws DOMException DataCloneError for what cannot be copied */
  postMessage(message: unknown, transfer?: Iterable<object> | { transfer?: Iterable<object> }): void;
  /** Delivers what arrives. Setting `onmessage` does so too. */
  start(): void;
  close(): void;
  onmessage: ((event: MessageEvent) => unknown) | null;
  onmessageerror: ((event: MessageEvent) => unknown) | null;
  onclose: ((event: Event) => unknown) | null;
}

/** https://w3c.github.io/performance-timeline/#dom-performanceentry */
declare class PerformanceEntry {
  protected constructor();
  readonly name: string;
  readonly entryType: string;
  /** Milliseconds since `performance.timeOrigin`. */
  readonly startTime: number;
  /** Milliseconds. */
  readonly duration: number;
  toJSON(): any;
}
/** https://w3c.github.io/user-timing/#performancemark */
declare class PerformanceMark extends PerformanceEntry {
  constructor(name: string, options?: { startTime?: number; detail?: unknown });
  readonly detail: any;
}
/** https://w3c.github.io/user-timing/#performancemeasure */
declare class PerformanceMeasure extends PerformanceEntry {
  private constructor();
  readonly detail: any;
}
interface PerformanceMeasureOptions {
  detail?: unknown;
  start?: string | number;
  duration?: number;
  end?: string | number;
}
/** https://w3c.github.io/performance-timeline/#dom-performanceobserver */
declare class PerformanceObserver {
  static readonly supportedEntryTypes: readonly string[];
  constructor(callback: (entries: PerformanceObserverEntryList, observer: PerformanceObserver) => unknown);
  observe(options: { entryTypes: readonly string[] } | { type: string; buffered?: boolean }): void;
  disconnect(): void;
  takeRecords(): PerformanceEntry[];
}
declare class PerformanceObserverEntryList {
  private constructor();
  getEntries(): PerformanceEntry[];
  getEntriesByType(type: string): PerformanceEntry[];
  getEntriesByName(name: string, type?: string): PerformanceEntry[];
}
/** The isolate's clock and timeline, which its requests share; of more than 10,000 entries the oldest go. https://w3c.github.io/hr-time/ */
declare class Performance extends EventTarget {
  private constructor();
  /** Milliseconds since 1970 when the process began to serve. */
  readonly timeOrigin: number;
  /** Milliseconds since then, with fractions; it never goes back. */
  now(): number;
  mark(name: string, options?: { startTime?: number; detail?: unknown }): PerformanceMark;
  /** @throws DOMException SyntaxError for a mark that there is not */
  measure(name: string, startOrOptions?: string | PerformanceMeasureOptions, end?: string): PerformanceMeasure;
  clearMarks(name?: string): void;
  clearMeasures(name?: string): void;
  getEntries(): PerformanceEntry[];
  getEntriesByType(type: string): PerformanceEntry[];
  getEntriesByName(name: string, type?: string): PerformanceEntry[];
  toJSON(): any;
}
declare const performance: Performance;

/**
 * Events of a server, over fetch: with its permissions and limits, so a connection is made again after `limits.fetch.totalMs` at the latest. It ends with the request in which it was made.
 * https://html.spec.whatwg.org/#server-sent-events
 */
declare class EventSource extends EventTarget {
  /** @throws DOMException SyntaxError for what is no absolute URL */
  constructor(url: string | URL, init?: { withCredentials?: boolean });
  static readonly CONNECTING: 0;
  static readonly OPEN: 1;
  static readonly CLOSED: 2;
  readonly url: string;
  readonly withCredentials: boolean;
  readonly readyState: 0 | 1 | 2;
  onopen: ((event: Event) => unknown) | null;
  onmessage: ((event: MessageEvent<string>) => unknown) | null;
  onerror: ((event: Event) => unknown) | null;
  close(): void;
}

/** https://websockets.spec.whatwg.org/#the-closeevent-interface */
declare class CloseEvent extends Event {
  constructor(type: string, init?: { bubbles?: boolean; cancelable?: boolean; composed?: boolean; wasClean?: boolean; code?: number; reason?: string });
  readonly wasClean: boolean;
  readonly code: number;
  readonly reason: string;
}
/**
 * A client of a WebSocket server, with the permissions and limits of fetch: a message has at most `limits.fetch.bodyBytes`. It ends with the request in which it was made.
 * https://websockets.spec.whatwg.org/#the-websocket-interface
 */
declare class WebSocket extends EventTarget {
  /** @throws DOMException SyntaxError for what is no absolute URL of ws, wss, http or https, or has a fragment, and for protocols that are no tokens */
  constructor(url: string | URL, protocols?: string | Iterable<string>);
  static readonly CONNECTING: 0;
  static readonly OPEN: 1;
  static readonly CLOSING: 2;
  static readonly CLOSED: 3;
  readonly url: string;
  readonly readyState: 0 | 1 | 2 | 3;
  /** Bytes given to `send` that have not been sent. */
  readonly bufferedAmount: number;
  readonly extensions: string;
  /** The one of the protocols that the server chose, or empty. */
  readonly protocol: string;
  /** What messages of bytes are given as; `blob` unless set. */
  binaryType: 'blob' | 'arraybuffer';
  onopen: ((event: Event) => unknown) | null;
  onmessage: ((event: MessageEvent) => unknown) | null;
  onerror: ((event: Event) => unknown) | null;
  onclose: ((event: CloseEvent) => unknown) | null;
  /** @throws DOMException InvalidStateError before it is open */
  send(data: string | ArrayBuffer | ArrayBufferView | Blob): void;
  /** @param code 1000, or 3000 to 4999 */
  close(code?: number, reason?: string): void;
}

/** https://compression.spec.whatwg.org. A chunk is an ArrayBuffer or a view of one; malformed data fails the stream with TypeError. */
declare class CompressionStream {
  constructor(format: 'gzip' | 'deflate' | 'deflate-raw');
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly writable: WritableStream<ArrayBuffer | ArrayBufferView>;
}
declare class DecompressionStream {
  constructor(format: 'gzip' | 'deflate' | 'deflate-raw');
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly writable: WritableStream<ArrayBuffer | ArrayBufferView>;
}
/** https://encoding.spec.whatwg.org/#interface-textdecoderstream */
declare class TextDecoderStream {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  readonly readable: ReadableStream<string>;
  readonly writable: WritableStream<ArrayBuffer | ArrayBufferView>;
}
/** https://encoding.spec.whatwg.org/#interface-textencoderstream */
declare class TextEncoderStream {
  constructor();
  readonly encoding: string;
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly writable: WritableStream<string>;
}

/** Cryptography (https://w3c.github.io/webcrypto/). Its types are in the namespace, as they are nobody's own objects. */
declare namespace WebCrypto {
  type HashName = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
  type Hash = HashName | { name: HashName };
  type Curve = 'P-256' | 'P-384' | 'P-521';
  type Usage = 'encrypt' | 'decrypt' | 'sign' | 'verify' | 'deriveKey' | 'deriveBits' | 'wrapKey' | 'unwrapKey';
  type Bytes = ArrayBuffer | ArrayBufferView;
  type Cipher =
    | { name: 'AES-GCM'; iv: Bytes; additionalData?: Bytes; /** Bits, default 128. */ tagLength?: 32 | 64 | 96 | 104 | 112 | 120 | 128 }
    | { name: 'AES-CBC'; /** 16 bytes. */ iv: Bytes }
    | { name: 'AES-CTR'; /** 16 bytes. */ counter: Bytes; /** Bits of it that count, 1 to 128. */ length: number }
    | { name: 'RSA-OAEP'; label?: Bytes };
  type Signing =
    | 'HMAC'
    | 'RSASSA-PKCS1-v1_5'
    | 'Ed25519'
    | { name: 'HMAC' | 'RSASSA-PKCS1-v1_5' | 'Ed25519' }
    | { name: 'RSA-PSS'; /** Bytes. */ saltLength: number }
    | { name: 'ECDSA'; hash: Hash };
  type Deriving =
    | { name: 'HKDF'; hash: Hash; salt: Bytes; info: Bytes }
    | { name: 'PBKDF2'; hash: Hash; salt: Bytes; iterations: number }
    | { name: 'ECDH' | 'X25519'; public: CryptoKey };
  type SecretParameters =
    | { name: 'AES-CTR' | 'AES-CBC' | 'AES-GCM' | 'AES-KW'; length: 128 | 192 | 256 }
    | { name: 'HMAC'; hash: Hash; /** Bits; default what the hash takes at once. */ length?: number };
  type PairParameters =
    | { name: 'RSASSA-PKCS1-v1_5' | 'RSA-PSS' | 'RSA-OAEP'; modulusLength: number; publicExponent: Uint8Array; hash: Hash }
    | { name: 'ECDSA' | 'ECDH'; namedCurve: Curve }
    | 'Ed25519'
    | 'X25519'
    | { name: 'Ed25519' | 'X25519' };
  type ImportParameters =
    | 'AES-CTR' | 'AES-CBC' | 'AES-GCM' | 'AES-KW' | 'HKDF' | 'PBKDF2' | 'Ed25519' | 'X25519'
    | { name: 'AES-CTR' | 'AES-CBC' | 'AES-GCM' | 'AES-KW' | 'HKDF' | 'PBKDF2' | 'Ed25519' | 'X25519' }
    | { name: 'HMAC' | 'RSASSA-PKCS1-v1_5' | 'RSA-PSS' | 'RSA-OAEP'; hash: Hash; length?: number }
    | { name: 'ECDSA' | 'ECDH'; namedCurve: Curve };
}

/** https://w3c.github.io/webcrypto/#jsonwebkey-dictionary */
interface JsonWebKey {
  kty?: string;
  use?: string;
  key_ops?: string[];
  alg?: string;
  ext?: boolean;
  crv?: string;
  x?: string;
  y?: string;
  d?: string;
  n?: string;
  e?: string;
  p?: string;
  q?: string;
  dp?: string;
  dq?: string;
  qi?: string;
  k?: string;
}
/** A key of {@link SubtleCrypto}. Its material is out of reach but by export. https://w3c.github.io/webcrypto/#cryptokey-interface */
declare class CryptoKey {
  private constructor();
  readonly type: 'secret' | 'private' | 'public';
  readonly extractable: boolean;
  readonly algorithm: { name: string; [parameter: string]: any };
  readonly usages: WebCrypto.Usage[];
}
interface CryptoKeyPair {
  publicKey: CryptoKey;
  privateKey: CryptoKey;
}
/**
 * https://w3c.github.io/webcrypto/#subtlecrypto-interface. Data is copied when a method is called. What takes long is done beside the isolate.
 *
 * The promises reject with DOMException: NotSupportedError for an unknown algorithm, InvalidAccessError for a key that is not for this, DataError for a malformed key, OperationError for
 * input that the algorithm refuses, such as data that has been tampered with.
 */
declare class SubtleCrypto {
  private constructor();
  digest(algorithm: WebCrypto.Hash, data: WebCrypto.Bytes): Promise<ArrayBuffer>;
  encrypt(algorithm: WebCrypto.Cipher, key: CryptoKey, data: WebCrypto.Bytes): Promise<ArrayBuffer>;
  decrypt(algorithm: WebCrypto.Cipher, key: CryptoKey, data: WebCrypto.Bytes): Promise<ArrayBuffer>;
  sign(algorithm: WebCrypto.Signing, key: CryptoKey, data: WebCrypto.Bytes): Promise<ArrayBuffer>;
  verify(algorithm: WebCrypto.Signing, key: CryptoKey, signature: WebCrypto.Bytes, data: WebCrypto.Bytes): Promise<boolean>;
  generateKey(algorithm: WebCrypto.SecretParameters, extractable: boolean, usages: readonly WebCrypto.Usage[]): Promise<CryptoKey>;
  generateKey(algorithm: WebCrypto.PairParameters, extractable: boolean, usages: readonly WebCrypto.Usage[]): Promise<CryptoKeyPair>;
  /** @param length bits; null for all of a shared secret */
  deriveBits(algorithm: WebCrypto.Deriving, key: CryptoKey, length?: number | null): Promise<ArrayBuffer>;
  deriveKey(
    algorithm: WebCrypto.Deriving,
    key: CryptoKey,
    derived: WebCrypto.SecretParameters | 'HKDF' | 'PBKDF2',
    extractable: boolean,
    usages: readonly WebCrypto.Usage[],
  ): Promise<CryptoKey>;
  importKey(format: 'jwk', key: JsonWebKey, algorithm: WebCrypto.ImportParameters, extractable: boolean, usages: readonly WebCrypto.Usage[]): Promise<CryptoKey>;
  importKey(
    format: 'raw' | 'spki' | 'pkcs8',
    key: WebCrypto.Bytes,
    algorithm: WebCrypto.ImportParameters,
    extractable: boolean,
    usages: readonly WebCrypto.Usage[],
  ): Promise<CryptoKey>;
  exportKey(format: 'jwk', key: CryptoKey): Promise<JsonWebKey>;
  exportKey(format: 'raw' | 'spki' | 'pkcs8', key: CryptoKey): Promise<ArrayBuffer>;
  wrapKey(format: 'raw' | 'spki' | 'pkcs8' | 'jwk', key: CryptoKey, wrappingKey: CryptoKey, algorithm: WebCrypto.Cipher | 'AES-KW'): Promise<ArrayBuffer>;
  unwrapKey(
    format: 'raw' | 'spki' | 'pkcs8' | 'jwk',
    wrappedKey: WebCrypto.Bytes,
    unwrappingKey: CryptoKey,
    algorithm: WebCrypto.Cipher | 'AES-KW',
    unwrappedAlgorithm: WebCrypto.ImportParameters,
    extractable: boolean,
    usages: readonly WebCrypto.Usage[],
  ): Promise<CryptoKey>;
}
/** https://w3c.github.io/webcrypto/#Crypto-interface */
declare class Crypto {
  private constructor();
  readonly subtle: SubtleCrypto;
  /** Fills at most 65,536 bytes with random ones; throws QuotaExceededError for more. @returns the array itself */
  getRandomValues<T extends ArrayBufferView>(array: T): T;
  /** A UUID of version 4. */
  randomUUID(): `${string}-${string}-${string}-${string}-${string}`;
}
declare const crypto: Crypto;

/** https://fetch.spec.whatwg.org/#headers-class */
declare class Headers {
  constructor(init?: Headers | Iterable<readonly [string, string]> | Record<string, string>);
  append(name: string, value: string): void;
  delete(name: string): void;
  get(name: string): string | null;
  getSetCookie(): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  forEach(callback: (value: string, name: string, headers: Headers) => void, thisArg?: unknown): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}

/** What can be a body. Of a stream the chunks are bytes or strings. */
type BodyInit =
  | string
  | ArrayBuffer
  | ArrayBufferView
  | ReadableStream
  | AsyncIterable<string | ArrayBuffer | ArrayBufferView>
  | URLSearchParams
  | FormData
  | Blob;

interface ResponseInit {
  /** 200 to 599, default 200. */
  status?: number;
  statusText?: string;
  headers?: Headers | Iterable<readonly [string, string]> | Record<string, string>;
}

/** https://fetch.spec.whatwg.org/#response-class */
declare class Response {
  constructor(body?: BodyInit | null, init?: ResponseInit);
  static json(value: unknown, init?: ResponseInit): Response;
  static redirect(url: string | { readonly href: string }, status?: 301 | 302 | 303 | 307 | 308): Response;
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly ok: boolean;
  /** The body as a stream of bytes; null when there is none. */
  readonly body: ReadableStream<Uint8Array> | null;
  readonly bodyUsed: boolean;
  readonly type: string;
  readonly url: string;
  readonly redirected: boolean;
  /** @throws TypeError when the body has been read already */
  clone(): Response;
  /** The body as UTF-8; malformed sequences become U+FFFD. Each of these reads the body, which can be done once; for a fetched response they are operations. */
  text(): Promise<string>;
  /** The body as JSON. Rejects with SyntaxError when it is none. */
  json(): Promise<any>;
  bytes(): Promise<Uint8Array>;
  arrayBuffer(): Promise<ArrayBuffer>;
  blob(): Promise<Blob>;
  formData(): Promise<FormData>;
}

interface RequestInit {
  /** Default GET. CONNECT, TRACE and TRACK are refused. */
  method?: string;
  /** Fields that belong to the connection, such as Content-Length, are left out. */
  headers?: Headers | Iterable<readonly [string, string]> | Record<string, string>;
  /** Not with GET and HEAD. A string is sent as UTF-8, a stream in chunks. */
  body?: BodyInit | null;
  /** Other runtimes want it with a body that is a stream; it has no effect. */
  duplex?: 'half';
  /** `follow` (default) up to 20 redirects, `error` to fail at the first, `manual` to get the answer that redirects. */
  redirect?: 'follow' | 'error' | 'manual';
  /** Ends the exchange when it is aborted: what waits gets the signal's reason. */
  signal?: AbortSignal | null;
}

/** https://fetch.spec.whatwg.org/#request-class */
declare class Request {
  /** @throws TypeError for a URL that is not absolute, a method that is not allowed, a body with GET or HEAD */
  constructor(input: string | { readonly href: string } | Request, init?: RequestInit);
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly redirect: 'follow' | 'error' | 'manual';
  readonly signal: AbortSignal;
  readonly body: ReadableStream<Uint8Array> | null;
  readonly bodyUsed: boolean;
  readonly duplex: 'half';
  clone(): Request;
  text(): Promise<string>;
  json(): Promise<any>;
  bytes(): Promise<Uint8Array>;
  arrayBuffer(): Promise<ArrayBuffer>;
  blob(): Promise<Blob>;
  formData(): Promise<FormData>;
}

/**
 * Sends a request over HTTP or HTTPS and gives the answer as soon as its head is there; the body is read after. Starts when it is drifted or awaited. Any status is an
 * answer: look at `ok`.
 *
 * Rejects with TypeError when no answer comes (`code` says why: ECONNREFUSED, ENOTFOUND, ECONNRESET, CERT_UNTRUSTED, …), TimeoutError beyond
 * `limits.fetch.connectMs` (5 s) and `limits.fetch.totalMs` (30 s, to the last byte of the body), PermissionError where `permissions.net` does not allow the
 * address, AbortError when the request that it belongs to has ended. A body beyond `limits.fetch.bodyBytes` (32 MiB) rejects when it is read.
 */
declare function fetch(url: string | { readonly href: string } | Request, init?: RequestInit): Titan.Operation<Response>;
