/** Writes what a source gives into a pipe of the host, no faster than the host takes it. */
import { withContext } from '../drift/index.ts';
import { thrownText } from '../http/failure';
import type { Invocation } from '../kernel/context';
import { host } from '../kernel/host';
import { hostOperation } from '../kernel/operations';
import { ArrayBufferIsView, DateNow } from '../kernel/primordials';
import { clearTimeout, setTimeout } from '../timers';
import type { Source } from './source';

type Chunk = string | ArrayBuffer | ArrayBufferView;

/** Bytes that are written before the host is asked for room; asking also lets others have the isolate. */
const CREDIT = 64 * 1024;
/** What a chunk costs at least. */
const LEAST = 256;

/** How the values of a source become bytes. */
export interface Format {
  /** @throws TypeError for a value that has none */
  encode(value: unknown): Chunk;
  /** What goes before the first, and is written at once. */
  readonly prelude?: string;
  /** What is written when nothing else was for so many milliseconds. */
  readonly idle?: { readonly text: string; readonly milliseconds: number };
}

/** Text and bytes as they are. */
export const RAW: Format = {
  encode(value) {
    if (typeof value === 'string' || value instanceof ArrayBuffer || ArrayBufferIsView(value)) return value as Chunk;
    throw new TypeError(`a chunk of a stream must be a string or bytes, not ${value === null ? 'null' : typeof value}; for JSON yield JSON.stringify(value) + '\\n'`);
  },
};

/** What becomes of a stream; one of them is called, once. */
export interface Outcome {
  end(): void;
  /** The source has thrown, or given what is no chunk. */
  failed(reason: unknown): void;
  /** It was cancelled, and the source has come to its end. */
  cancelled(): void;
}

export class Pump {
  readonly #invocation: Invocation | null;
  /** Its number, 0 for none. */
  readonly #scope: number;
  readonly #pipe: number;
  readonly #source: Source;
  readonly #format: Format;
  readonly #outcome: Outcome;
  #credit = CREDIT;
  /** Whether the next chunk can be asked for. */
  #ready = true;
  #running = false;
  #over = false;
  #timer = 0;
  #wroteAt = 0;

  constructor(invocation: Invocation | null, pipe: number, source: Source, format: Format, outcome: Outcome) {
    this.#invocation = invocation;
    this.#scope = invocation?.number ?? 0;
    this.#pipe = pipe;
    this.#source = source;
    this.#format = format;
    this.#outcome = outcome;
  }

  start(): void {
    const { prelude, idle } = this.#format;
    if (prelude !== undefined) this.#write(prelude);
    if (idle !== undefined) this.#beat(idle.text, idle.milliseconds, idle.milliseconds);
    this.#go();
  }

  /** Ends the source; nothing more is written. */
  cancel(reason: unknown): void {
    if (this.#over) return;
    this.#stop();
    const { cancelled } = this.#outcome;
    this.#source.cancel(reason, cancelled, (thrown) => {
      if (thrown !== reason) report(thrown, this.#scope);
      cancelled();
    });
  }

  #go(): void {
    if (this.#running) return;
    this.#running = true;
    // A loop, since a source may answer at once.
    while (this.#ready && !this.#over) {
      this.#ready = false;
      if (this.#credit <= 0) this.#wait();
      else this.#source.next(this.#chunk, this.#end, this.#fail);
    }
    this.#running = false;
  }

  #wait(): void {
    const room = hostOperation({ label: 'stream', name: 'pipe.room', args: [this.#pipe], invocation: this.#scope });
    withContext(this.#invocation, () =>
      room.subscribe(
        () => {
          this.#credit = CREDIT;
          this.#resume();
        },
        // Nobody reads the pipe any more.
        (reason) => this.cancel(reason),
      ),
    );
  }

  #resume(): void {
    this.#ready = true;
    this.#go();
  }

  readonly #chunk = (value: unknown): void => {
    if (this.#over) return;
    try {
      this.#write(this.#format.encode(value));
    } catch (e) {
      this.#source.cancel(e, () => {}, () => {});
      this.#fail(e);
      return;
    }
    this.#resume();
  };

  readonly #end = (): void => {
    if (this.#over) return;
    this.#stop();
    this.#outcome.end();
  };

  readonly #fail = (reason: unknown): void => {
    if (this.#over) return;
    this.#stop();
    this.#outcome.failed(reason);
  };

  #write(chunk: Chunk): void {
    const length = typeof chunk === 'string' ? chunk.length : chunk.byteLength;
    this.#credit -= length < LEAST ? LEAST : length;
    if (length > 0) host.writePipe(this.#scope, this.#pipe, chunk);
    if (this.#format.idle !== undefined) this.#wroteAt = DateNow();
  }

  #beat(text: string, interval: number, after: number): void {
    this.#timer = setTimeout(() => {
      const still = DateNow() - this.#wroteAt;
      // With no credit left, the host has more than enough to send.
      if (still >= interval && this.#credit > 0) this.#write(text);
      this.#beat(text, interval, still < interval && still >= 0 ? interval - still : interval);
    }, after);
  }

  #stop(): void {
    this.#over = true;
    if (this.#timer !== 0) clearTimeout(this.#timer);
    this.#timer = 0;
  }
}

function report(thrown: unknown, scope: number): void {
  host.log('error', `uncaught error at the end of a stream that was given up: ${thrownText(thrown)}`, undefined, scope);
}
