/** Web Cryptography's algorithms in the host: `dev.titan.host.crypto`. */
import { currentNumber, DOMException, hostOperation } from 'titan:kernel';

/** What the host answers: bytes, whether something is so, or plain members with bytes beside them. */
export interface Outcome {
  value: unknown;
  bytes: Uint8Array;
}

function pack(buffers: readonly Uint8Array[]): Uint8Array {
  let size = 0;
  for (const buffer of buffers) size += buffer.length;
  const all = new Uint8Array(size);
  let at = 0;
  for (const buffer of buffers) {
    all.set(buffer, at);
    at += buffer.length;
  }
  return all;
}

/**
 * Asks the host. The buffers are copied before this returns. Fails with DOMException.
 *
 * @param scope the invocation it belongs to, which must be given by what asks after it has waited
 */
export function ask(name: string, options: object, buffers: readonly Uint8Array[], scope = currentNumber()): Promise<Outcome> {
  const args = [name, options, buffers.map((buffer) => buffer.length)];
  const decode = (value: unknown, bytes: ArrayBuffer | undefined): Outcome => ({ value, bytes: bytes === undefined ? new Uint8Array(0) : new Uint8Array(bytes) });
  const operation = hostOperation({ label: 'crypto.subtle', name: 'crypto', args, bytes: pack(buffers), decode, invocation: scope });
  return new Promise((resolve, reject) => {
    operation.subscribe(resolve as (value: unknown) => void, (reason) => {
      const { name, message } = reason as Error;
      reject(name === 'OperationError' || name === 'DataError' ? new DOMException(message, name) : reason);
    });
  });
}

/** The same for an answer of bytes alone. */
export async function askBytes(name: string, options: object, buffers: readonly Uint8Array[], scope?: number): Promise<ArrayBuffer> {
  return (await ask(name, options, buffers, scope)).bytes.buffer as ArrayBuffer;
}
