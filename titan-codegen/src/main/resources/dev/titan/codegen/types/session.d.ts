// The types of sessions and cookies. Written by titan: what is changed here is lost.

declare namespace Titan {
  interface Host {
    readonly session: Session;
    readonly cookies: Cookies;
  }

  /** What apps keep in `t.session`. Declare yours: `declare global { namespace Titan { interface SessionValues { user: { id: number } } } }`. */
  interface SessionValues {
    [name: string]: any;
  }

  /**
   * Values that belong to one client, over its requests. They are read when first asked for, and kept once, before the answer goes out, if they have changed; after an error that is no HttpError they are not.
   * Each call begins at once, drifted or not. In handlers of sockets the session can be read, but not changed.
   *
   * A value is what JSON can say. Every call throws an Error where there is no request, and one that changes something where the answer has begun.
   */
  interface Session {
    /** The value, null when there is none. */
    get<K extends keyof SessionValues & string>(name: K): Operation<SessionValues[K] | null>;
    has(name: string): Operation<boolean>;
    all(): Operation<SessionValues>;
    /** @throws TypeError for what JSON cannot say */
    set<K extends keyof SessionValues & string>(name: K, value: SessionValues[K]): Operation<void>;
    /** @returns whether there was one */
    delete(name: string): Operation<boolean>;
    /** Removes all values. */
    clear(): Operation<void>;
    /** Gives the session a new name, so that who knew the old one has lost it: call it when a user signs in. */
    regenerate(): Operation<void>;
    /** Ends the session: its values go, here and in the store, and so does the cookie. What is set after that begins another. */
    destroy(): Operation<void>;
  }

  /** How a cookie is set. Without `secure`, it is where the client speaks https. */
  interface SetCookieOptions extends CookieOptions {
    /** Signs the value by `session.secrets`, so that the client cannot change it. */
    signed?: boolean;
  }

  /** The cookies of the request, and those that its answer sets, whatever the action returns. These are ordinary calls. */
  interface Cookies {
    /** What the client has sent. @param options with `signed`, undefined unless the server has signed it */
    get(name: string, options?: { signed?: boolean }): string | undefined;
    has(name: string): boolean;
    all(): Record<string, string>;
    /**
     * Has the client keep a value, in place of what this answer has set under the same name, path and domain.
     * @throws TypeError for what cannot be a cookie, and where a name begins with `__Host-` or `__Secure-` and the attributes are not as that promises (RFC 6265bis, section 4.1.3); RangeError where
     *     name and value have more than 4,096 bytes percent-encoded, which browsers do not keep (section 5.6)
     */
    set(name: string, value: string | number | boolean, options?: SetCookieOptions): void;
    /** Has the client forget it. Path and domain must be those that it was set with. */
    delete(name: string, options?: CookieOptions): void;
  }
}

declare module 'titan' {
  export type Session = Titan.Session;
  export type Cookies = Titan.Cookies;
}
