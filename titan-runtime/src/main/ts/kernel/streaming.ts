/** Answers that are streamed: the head goes to the host at once, the body by a pipe while the invocation's code makes it. */
import type { StreamBody } from '../http/answer';
import { encodeFailure } from '../http/failure';
import { Pump } from '../streams/pump';
import { discard, openSource } from '../streams/source';
import { hold, letGo } from './background';
import type { Invocation } from './context';
import { host } from './host';

/**
 * Answers with a stream. Its invocation lives until the source has come to its end.
 *
 * @param head the encoded answer but for the number of the pipe
 * @throws TypeError when there is nothing that can be streamed
 */
export function beginStream(invocation: Invocation, head: string, body: StreamBody): void {
  const { number } = invocation;
  if (invocation.bodiless) {
    // HEAD: what would make the body does not run.
    discard(body.given);
    const pipe = host.openPipe(number);
    host.endPipe(number, pipe);
    complete(invocation, head + pipe);
    return;
  }
  const source = openSource(body.given, body.what, invocation);
  const pipe = host.openPipe(number);
  hold(invocation);
  const over = (): void => {
    invocation.stream = undefined;
    letGo(invocation);
  };
  const pump = new Pump(invocation, pipe, source, body.format, {
    end(): void {
      host.endPipe(number, pipe);
      over();
    },
    failed(reason): void {
      host.failPipe(number, pipe, encodeFailure(reason));
      over();
    },
    cancelled: over,
  });
  invocation.stream = pump;
  complete(invocation, head + pipe);
  pump.start();
}

function complete(invocation: Invocation, text: string): void {
  invocation.settled = true;
  host.complete(invocation.number, text);
}
