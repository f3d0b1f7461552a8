/** Requests whose bodies come over time. */
import type { AbortSignal } from '../abort';
import { FunctionOperation } from '../drift/operation.ts';
import type { Response } from '../http/web-response';
import { currentInvocation } from '../kernel/current';
import { host } from '../kernel/host';
import { type Decode, held, hostOperation } from '../kernel/operations';
import type { Span } from '../kernel/trace';
import { Pump, RAW } from '../streams/pump';
import { openSource } from '../streams/source';

/**
 * Sends a request with what `given` gives. The source is opened when the operation starts, and ends with it.
 *
 * @param span what it is recorded as, undefined where nobody records it
 */
export function sendStream(head: string, given: object, signal: AbortSignal | undefined, span: Span | undefined, decode: Decode): PromiseLike<Response> {
  const made = currentInvocation();
  const operation = new FunctionOperation('t.fetch', (resolve, reject) => {
    const invocation = made ?? currentInvocation();
    const number = invocation?.number ?? 0;
    const source = openSource(given, "fetch's body", invocation);
    const pipe = host.openPipe(number);
    const sent = hostOperation({ label: 't.fetch', name: 'fetch', args: `#${pipe}\n${head}`, signal, span, decode, invocation: number });
    const pump = new Pump(invocation, pipe, source, RAW, {
      end: () => host.endPipe(number, pipe),
      failed(reason) {
        host.failPipe(number, pipe);
        sent.cancel(reason);
      },
      cancelled: () => host.failPipe(number, pipe),
    });
    sent.subscribe(resolve, (reason) => {
      pump.cancel(reason);
      reject(reason);
    });
    pump.start();
    return (reason) => sent.cancel(reason);
  });
  return held(operation) as PromiseLike<Response>;
}
