import type { Pending } from './pending';
import { state, type Owner } from './state';

type Tell = (value: unknown) => void;

/**
 * What a drift waits for, ended with the invocation whose code waits: the drift then throws the reason, even where a promise is waited for, which itself goes on. For what is no operation
 * of that invocation; those end with it by themselves. Its owner knows it from `subscribe` until it has settled, and no longer.
 */
export class Ending implements Pending {
  #pending: Pending | null;
  #owner: Owner | null = null;
  #reject: Tell | null = null;

  constructor(pending: Pending) {
    this.#pending = pending;
  }

  subscribe(resolve: Tell, reject: Tell): void {
    const pending = this.#pending!;
    const owner = (this.#owner = state.c!.invocation!);
    this.#reject = reject;
    // Before anything that it starts: what is outermost ends first.
    owner.waitsFor(this);
    pending.subscribe(
      (value) => {
        if (this.#settled()) resolve(value);
      },
      (reason) => {
        if (this.#settled()) reject(reason);
      },
    );
  }

  cancel(reason: unknown): void {
    const pending = this.#pending;
    const reject = this.#reject;
    if (!this.#settled()) return;
    pending!.cancel(reason);
    reject!(reason);
  }

  /** Its result says whether it had not been settled. */
  #settled(): boolean {
    if (this.#reject === null) return false;
    this.#pending = this.#reject = null;
    this.#owner!.waitedFor(this);
    return true;
  }
}
