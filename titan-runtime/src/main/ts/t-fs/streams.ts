/** Files that are read and written piece by piece. */
import { currentInvocation, FunctionOperation, held, host, hostOperation, openSource, Pump, RAW } from 'titan:kernel';
import { ReadableStream } from 'titan:web-streams';

interface ByteController {
  readonly byobRequest: { respond(bytes: number): void } | null;
  enqueue(chunk: Uint8Array): void;
  close(): void;
}

const over = (): void => {};

/** The bytes of a file that the host has opened. */
export function readable(resource: number, invocation: number): object {
  const file = (name: string): ReturnType<typeof hostOperation> => hostOperation({ label: 't.fs.stream', name, args: [resource], invocation, decode: (_value, bytes) => bytes });
  return new (ReadableStream as new (source: object, strategy: object) => object)(
    {
      type: 'bytes',
      pull: (controller: ByteController): Promise<void> =>
        new Promise((resolve, reject) => {
          file('fs.next').subscribe((bytes) => {
            const piece = bytes as ArrayBuffer | undefined;
            if (piece !== undefined && piece.byteLength > 0) {
              controller.enqueue(new Uint8Array(piece));
            } else {
              file('fs.close').subscribe(over, over);
              controller.close();
              controller.byobRequest?.respond(0);
            }
            resolve();
          }, reject);
        }),
      cancel: () => file('fs.close').subscribe(over, over),
    },
    { highWaterMark: 0 },
  );
}

/** Writes a file with what `given` gives. The source is opened when the operation starts, and ends with it. */
export function receive(api: string, path: string, given: object): PromiseLike<unknown> {
  const made = currentInvocation();
  return held(
    new FunctionOperation(api, (resolve, reject) => {
      const invocation = made ?? currentInvocation();
      const number = invocation?.number ?? 0;
      const source = openSource(given, api, invocation);
      const pipe = host.openPipe(number);
      const written = hostOperation({ label: api, name: 'fs.receive', args: [api, path, pipe], invocation: number });
      const pump = new Pump(invocation, pipe, source, RAW, {
        end: () => host.endPipe(number, pipe),
        failed(reason) {
          host.failPipe(number, pipe);
          written.cancel(reason);
        },
        cancelled: () => host.failPipe(number, pipe),
      });
      written.subscribe(resolve, (reason) => {
        pump.cancel(reason);
        reject(reason);
      });
      pump.start();
      return (reason) => written.cancel(reason);
    }),
  ) as PromiseLike<unknown>;
}
