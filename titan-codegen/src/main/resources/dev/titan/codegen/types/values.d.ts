// The types of small tools: hashes, identifiers, moments, HTML. Written by titan: what is changed here is lost.

declare namespace Titan {
  interface Host {
    readonly crypto: SmallCrypto;
    readonly id: Ids;
    readonly time: Times;
    readonly html: HtmlTag;
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
}
