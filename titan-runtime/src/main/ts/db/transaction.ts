/** Transactions: a callback that is called with `tx` once the transaction has begun, and may drift or be asynchronous. */
import {
  type Context, context, held, hostOperation, inWords, type Invocation, invocationOf, isThenable, FunctionOperation, type Operation, operationOf, givenOptions, PromiseResolve, PromiseThen, start, type Task, withContext,
} from 'titan:kernel';
import { ended, throwIfFailed } from './error';
import { type Place, type Statements, statements } from './statements';
import { describe } from './values';

export interface Transactional extends Statements {
  transaction(callback: unknown, options?: unknown): PromiseLike<unknown>;
}

type Tell = (value: unknown) => void;

const LEVELS = ['read committed', 'repeatable read', 'serializable'];

/** `t.db.transaction`. */
export function transaction(callback: unknown, options?: unknown): PromiseLike<unknown> {
  const label = 't.db.transaction';
  const { isolation = '', readOnly = false } = givenOptions(label, options);
  if (isolation !== '' && !LEVELS.includes(isolation as string)) {
    throw new TypeError(`${label}: isolation must be one of ${LEVELS.map((level) => `'${level}'`).join(', ')}, not ${inWords(isolation)}`);
  }
  return begin(label, callback, (run) => new Outermost(run, isolation as string, readOnly === true));
}

function begin(label: string, callback: unknown, make: (run: Run) => Frame): PromiseLike<unknown> {
  if (typeof callback !== 'function') throw new TypeError(`${label}: expected a function of tx, not ${describe(callback)}`);
  // An await starts it in a microtask, where what is current may be another's.
  const made = context();
  return held(
    new FunctionOperation(label, (resolve, reject) => {
      const within = made ?? context();
      const run = new Run(callback, within, resolve, reject);
      withContext(within, () => run.begin(make(run)));
      return (reason) => withContext(within, () => run.cancel(reason));
    }),
  );
}

/** How a transaction or a savepoint begins and ends at the host. */
interface Frame {
  readonly number: number;
  begin(): Operation;
  end(commit: boolean): Operation;
  /** Called once it is over, however that went. */
  over(): void;
}

/** One call of a callback. */
class Run {
  readonly #callback: Function;
  readonly #resolve: Tell;
  readonly #reject: Tell;
  readonly #context: Context | null;
  readonly invocation: Invocation | null;
  #frame!: Frame;
  #beginning: Operation | null = null;
  #task: Task | null = null;
  #ended = false;

  constructor(callback: Function, within: Context | null, resolve: Tell, reject: Tell) {
    this.#callback = callback;
    this.#context = within;
    this.invocation = invocationOf(within);
    this.#resolve = resolve;
    this.#reject = reject;
  }

  begin(frame: Frame): void {
    this.#frame = frame;
    this.#beginning = frame.begin();
    this.#beginning.subscribe(
      () => {
        this.#beginning = null;
        if (this.#ended) this.#undo();
        else withContext(this.#context, () => this.#call());
      },
      (reason) => {
        frame.over();
        this.#reject(reason);
      },
    );
  }

  #call(): void {
    const tx = this.#tx();
    this.#task = start(
      this.#callback,
      undefined,
      [tx],
      (value) => this.#returned(value),
      (reason) => this.#failed(reason),
    );
  }

  #returned(value: unknown): void {
    if (typeof value === 'object' && value !== null) {
      const operation = operationOf(value);
      if (operation !== undefined) {
        operation.subscribe((result) => this.#succeeded(result), (reason) => this.#failed(reason));
        return;
      }
    }
    if (!isThenable(value)) {
      this.#succeeded(value);
      return;
    }
    PromiseThen(
      PromiseResolve(value),
      (result) => withContext(this.#context, () => this.#succeeded(result)),
      (reason) => withContext(this.#context, () => this.#failed(reason)),
    );
  }

  #succeeded(value: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#frame.end(true).subscribe(
      () => {
        this.#frame.over();
        this.#resolve(value);
      },
      (reason) => {
        this.#frame.over();
        this.#reject(reason);
      },
    );
  }

  #failed(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    const over = (): void => {
      this.#frame.over();
      this.#reject(reason);
    };
    this.#frame.end(false).subscribe(over, over);
  }

  /** Nobody waits for it any more: its code is told the reason where it waits, and it is rolled back. */
  cancel(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#beginning !== null) {
      this.#beginning.cancel(reason);
      return;
    }
    this.#task?.cancel(reason);
    this.#undo();
  }

  #undo(): void {
    const over = (): void => this.#frame.over();
    this.#frame.end(false).subscribe(over, over);
  }

  /** The `tx` of the callback. */
  #tx(): Transactional {
    const label = 'tx';
    const number = (): number => {
      if (this.#ended) throw ended('the transaction has ended: its tx is of no use once the callback of transaction is over');
      return this.#frame.number;
    };
    const place: Place = { label, transaction: number, invocation: this.invocation?.number };
    const points = new Points();
    return {
      ...statements(place),
      transaction: (callback) => {
        number();
        return begin(`${label}.transaction`, callback, (run) => new Savepoint(run, number(), points));
      },
    };
  }
}

class Outermost implements Frame {
  readonly #run: Run;
  readonly #args: unknown[];
  number = 0;

  constructor(run: Run, isolation: string, readOnly: boolean) {
    this.#run = run;
    this.#args = [isolation, readOnly];
  }

  begin(): Operation {
    return hostOperation({
      label: 't.db.transaction',
      name: 'db.begin',
      args: this.#args,
      invocation: this.#run.invocation?.number,
      decode: (value) => {
        throwIfFailed(value);
        this.number = (value as { resource: number }).resource;
      },
    });
  }

  end(commit: boolean): Operation {
    return hostOperation({
      label: 't.db.transaction',
      name: 'db.end',
      args: [this.number, commit],
      invocation: this.#run.invocation?.number,
      decode: throwIfFailed,
    });
  }

  over(): void {}
}

let lastPoint = 0;

/** The savepoints directly below one transaction: a second one waits for the first, since they end in the order opposite to that in which they began. */
class Points {
  #open = false;
  readonly #waiting: (() => void)[] = [];

  enter(go: () => void): void {
    if (this.#open) {
      this.#waiting.push(go);
      return;
    }
    this.#open = true;
    go();
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#open = false;
    else next();
  }
}

class Savepoint implements Frame {
  readonly #run: Run;
  readonly #points: Points;
  readonly number: number;
  readonly #point = ++lastPoint;
  #entered = false;

  constructor(run: Run, number: number, points: Points) {
    this.#run = run;
    this.number = number;
    this.#points = points;
  }

  begin(): Operation {
    return new FunctionOperation('tx.transaction', (resolve, reject) => {
      let cancelled = false;
      this.#points.enter(() => {
        this.#entered = true;
        if (cancelled) {
          this.over();
          return;
        }
        this.#do('set').subscribe(resolve, reject);
      });
      return () => {
        cancelled = true;
      };
    });
  }

  end(commit: boolean): Operation {
    return this.#do(commit ? 'release' : 'rollback');
  }

  over(): void {
    if (!this.#entered) return;
    this.#entered = false;
    this.#points.leave();
  }

  #do(verb: string): Operation {
    return hostOperation({
      label: 'tx.transaction',
      name: 'db.point',
      args: [this.number, verb, this.#point],
      invocation: this.#run.invocation?.number,
      decode: throwIfFailed,
    });
  }
}

