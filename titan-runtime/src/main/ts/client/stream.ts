/** What an async generator of a service yields, read here. Chunks that have come and were not asked for wait: no more than the credit, which the server is given anew as they are taken. */

/** What a server may send before it is given more: its own default. */
export const CREDIT = 64;
/** What may wait of a server that knows no credit. */
const MOST = 1024;

/** The connection's side of a stream. */
export interface Upstream {
  credit(chunks: number): void;
  close(reason: string): void;
}

interface Asked {
  resolve(result: IteratorResult<unknown>): void;
  reject(reason: unknown): void;
}

export class RemoteStream implements AsyncIterableIterator<unknown> {
  readonly #upstream: Upstream;
  readonly #tooSlow: () => unknown;
  readonly #chunks: unknown[] = [];
  readonly #asked: Asked[] = [];
  #taken = 0;
  #over = false;
  #failure: { reason: unknown } | undefined;

  /** @param tooSlow makes the error for a reader that lets too much wait */
  constructor(upstream: Upstream, tooSlow: () => unknown) {
    this.#upstream = upstream;
    this.#tooSlow = tooSlow;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<unknown>> {
    if (this.#chunks.length > 0) {
      const value = this.#chunks.shift();
      if (!this.#over && ++this.#taken >= CREDIT / 2) {
        this.#upstream.credit(this.#taken);
        this.#taken = 0;
      }
      return Promise.resolve({ done: false, value });
    }
    if (this.#failure !== undefined) {
      const { reason } = this.#failure;
      this.#failure = undefined;
      return Promise.reject(reason);
    }
    if (this.#over) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => this.#asked.push({ resolve, reject }));
  }

  /** `break` in a loop: the generator's `finally` runs. */
  return(): Promise<IteratorResult<unknown>> {
    this.#chunks.length = 0;
    if (!this.#over) {
      this.#upstream.close('cancelled');
      this.end();
    }
    return Promise.resolve({ done: true, value: undefined });
  }

  chunk(value: unknown): void {
    if (this.#over) return;
    const asked = this.#asked.shift();
    if (asked === undefined) {
      this.#chunks.push(value);
      if (this.#chunks.length > MOST) {
        this.#upstream.close('the reader is too slow');
        this.fail(this.#tooSlow());
      }
      return;
    }
    if (++this.#taken >= CREDIT / 2) {
      this.#upstream.credit(this.#taken);
      this.#taken = 0;
    }
    asked.resolve({ done: false, value });
  }

  end(): void {
    this.#over = true;
    for (const asked of this.#asked.splice(0)) asked.resolve({ done: true, value: undefined });
  }

  /** What has come is read first. */
  fail(reason: unknown): void {
    if (this.#over) return;
    this.#over = true;
    const asked = this.#asked.splice(0);
    if (asked.length === 0) this.#failure = { reason };
    asked.forEach((each, i) => (i === 0 ? each.reject(reason) : each.resolve({ done: true, value: undefined })));
  }
}
