/** The wire of services: a part that loads with the first call that comes over it. */
import { drainMicrotasks, enter, generationOf, isRecording, spanOf, StringSplit } from 'titan:kernel';
import { beginHttp, settleHttp } from './http';
import { type Caller, ServiceInvocation } from './invocation';
import { Output } from './output';
import { beginPacket, type Exchange, settleEntry } from './packets';
import { decoder, encoder } from './wire';

export { credit } from './streams';

const NONE = new ArrayBuffer(0);

/** Lines of the head before those of the calls. */
const FIRST_CALL = 5;

/**
 * Called by the host with calls of one connection, or with one request by HTTP.
 *
 * @param head lines: the number of the generation, the id of the client, its address, its token, `1` if it gives credit (for HTTP: `json` or `msgpack`); then for each call `number kind length traceparent`,
 *     where kind is `p` for a packet, and the last may be empty
 * @param data the calls one behind the other; a text where it is a request with JSON
 * @returns as {@link Output} has it, undefined where nothing is over yet
 */
export function serve(head: string, data: ArrayBuffer | string): Uint8Array | string | undefined {
  const lines = StringSplit(head, '\n');
  const generation = generationOf(+lines[0]);
  const caller: Caller = { peer: lines[1], ip: lines[2], token: lines[3], credit: lines[4] === '1' };
  const buffer = typeof data === 'string' ? NONE : data;
  const bytes = new Uint8Array(buffer);
  const view = new DataView(buffer);
  const output = new Output(encoder);
  encoder.truncate();
  decoder.open(bytes);
  const open: Exchange[] = [];
  let from = 0;
  for (let i = FIRST_CALL; i < lines.length; i++) {
    const [number, kind, length, traceparent] = StringSplit(lines[i], ' ');
    const invocation = new ServiceInvocation(+number, kind === 'p');
    invocation.generation = generation;
    // Where spans are recorded the host has begun one.
    if (!isRecording()) invocation.span = spanOf(traceparent);
    const to = from + +length;
    if (kind === 'p') {
      open.push(beginPacket(invocation, caller, bytes, view, from, to, output));
      // A callback of an author's may have let something else be read.
      decoder.open(bytes);
    } else {
      const exchange = beginHttp(invocation, caller, kind, lines[4] === 'json', typeof data === 'string' ? data : bytes, output);
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
  return output.take();
}

function drain(): void {
  const outer = enter(null);
  drainMicrotasks();
  enter(outer);
}
