/** The wire of services: a part that loads with the first call that comes over it. */
import { drainMicrotasks, enter, generationOf, isRecording, noteEntry, spanOf } from 'titan:kernel';
import { beginHttp, settleHttp } from './http';
import { ServiceInvocation } from './invocation';
import { Output } from './output';
import { beginPacket, type Exchange, settleEntry } from './packets';
import { TextReader } from './text-reader';
import { decoder, encoder } from './wire';

export { credit } from './streams';

/** Memory that is the host's too: calls and outcomes that fit into it cross without an array of their own. */
let shared = new Uint8Array(0);
let sharedView = new DataView(shared.buffer);

export function share(memory: ArrayBuffer): void {
  shared = new Uint8Array(memory);
  sharedView = new DataView(memory);
}

/**
 * Called by the host with calls of one connection, or with one request by HTTP.
 *
 * @param head lines: the number of the generation, the id of the client, its address, its token, `1` if it gives credit (for HTTP: `json` or `msgpack`); then for each call `number kind length traceparent`,
 *     where kind is `p` for a packet, and the last may be empty
 * @param data the calls one behind the other, a number where so many bytes of the shared memory are; a text where it is a request with JSON
 * @returns as {@link Output} has it, a number where it is so many bytes of the shared memory, undefined where nothing is over yet
 */
export function serve(head: string, data: ArrayBuffer | string | number): Uint8Array | string | number | undefined {
  const text = new TextReader(head);
  const generation = generationOf(+text.until('\n'));
  const caller = { peer: text.until('\n'), ip: text.until('\n'), token: text.until('\n'), credit: false };
  const form = text.until('\n');
  caller.credit = form === '1';
  const own = typeof data === 'object' ? data : undefined;
  const bytes = own === undefined ? shared : new Uint8Array(own);
  const view = own === undefined ? sharedView : new DataView(own);
  const output = new Output(encoder);
  encoder.truncate();
  decoder.open(bytes);
  const open: Exchange[] = [];
  let from = 0;
  while (!text.atEnd) {
    const number = +text.until(' ');
    const kind = text.until(' ');
    const to = from + +text.until(' ');
    const traceparent = text.until('\n');
    const invocation = new ServiceInvocation(number, kind === 'p');
    noteEntry(invocation);
    invocation.generation = generation;
    // Where spans are recorded the host has begun one.
    if (!isRecording()) invocation.span = spanOf(traceparent);
    if (kind === 'p') {
      open.push(beginPacket(invocation, caller, bytes, view, from, to, output));
      // A callback of an author's may have let something else be read.
      decoder.open(bytes);
    } else {
      const exchange = beginHttp(invocation, caller, kind, form === 'json', typeof data === 'string' ? data : bytes.subarray(from, to), output);
      if (!exchange.answered) drain();
      settleHttp(exchange);
    }
    from = to;
  }
  if (open.length > 0) {
    // Most methods are async and wait for nothing: their outcomes go with this entry.
    drain();
    for (const exchange of open) settleEntry(exchange);
  }
  return output.take(shared);
}

function drain(): void {
  const outer = enter(null);
  drainMicrotasks();
  enter(outer);
}
