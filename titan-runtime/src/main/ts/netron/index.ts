/** The wire of services: a part that loads with the first call that comes over it. */
import { drainMicrotasks, enter, generationOf, isRecording, noteEntry, spanOf, StringSplit } from 'titan:kernel';
import { beginHttp, settleHttp } from './http';
import { type Caller, ServiceInvocation } from './invocation';
import { Output } from './output';
import { beginPacket, type Exchange, settleEntry } from './packets';
import { decoder, encoder } from './wire';

export { credit } from './streams';

/** Memory that is the host's too: calls and outcomes that fit into it cross without an array of their own. */
let shared = new Uint8Array(0);
let sharedView = new DataView(shared.buffer);

export function share(memory: ArrayBuffer): void {
  shared = new Uint8Array(memory);
  sharedView = new DataView(memory);
}

/** Lines of the head before those of the calls. */
const FIRST_CALL = 5;

/**
 * Called by the host with calls of one connection, or with one request by HTTP.
 *
 * @param head lines: the number of the generation, the id of the client, its address, its token, `1` if it gives credit (for HTTP: `json` or `msgpack`); then for each call `number kind length traceparent`,
 *     where kind is `p` for a packet, and the last may be empty
 * @param data the calls one behind the other, a number where so many bytes of the shared memory are; a text where it is a request with JSON
 * @returns as {@link Output} has it, a number where it is so many bytes of the shared memory, undefined where nothing is over yet
 */
export function serve(head: string, data: ArrayBuffer | string | number): Uint8Array | string | number | undefined {
  const lines = StringSplit(head, '\n');
  const generation = generationOf(+lines[0]);
  const caller: Caller = { peer: lines[1], ip: lines[2], token: lines[3], credit: lines[4] === '1' };
  const own = typeof data === 'object' ? data : undefined;
  const bytes = own === undefined ? shared : new Uint8Array(own);
  const view = own === undefined ? sharedView : new DataView(own);
  const output = new Output(encoder);
  encoder.truncate();
  decoder.open(bytes);
  const open: Exchange[] = [];
  let from = 0;
  for (let i = FIRST_CALL; i < lines.length; i++) {
    const [number, kind, length, traceparent] = StringSplit(lines[i], ' ');
    const invocation = new ServiceInvocation(+number, kind === 'p');
    noteEntry(invocation);
    invocation.generation = generation;
    // Where spans are recorded the host has begun one.
    if (!isRecording()) invocation.span = spanOf(traceparent);
    const to = from + +length;
    if (kind === 'p') {
      open.push(beginPacket(invocation, caller, bytes, view, from, to, output));
      // A callback of an author's may have let something else be read.
      decoder.open(bytes);
    } else {
      const exchange = beginHttp(invocation, caller, kind, lines[4] === 'json', typeof data === 'string' ? data : bytes.subarray(from, to), output);
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
