/** The token that a connection shows: when it is to be shown anew, and whether what is given then is news. */

export interface TokenSource {
  /** What gives the token; undefined for none. */
  readonly bearer: () => string | undefined | Promise<string | undefined>;
  /** Whether it may give another the next time. */
  readonly renewable: boolean;
}

/** How long before its end a token is renewed, in milliseconds: time for a call to reach the server. */
const MOST_AHEAD = 10_000;
/** But no sooner than in the last fifth of its time. */
const PART = 5;

export class ShownToken {
  readonly #source: TokenSource;
  #shown: string | undefined;
  #until = Infinity;
  #refused = false;

  constructor(source: TokenSource) {
    this.#source = source;
  }

  /** Whether the source is to be asked before the next call. */
  get stale(): boolean {
    return this.#source.renewable && (this.#refused || Date.now() >= this.#until);
  }

  /** A call was refused for want of a better one. */
  refused(): void {
    this.#refused = true;
  }

  /** Asks the source. @returns what is to be shown, undefined where that is nothing, or nothing new */
  async next(): Promise<string | undefined> {
    this.#refused = false;
    this.#until = Infinity;
    const given = await this.#source.bearer();
    return given === this.#shown ? undefined : given;
  }

  /** The server has accepted it. @param answer of `authenticate` */
  accepted(token: string, answer: unknown): void {
    this.#shown = token;
    const { expiresIn } = (answer ?? {}) as { expiresIn?: unknown };
    this.#until = typeof expiresIn === 'number' ? Date.now() + expiresIn - Math.min(MOST_AHEAD, expiresIn / PART) : Infinity;
  }
}
