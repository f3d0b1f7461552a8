// The types of Titan for the editor. Written by titan: what is changed here is lost.
/// <reference path="types/actions.d.ts" />
/// <reference path="types/container.d.ts" />
/// <reference path="types/database.d.ts" />
/// <reference path="types/drift.d.ts" />
/// <reference path="types/errors.d.ts" />
/// <reference path="types/extensions.d.ts" />
/// <reference path="types/fs.d.ts" />
/// <reference path="types/imports.d.ts" />
/// <reference path="types/jwt.d.ts" />
/// <reference path="types/password.d.ts" />
/// <reference path="types/remote.d.ts" />
/// <reference path="types/responses.d.ts" />
/// <reference path="types/routes.d.ts" />
/// <reference path="types/services.d.ts" />
/// <reference path="types/session.d.ts" />
/// <reference path="types/sockets.d.ts" />
/// <reference path="types/stores.d.ts" />
/// <reference path="types/testing.d.ts" />
/// <reference path="types/valid.d.ts" />
/// <reference path="types/values.d.ts" />
/// <reference path="types/web/compression.d.ts" />
/// <reference path="types/web/connections.d.ts" />
/// <reference path="types/web/console.d.ts" />
/// <reference path="types/web/crypto.d.ts" />
/// <reference path="types/web/encoding.d.ts" />
/// <reference path="types/web/events.d.ts" />
/// <reference path="types/web/fetch.d.ts" />
/// <reference path="types/web/files.d.ts" />
/// <reference path="types/web/messages.d.ts" />
/// <reference path="types/web/performance.d.ts" />
/// <reference path="types/web/streams.d.ts" />
/// <reference path="types/web/timers.d.ts" />
/// <reference path="types/web/url.d.ts" />
/// <reference path="types/web/url-pattern.d.ts" />

/** The types behind the globals. Import them by name: `import type { ActionRequest } from 'titan'`. */
declare namespace Titan {
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

  /** The host's interface to actions. */
  interface Host {
    /**
     * Waits for some time.
     * @param milliseconds from 0 to 2,147,483,647
     * @throws RangeError for a time outside of that
     */
    sleep(milliseconds: number): Operation<undefined>;
    /** Sends a request over HTTP: the same as the global {@link fetch}. */
    fetch: typeof fetch;
    readonly log: Log;
    /**
     * The environment: the names that .env files declare and those that `permissions.env` lists. One that is not set is undefined.
     * @throws PermissionError where one is read, or asked for by `in`, that is set and may not be read; its message has the line to add
     */
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly config: Config;
    /**
     * Throws an {@link HttpError}.
     * @throws HttpError always; RangeError when the status is not from 400 to 599
     */
    error(status: number, message?: string, options?: HttpErrorOptions): never;
  }
}

/** The host's interface to actions. */
declare const t: Titan.Host;

declare module 'titan' {
  export type Log = Titan.Log;

  export const t: Titan.Host;
}

