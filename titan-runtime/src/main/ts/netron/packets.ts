/** Packets that ask for something, of a WebSocket or a socket: each is answered by one packet, or by a stream of them. */
import { enter, InternalError, isObject, isStream, SerializationError, TimeoutError, type TitanError } from 'titan:kernel';
import { answer, goesOn, perform } from './calls';
import { Reference } from './codec';
import { type Called, internal, malformed, visible } from './failures';
import { type Caller, ServiceInvocation } from './invocation';
import type { Output } from './output';
import { Flag, HEAD_BYTES, Type } from './packet';
import { beginStream } from './streams';
import { runTask } from './tasks';
import { decoder, encoder, requirePacket } from './wire';

const NOTHING: Called = { service: '', method: '' };

/** What packets ask of a service, by their types. */
const ACCESS: Readonly<Partial<Record<number, 'call' | 'get' | 'set'>>> = { [Type.GET]: 'get', [Type.SET]: 'set', [Type.CALL]: 'call' };

/** One request on its way to its response. */
export class Exchange {
  readonly invocation: ServiceInvocation;
  readonly caller: Caller;
  readonly id: number;
  readonly flags: number;
  called: Called = NOTHING;
  /** Where the response goes while the entry that brought the request goes on. */
  #output: Output | undefined;
  #answered = false;

  constructor(invocation: ServiceInvocation, caller: Caller, id: number, flags: number, output: Output) {
    this.invocation = invocation;
    this.caller = caller;
    this.id = id;
    this.flags = flags & ~Flag.REQUEST;
    this.#output = output;
  }

  /** The entry is over: what comes later goes its own way. @returns whether the response is to come */
  suspend(): boolean {
    this.#output = undefined;
    return !this.#answered;
  }

  readonly done = (value: unknown): void => {
    if (this.#answered) return;
    try {
      if (isObject(value) && isStream(value)) {
        this.#answered = true;
        beginStream(this, value);
      } else this.respond(200, this.flags, value);
    } catch (e) {
      this.#answered = false;
      this.failed(internal(e, this.called));
    }
  };

  readonly failed = (error: TitanError): void => {
    if (this.#answered) return;
    try {
      this.respond(error.code, this.flags | Flag.ERROR, error);
    } catch (e) {
      // Details that the wire does not carry.
      this.respond(500, this.flags | Flag.ERROR, internal(e, this.called));
    }
  };

  /** Writes the response. @throws CodecError when the value cannot be sent; then nothing is written */
  respond(status: number, flags: number, value: unknown): void {
    const output = this.#output;
    if (output !== undefined) {
      output.add(this.invocation.number, status, () => this.write(flags, value));
      this.#answered = true;
      this.invocation.settled = true;
      return;
    }
    const before = encoder.length;
    try {
      this.write(flags, value);
    } catch (e) {
      encoder.truncate(before);
      throw e;
    }
    const bytes = encoder.since(before);
    this.#answered = true;
    answer(this.invocation, status, bytes);
  }

  write(flags: number, value: unknown): void {
    const from = encoder.length;
    encoder.u32(this.id);
    encoder.u8(flags);
    encoder.write(value);
    requirePacket(from);
  }
}

/** Begins with what a packet asks for. @returns the exchange if it goes on */
export function beginPacket(invocation: ServiceInvocation, caller: Caller, bytes: Uint8Array, view: DataView, from: number, to: number, output: Output): Exchange {
  const exchange = new Exchange(invocation, caller, view.getUint32(from), bytes[from + 4], output);
  invocation.expire = () => exchange.failed(new TimeoutError({ ...exchange.called }));
  const outer = enter(invocation);
  try {
    dispatch(exchange, decoder.only(from + HEAD_BYTES, to));
  } catch (e) {
    exchange.failed(malformed(e, (why) => new SerializationError(`the packet cannot be read: ${why}`)) ?? visible(e, exchange.called));
  } finally {
    enter(outer);
  }
  return exchange;
}

function dispatch(exchange: Exchange, data: unknown): void {
  if (!Array.isArray(data)) throw new SerializationError('the data of the packet is not an array');
  const [first, name, ...rest] = data as unknown[];
  if ((exchange.flags & Flag.TYPE) === Type.TASK) {
    if (typeof first !== 'string') throw new SerializationError('a task has a name');
    exchange.called = { service: 'netron', method: first };
    runTask(exchange, first, data.slice(1));
    return;
  }
  const service = first instanceof Reference ? first.defId : first;
  if (typeof service !== 'string' || typeof name !== 'string') throw new SerializationError('the packet names no target, or none of its members');
  exchange.called = { service, method: name };
  const { invocation, caller } = exchange;
  const access = ACCESS[exchange.flags & Flag.TYPE];
  if (access === undefined) throw new InternalError();
  perform(invocation, caller, { service, member: name, access, args: rest }, exchange);
}

/** The entry is over. */
export function settleEntry(exchange: Exchange): boolean {
  if (!exchange.suspend()) return false;
  goesOn(exchange.invocation);
  return true;
}
