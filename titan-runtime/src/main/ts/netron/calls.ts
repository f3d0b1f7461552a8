/** One call of a service, from its arguments to its outcome. */
import { servedContainer, clearTimeout, host, isThenable, MapDelete, MapSet, ServiceNotFoundError, setTimeout, SerializationError, TimeoutError, type TitanError, TransportLostError, waiting, withContext } from 'titan:kernel';
import { admit } from './access';
import { type Called, visible } from './failures';
import type { Caller, ServiceInvocation } from './invocation';

/** Takes the outcome of a call, once. */
export interface Outcome {
  done(value: unknown): void;
  failed(error: TitanError): void;
}

const MAX_TIMEOUT = 2 ** 31 - 1;

/**
 * Calls a public method as a client does.
 *
 * @param service an id, a name with a range, or a name
 * @param timeout milliseconds that are left for it, undefined for as long as the server allows
 */
export function perform(invocation: ServiceInvocation, caller: Caller, service: unknown, method: unknown, args: readonly unknown[], timeout: unknown, outcome: Outcome): void {
  const called: Called = { service: String(service), method: String(method) };
  let timer: unknown;
  let over = false;
  const end = (tell: () => void): void => {
    if (over) return;
    over = true;
    if (timer !== undefined) clearTimeout(timer);
    tell();
  };
  const failed = (thrown: unknown): void => {
    if (!over) end(() => withContext(invocation, () => outcome.failed(visible(thrown, called))));
  };
  try {
    if (typeof service !== 'string' || typeof method !== 'string') throw new SerializationError('a call names a service and a method');
    const container = servedContainer();
    if (container === undefined) throw new TransportLostError('the services are not there');
    const callable = container.find(service, method);
    if (callable === undefined) throw notFound(service, method);
    if (timeout !== undefined && timeout !== null) {
      timer = limit(timeout, () => failed(new TimeoutError({ ...called })));
      // Of a batch, whoever waits for the longest.
      const until = Date.now() + (timeout as number);
      invocation.until = invocation.until === Infinity ? until : Math.max(invocation.until, until);
    }
    const begin = (refused: TitanError | undefined): void => {
      if (refused !== undefined) failed(refused);
      else if (!over) container.begin(callable, args, (value) => end(() => outcome.done(value)), failed);
    };
    const refused = admit(callable, caller, called);
    if (isThenable(refused)) refused.then((late) => withContext(invocation, () => begin(late as TitanError | undefined)), failed);
    else begin(refused);
  } catch (e) {
    failed(e);
  }
}

function limit(timeout: unknown, passed: () => void): unknown {
  if (typeof timeout !== 'number' || !Number.isFinite(timeout)) throw new SerializationError('the timeout is not a number of milliseconds');
  if (timeout <= 0) throw new TimeoutError();
  return setTimeout(passed, Math.min(timeout, MAX_TIMEOUT));
}

/** One and the same for whatever cannot be called. */
export function notFound(service: string, method: string): TitanError {
  return new ServiceNotFoundError(`${service} has no public method ${method}, or is not there`, { service, method });
}

/** The invocation goes on after the entry that began it. */
export function goesOn(invocation: ServiceInvocation): void {
  MapSet(waiting, invocation.number, invocation);
}

/** Answers an invocation that has gone on. */
export function answer(invocation: ServiceInvocation, status: number, bytes: Uint8Array): void {
  invocation.settled = true;
  if (invocation.background === 0) MapDelete(waiting, invocation.number);
  host.complete(invocation.number, `b${status}\n`, bytes);
}
