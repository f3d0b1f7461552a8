/** Bodies that the host receives, read piece by piece. */
import { host } from '../kernel/host';
import { hostOperation } from '../kernel/operations';
import { OwnSource } from '../streams/source';
import type { Remote, ReadableStreamLike } from './content';
import type { Whole } from './extract';

type StreamClass = new (source: object, strategy?: object) => ReadableStreamLike;

interface ByteController {
  readonly byobRequest: { respond(bytes: number): void } | null;
  enqueue(chunk: Uint8Array): void;
  close(): void;
}

/** The next bytes; undefined at the end. */
function next({ resource, invocation, signal }: Remote, done: (bytes: ArrayBuffer | undefined) => void, failed: (reason: unknown) => void): void {
  hostOperation({ label: 'res.body', name: 'fetch.read', args: [resource], invocation, signal, decode: (_value, bytes) => bytes }).subscribe(
    done as (value: unknown) => void,
    failed,
  );
}

function giveUp({ resource, invocation }: Remote): void {
  const over = (): void => {};
  hostOperation({ label: 'res.body', name: 'fetch.cancel', args: [resource], invocation }).subscribe(over, over);
}

/** For what is read without a ReadableStream in between. */
export class RemoteSource extends OwnSource {
  readonly #remote: Remote;

  constructor(remote: Remote) {
    super();
    this.#remote = remote;
  }
  next(chunk: (value: unknown) => void, end: () => void, failed: (reason: unknown) => void): void {
    next(this.#remote, (bytes) => (bytes === undefined ? end() : chunk(bytes)), failed);
  }
  cancel(_reason: unknown, done: () => void): void {
    giveUp(this.#remote);
    done();
  }
}

/** @param over whether it has been read: then the stream is at its end */
export function remoteStream(Stream: StreamClass, remote: Remote, over: boolean): ReadableStreamLike {
  return new Stream(
    {
      type: 'bytes',
      pull(controller: ByteController): Promise<void> | void {
        if (over) {
          finish(controller);
          return;
        }
        return new Promise((resolve, reject) => {
          next(
            remote,
            (bytes) => {
              if (bytes === undefined) finish(controller);
              else controller.enqueue(new Uint8Array(bytes));
              resolve();
            },
            reject,
          );
        });
      },
      cancel: () => giveUp(remote),
    },
    { highWaterMark: 0 },
  );
}

/** @param whole null for a body that has been read */
export function wholeStream(Stream: StreamClass, whole: Whole): ReadableStreamLike {
  return new Stream({
    type: 'bytes',
    start(controller: ByteController) {
      const bytes =
        whole === null ? undefined
        : typeof whole === 'string' ? new Uint8Array(host.encodeUtf8(whole))
        : whole instanceof ArrayBuffer ? new Uint8Array(whole.slice(0))
        : new Uint8Array(whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.byteLength) as ArrayBuffer);
      if (bytes !== undefined && bytes.byteLength > 0) controller.enqueue(bytes);
      controller.close();
    },
  });
}

function finish(controller: ByteController): void {
  controller.close();
  controller.byobRequest?.respond(0);
}
