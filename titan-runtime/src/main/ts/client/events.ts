/** The events that a client hears of, and who wants to. */

export type Handler = (data: unknown) => void;

interface Heard {
  readonly handlers: Set<Handler>;
  /** Settles when the server has said whether it may. */
  readonly permitted: Promise<unknown>;
}

export class Events {
  readonly #heard = new Map<string, Heard>();

  get names(): string[] {
    return [...this.#heard.keys()];
  }

  /**
   * Adds a handler, also while the server has not answered yet: what comes behind its answer is not to be missed.
   *
   * @param subscribe asks the server, for the first handler of an event
   * @param unsubscribe tells it that the last one is gone
   * @returns what takes the handler away, once the server has agreed
   */
  async on(event: string, handler: Handler, subscribe: () => Promise<unknown>, unsubscribe: () => void): Promise<() => void> {
    let heard = this.#heard.get(event);
    if (heard === undefined) {
      heard = { handlers: new Set(), permitted: subscribe() };
      this.#heard.set(event, heard);
    }
    const { handlers, permitted } = heard;
    // The same function twice is heard twice.
    const own: Handler = (data) => handler(data);
    handlers.add(own);
    const off = (): boolean => handlers.delete(own) && handlers.size === 0 && this.#heard.get(event)?.handlers === handlers && this.#heard.delete(event);
    try {
      await permitted;
    } catch (e) {
      off();
      throw e;
    }
    return () => {
      if (off()) unsubscribe();
    };
  }

  /** One has happened. What a handler throws is nobody's but the platform's. */
  happened(event: string, data: unknown): void {
    for (const handler of this.#heard.get(event)?.handlers ?? []) void Promise.resolve(data).then(handler);
  }
}
