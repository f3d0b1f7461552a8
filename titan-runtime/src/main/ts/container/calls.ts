/** The calls of a container that are under way. */
import { clearTimeout, currentInvocation, setTimeout, type Watcher, withContext } from 'titan:kernel';

/** How long calls that were given up are waited for, in milliseconds: whether their code ever comes to an end cannot be known. */
const GIVEN_UP_MS = 1_000;

const GOES_ON = 0;
const GIVEN_UP = 1;
const STOPPED = 2;

/** Those of one invocation. It is the invocation that has them, so that nothing is left of what never ends. */
export class Share implements Watcher {
  readonly calls: Calls;
  readonly #counts: number[];
  next: Watcher | undefined;
  #state: number;
  #open = 0;

  /** @param counts how many calls there are, by what has become of their invocations */
  constructor(calls: Calls, counts: number[], isGivenUp: boolean) {
    this.calls = calls;
    this.#counts = counts;
    this.#state = isGivenUp ? GIVEN_UP : GOES_ON;
  }

  add(count: number): void {
    this.#open += count;
    this.#counts[this.#state] += count;
  }

  gaveUp(): void {
    this.#become(GIVEN_UP);
    this.calls.look();
  }

  stopped(): void {
    this.#become(STOPPED);
    // In a slice: whoever waits goes on then.
    if (this.calls.isAwaited) withContext(null, () => setTimeout(() => this.calls.look(), 0));
  }

  #become(state: number): void {
    this.#counts[this.#state] -= this.#open;
    this.#state = state;
    this.#counts[state] += this.#open;
  }
}

export class Calls {
  readonly #counts = [0, 0, 0];
  /** Of code that belongs to no invocation. */
  readonly #others = new Share(this, this.#counts, false);
  #over: (() => void) | undefined;
  #lastMoment: unknown;

  /** One begins, in the invocation whose code runs. @returns what {@link end} takes */
  begin(): Share {
    const invocation = currentInvocation();
    let share = invocation === null ? this.#others : undefined;
    for (let each = invocation?.watchers; share === undefined && each !== undefined; each = each.next) {
      if (each instanceof Share && each.calls === this) share = each;
    }
    if (share === undefined) {
      share = new Share(this, this.#counts, invocation!.cancelled);
      invocation!.watch(share);
    }
    share.add(1);
    return share;
  }

  end(share: Share): void {
    share.add(-1);
    if (this.#over !== undefined) this.look();
  }

  /** Resolves when none is under way, at the latest after so many milliseconds. Called once, when no more begin. */
  over(mostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const limit = withContext(null, () => setTimeout(() => this.#over?.(), mostMs));
      this.#over = () => {
        this.#over = undefined;
        clearTimeout(limit);
        clearTimeout(this.#lastMoment);
        resolve();
      };
      this.look();
    });
  }

  get isAwaited(): boolean {
    return this.#over !== undefined;
  }

  look(): void {
    if (this.#over === undefined || this.#counts[GOES_ON] > 0) return;
    if (this.#counts[GIVEN_UP] === 0) this.#over();
    else this.#lastMoment ??= withContext(null, () => setTimeout(() => this.#over?.(), GIVEN_UP_MS));
  }
}
