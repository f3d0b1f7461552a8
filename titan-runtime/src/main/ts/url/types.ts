/** The shape of what whatwg-url makes, as far as the runtime's own code uses it. */
interface Url {
  href: string;
  readonly origin: string;
  protocol: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
  username: string;
  password: string;
  readonly searchParams: UrlSearchParams;
}

export interface UrlConstructor {
  new (url: string, base?: string): Url;
  readonly prototype: Url;
  canParse(url: string, base?: string): boolean;
  parse(url: string, base?: string): Url | null;
}

interface UrlSearchParams extends Iterable<[string, string]> {
  toString(): string;
}

export interface UrlSearchParamsConstructor {
  new (init?: unknown): UrlSearchParams;
  readonly prototype: UrlSearchParams;
}

/** A URL as its parser has it (https://url.spec.whatwg.org/#url-representation). */
export interface UrlRecord {
  scheme: string;
  username: string;
  password: string;
  host: unknown;
  port: number | null;
  path: string[] | string;
  query: string | null;
  fragment: string | null;
}
