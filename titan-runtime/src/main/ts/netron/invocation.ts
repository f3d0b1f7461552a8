import { Invocation, isRecording } from 'titan:kernel';

/** Who calls, as the host knows it. */
export interface Caller {
  /** The id that the client has given itself; empty for HTTP. */
  readonly peer: string;
  /** What it has said to show who it is: a bearer token; empty for none. */
  readonly token: string;
  /** The address that it calls from. */
  readonly ip: string;
  /** Whether it gives credit for the chunks of streams. */
  readonly credit: boolean;
}

/** An invocation that a call, or a batch of them, runs as. */
export class ServiceInvocation extends Invocation {
  /** Answers in the place of the code, when its time is over. */
  expire: (() => void) | undefined;

  /** The parts of a batch that go on. */
  #items: Set<ItemInvocation> | undefined;

  /** Whether the host has begun the span of the call that it is; false where the calls in it have their own. */
  isCall: boolean;

  constructor(number: number, isCall: boolean) {
    super(number, 'CALL');
    this.isCall = isCall;
    this.inside = false;
  }

  override cancel(reason: unknown): void {
    this.timedOut = (reason as { name?: unknown } | null)?.name === 'TimeoutError';
    if (this.timedOut && !this.settled) this.expire?.();
    super.cancel(reason);
    for (const item of this.#items ?? []) item.cancel(reason);
  }

  override stop(): void {
    super.stop();
    for (const item of this.#items ?? []) item.stop();
  }

  /** What one request of a batch runs as: ended by its own deadline, or with the whole. */
  item(): ItemInvocation {
    const item = new ItemInvocation(this);
    (this.#items ??= new Set()).add(item);
    return item;
  }

  over(item: ItemInvocation): void {
    this.#items?.delete(item);
  }
}

/** One request of a batch. The host knows the batch alone, by the number of which its operations go. */
export class ItemInvocation extends ServiceInvocation {
  readonly #whole: ServiceInvocation;

  constructor(whole: ServiceInvocation) {
    super(whole.number, false);
    this.#whole = whole;
    this.generation = whole.generation;
    // Where spans are recorded, the call that it is has one below the request's.
    if (!isRecording()) this.span = whole.span?.beside();
  }

  override get whole(): ServiceInvocation {
    return this.#whole;
  }
}
