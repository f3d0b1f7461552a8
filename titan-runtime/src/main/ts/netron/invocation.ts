import { Invocation } from 'titan:kernel';

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

  /** Until when its caller waits, in milliseconds since 1970: what it calls itself has no more time. */
  until = Infinity;

  constructor(number: number) {
    super(number, 'CALL');
    this.inside = false;
  }

  override cancel(reason: unknown): void {
    this.timedOut = (reason as { name?: unknown } | null)?.name === 'TimeoutError';
    if (this.timedOut && !this.settled) this.expire?.();
    super.cancel(reason);
  }
}

