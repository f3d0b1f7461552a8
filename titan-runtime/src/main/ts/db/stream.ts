/** A result that is read in parts: with `for await`, with `for` in code that may drift, or by its `next`. */
import { attach, currentInvocation, drive, hostOperation, type Operation, pending, state, un } from 'titan:kernel';
import { ended, throwIfFailed } from './error';
import { type Row, rowsOf } from './rows';

interface Opening {
  label: string;
  name: string;
  args: unknown[];
  bytes: Uint8Array | undefined;
  invocation: number | undefined;
}

const AT_END: IteratorResult<Row> = Object.freeze({ value: undefined, done: true });

/** Opens its query when it is first read. One that is left early, or whose request ends, gives its connection back. */
export class RowStream {
  readonly #opening: Opening;
  #resource = 0;
  #invocation: number | undefined;
  #rows: Row[] = [];
  #at = 0;
  #over = false;
  #used = false;

  constructor(opening: Opening) {
    this.#opening = opening;
    this.#invocation = opening.invocation ?? currentInvocation()?.number;
  }

  [Symbol.asyncIterator](): AsyncIterator<Row> {
    this.#use();
    return {
      next: async () => {
        for (;;) {
          const row = this.#take();
          if (row !== undefined) return row;
          await fetched(this.#more());
        }
      },
      return: async () => this.#close(),
    };
  }

  [Symbol.iterator](): Iterator<Row> {
    this.#use();
    const take = () => this.#take();
    const more = () => this.#more();
    function* twin(): Generator<unknown, IteratorResult<Row>, unknown> {
      for (;;) {
        const row = take();
        if (row !== undefined) return row;
        if (currentInvocation() === null) throw new TypeError('a stream of t.db was read outside of a request');
        state.pending = more();
        state.drifts++;
        un(yield pending);
      }
    }
    const next = attach(() => drive(twin()), twin) as () => IteratorResult<Row>;
    return { next, return: () => this.#close() };
  }

  #use(): void {
    if (this.#used) throw ended(`${this.#opening.label}: the stream has been read; call ${this.#opening.label} again`);
    this.#used = true;
  }

  #take(): IteratorResult<Row> | undefined {
    if (this.#at < this.#rows.length) return { value: this.#rows[this.#at++], done: false };
    return this.#over ? AT_END : undefined;
  }

  /** Asks for the next rows; the first time, for the query to be run. */
  #more(): Operation {
    const { label, name, args, bytes } = this.#opening;
    const invocation = this.#invocation;
    if (this.#resource !== 0) {
      return hostOperation({ label, name: 'db.next', args: [this.#resource], invocation, decode: (value, body) => this.#arrived(value, body) });
    }
    return hostOperation({
      label,
      name,
      args,
      bytes,
      invocation,
      decode: (value, _body, scope) => {
        throwIfFailed(value);
        this.#invocation = scope;
        this.#resource = (value as { resource: number }).resource;
      },
    });
  }

  #arrived(value: unknown, bytes: ArrayBuffer | undefined): void {
    try {
      this.#rows = rowsOf(value, bytes);
      this.#at = 0;
    } catch (e) {
      this.#close();
      throw e;
    }
    if ((value as { done: boolean }).done) {
      const rows = this.#rows;
      this.#close();
      this.#rows = rows;
    }
  }

  #close(): IteratorResult<Row> {
    this.#over = true;
    this.#rows = [];
    this.#at = 0;
    const resource = this.#resource;
    this.#resource = 0;
    if (resource !== 0) {
      const nothing = (): void => {};
      hostOperation({ label: this.#opening.label, name: 'db.close', args: [resource], invocation: this.#invocation }).subscribe(nothing, nothing);
    }
    return AT_END;
  }
}

function fetched(operation: Operation): Promise<unknown> {
  return new Promise((resolve, reject) => operation.subscribe(resolve, reject));
}
