/** One call of a service, from its arguments to its outcome. */
import { type AppProperty, cancellation, servedContainer, clearTimeout, forgetMade, host, isThenable, MapDelete, MapSet, ServiceNotFoundError, setTimeout, SerializationError, TimeoutError, type TitanError, TransportLostError, waiting, withContext } from 'titan:kernel';
import { admit } from './access';
import { ClientCalling } from './calling';
import { type Called, visible } from './failures';
import type { Caller, ServiceInvocation } from './invocation';

/** Takes the outcome of a call, once. */
export interface Outcome {
  done(value: unknown): void;
  failed(error: TitanError): void;
}

/** What a client asks of a service. */
export interface Asked {
  /** An id, a name with a range, or a name. */
  readonly service: unknown;
  /** The name of the method, or of the field that is read or written. */
  readonly member: unknown;
  readonly access: 'call' | 'get' | 'set';
  /** Of a call; of a write the value alone. */
  readonly args: readonly unknown[];
  /** Milliseconds that are left for it, undefined for as long as the server allows. */
  readonly timeout?: unknown;
}

const MAX_TIMEOUT = 2 ** 31 - 1;

/** Does what a client asks of a public member. When its time is over the client is told, and its code given up. */
export function perform(invocation: ServiceInvocation, caller: Caller, { service, member, access, args, timeout }: Asked, outcome: Outcome): void {
  const called: Called = { service: String(service), method: String(member) };
  let timer: unknown;
  let over = false;
  const end = (tell: () => void): void => {
    if (over) return;
    over = true;
    if (timer !== undefined) clearTimeout(timer);
    tell();
  };
  const failed = (thrown: unknown): void => {
    forgetMade(invocation);
    if (!over) end(() => withContext(invocation, () => outcome.failed(visible(thrown, called))));
  };
  const done = (value: unknown): void => end(() => outcome.done(value));
  try {
    if (typeof service !== 'string' || typeof member !== 'string') throw new SerializationError('a call names a service and a method');
    const container = servedContainer();
    if (container === undefined) throw new TransportLostError('the services are not there');
    const target = access === 'call' ? container.find(service, member) : container.property(service, member);
    if (target === undefined) throw notFound(service, member);
    const calling = new ClientCalling(service, member, caller);
    invocation.calling = calling;
    if (timeout !== undefined && timeout !== null) {
      timer = limit(timeout, () => {
        failed(new TimeoutError({ ...called }));
        invocation.cancel(cancellation(true));
      });
      calling.until = Date.now() + (timeout as number);
    }
    const begin = (refused: TitanError | undefined): void => {
      if (over) return;
      if (refused !== undefined) failed(refused);
      else if (access === 'call') container.begin(target, args, done, failed);
      else if (access === 'get') done((target as AppProperty).get());
      else {
        (target as AppProperty).set(args[0]);
        done(undefined);
      }
    };
    const refused = admit(target, caller, calling);
    if (isThenable(refused)) refused.then((late) => withContext(invocation, () => begin(late as TitanError | undefined))).then(undefined, failed);
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
