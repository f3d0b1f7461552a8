// The types of answers. Written by titan: what is changed here is lost.

declare namespace Titan {
  interface Host {
    readonly response: Responses;
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
}

declare module 'titan' {
  export type ActionResponse = Titan.ActionResponse;
  export type CookieOptions = Titan.CookieOptions;
}
