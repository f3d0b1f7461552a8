/** Streams: what an async generator yields, as packets, no faster than the client gives credit and the connection takes them. */
import { hold, host, letGo, MapDelete, MapGet, MapSet, openSource, Pump, type Source, type TitanError } from 'titan:kernel';
import { StreamReference } from './codec';
import { internal, visible } from './failures';
import { Flag, Type } from './packet';
import type { Exchange } from './packets';
import { encoder, requirePacket } from './wire';

/** Chunks that may be on their way before the client has given any credit. */
const FIRST_CREDIT = 64;

/** By the number of the invocation. */
const gates = new Map<number, Gate>();

/** Lets as many values through as there is credit for. */
class Gate implements Source {
  readonly #source: Source;
  #credit: number;
  #asked: (() => void) | undefined;

  constructor(source: Source, credit: number) {
    this.#source = source;
    this.#credit = credit;
  }

  next(chunk: (value: unknown) => void, end: () => void, failed: (reason: unknown) => void): void {
    const ask = (): void => {
      this.#credit--;
      this.#source.next(chunk, end, failed);
    };
    if (this.#credit > 0) ask();
    else this.#asked = ask;
  }

  cancel(reason: unknown, done: () => void, failed: (reason: unknown) => void): void {
    this.#asked = undefined;
    this.#source.cancel(reason, done, failed);
  }

  add(credit: number): void {
    this.#credit += credit;
    const asked = this.#asked;
    if (asked === undefined || this.#credit <= 0) return;
    this.#asked = undefined;
    asked();
  }
}

/** Called by the host: the client takes so many chunks more. */
export function credit(number: number, chunks: number): void {
  MapGet(gates, number)?.add(chunks);
}

/** A packet as the pipe has it: its length first. An id of 0 is the connection's to fill in. */
function packet(id: number, flags: number, value: unknown, further?: () => void): Uint8Array {
  const before = encoder.length;
  try {
    encoder.u32(0);
    encoder.u32(id);
    encoder.u8(flags);
    encoder.write(value);
    further?.();
    requirePacket(before + 4);
    encoder.u32At(before, encoder.length - before - 4);
    return encoder.since(before);
  } catch (e) {
    encoder.truncate(before);
    throw e;
  }
}

/** Answers with a reference, and the chunks behind it. */
export function beginStream(exchange: Exchange, value: object): void {
  const { invocation, called, caller } = exchange;
  const { number } = invocation;
  const stream = host.openStream(number);
  let index = 0;
  const last = (): void => {
    encoder.u32(stream);
    encoder.u32(index++);
  };
  const reference = packet(exchange.id, exchange.flags, new StreamReference(String(stream), true, true, caller.peer));
  const source = openSource(value, `${called.service}.${called.method}`, invocation);
  const gate = new Gate(source, caller.credit ? FIRST_CREDIT : Infinity);
  const pipe = host.openPipe(number);
  hold(invocation);
  const over = (): void => {
    MapDelete(gates, number);
    invocation.stream = undefined;
    letGo(invocation);
  };
  const finish = (write: () => Uint8Array): void => {
    host.writePipe(number, pipe, write());
    host.endPipe(number, pipe);
    over();
  };
  const chunk = (given: unknown): Uint8Array => packet(0, Flag.REQUEST | Flag.LIVE | Type.STREAM, given, last);
  const broken = (error: TitanError): Uint8Array => packet(0, Flag.REQUEST | Type.STREAM_ERROR, { streamId: String(stream), message: error.message, error });
  const pump = new Pump(invocation, pipe, gate, { encode: chunk }, {
    end: () => finish(() => packet(0, Flag.REQUEST | Flag.LIVE | Flag.END | Type.STREAM, null, last)),
    failed(reason): void {
      const error = visible(reason, called);
      finish(() => {
        try {
          return broken(error);
        } catch (e) {
          return broken(internal(e, called));
        }
      });
    },
    cancelled: over,
  });
  MapSet(gates, number, gate);
  invocation.watch({ stopped: () => MapDelete(gates, number) });
  invocation.stream = pump;
  invocation.settled = true;
  host.complete(number, `s200\n${pipe}`);
  host.writePipe(number, pipe, reference);
  pump.start();
}
