// Written by titan: what is changed here is lost.

/** The parts of a URL, or patterns for them. https://urlpattern.spec.whatwg.org/#dictdef-urlpatterninit */
interface URLPatternInit {
  protocol?: string;
  username?: string;
  password?: string;
  hostname?: string;
  port?: string;
  pathname?: string;
  search?: string;
  hash?: string;
  /** Gives what stands before the parts that are given. */
  baseURL?: string;
}
interface URLPatternOptions {
  /** Whether path, query and fragment are matched without regard to case; default false. */
  ignoreCase?: boolean;
}
interface URLPatternComponentResult {
  input: string;
  /** What the groups matched, by name, or by number for those without one. */
  groups: Record<string, string | undefined>;
}
interface URLPatternResult {
  inputs: (string | URLPatternInit)[];
  protocol: URLPatternComponentResult;
  username: URLPatternComponentResult;
  password: URLPatternComponentResult;
  hostname: URLPatternComponentResult;
  port: URLPatternComponentResult;
  pathname: URLPatternComponentResult;
  search: URLPatternComponentResult;
  hash: URLPatternComponentResult;
}

/**
 * A pattern of URLs: `new URLPattern({ pathname: '/books/:id' })`. In a pattern `:name` is a group that ends before the next `/` (in a host name: `.`), `*` is anything, `(…)` a regular
 * expression, `{…}` holds text together, and `?`, `*` and `+` after a group say how often. https://urlpattern.spec.whatwg.org
 */
declare class URLPattern {
  /**
   * @param input a pattern of a whole URL, or patterns of its parts; a part that is not given matches anything
   * @throws TypeError for what is no pattern, and for a relative one without a base URL
   */
  constructor(input?: string | URLPatternInit, options?: URLPatternOptions);
  constructor(input: string, baseURL: string, options?: URLPatternOptions);
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  /** Whether it has a regular expression of the author's. */
  readonly hasRegExpGroups: boolean;
  /** Whether it matches. What is no URL is not matched. */
  test(input?: string | URL | URLPatternInit, baseURL?: string): boolean;
  /** What its groups match, null where it does not match. */
  exec(input?: string | URL | URLPatternInit, baseURL?: string): URLPatternResult | null;
}
