import type { Context } from '../drift/index.ts';
import { host } from '../kernel/host';
import { ArrayBufferIsView, PromiseReject } from '../kernel/primordials';
import { RAW } from './pump';
import { openSource } from './source';

/** All that a source gives, as bytes. Rejects as the source fails, or with TypeError for a chunk that is neither text nor bytes. */
export function collect(given: unknown, context: Context | null): Promise<ArrayBuffer> {
  let source: ReturnType<typeof openSource>;
  try {
    source = openSource(given, 'the body', context);
  } catch (e) {
    return PromiseReject(e);
  }
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    // A source may answer at once: a loop then, and no recursion.
    let ready = true;
    let running = false;
    const go = (): void => {
      if (running) return;
      running = true;
      while (ready) {
        ready = false;
        source.next(add, end, reject);
      }
      running = false;
    };
    const add = (value: unknown): void => {
      try {
        const bytes = bytesOf(value);
        chunks[chunks.length] = bytes;
        length += bytes.byteLength;
      } catch (e) {
        source.cancel(e, () => {}, () => {});
        reject(e);
        return;
      }
      ready = true;
      go();
    };
    const end = (): void => {
      const all = new Uint8Array(length);
      for (let i = 0, at = 0; i < chunks.length; at += chunks[i++].byteLength) all.set(chunks[i], at);
      resolve(all.buffer);
    };
    go();
  });
}

function bytesOf(value: unknown): Uint8Array {
  const chunk = RAW.encode(value);
  if (typeof chunk === 'string') return new Uint8Array(host.encodeUtf8(chunk));
  return ArrayBufferIsView(chunk) ? new Uint8Array(chunk.buffer as ArrayBuffer, chunk.byteOffset, chunk.byteLength) : new Uint8Array(chunk as ArrayBuffer);
}
