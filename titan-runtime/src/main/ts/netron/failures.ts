/** What a failure is on the wire. */
import { currentInvocation, currentSpan, describeThrown, DOMException, host, HttpError, InternalError, JSONStringify, NetronError, TimeoutError, TitanError, TransportLostError } from 'titan:kernel';
import { CodecError } from './codec';

/** What was called, for the log. */
export interface Called {
  readonly service: string;
  readonly method: string;
}

const ID_BYTES = 8;

function newId(): string {
  let id = '';
  for (const byte of new Uint8Array(host.randomBytes(ID_BYTES))) id += byte.toString(16).padStart(2, '0');
  return id;
}

/**
 * The error that a client gets for what was thrown. One that is made to be seen is itself; anything else is an InternalError that says nothing but an id, and is logged once, under that
 * id, with its stack.
 */
export function visible(thrown: unknown, called: Called): TitanError {
  if (thrown instanceof TitanError) return thrown;
  if (thrown instanceof HttpError) return new NetronError(thrown.message, { code: thrown.status, details: thrown.details, ...called });
  if (thrown instanceof DOMException && thrown.name === 'TimeoutError' && currentInvocation()?.timedOut === true) return new TimeoutError({ ...called });
  // Its client has taken it back, or is gone: nobody gets this, and nothing has failed.
  if (thrown instanceof DOMException && thrown.name === 'AbortError' && currentInvocation()?.cancelled === true) return new TransportLostError({ ...called });
  return internal(thrown, called);
}

/** The same for what no client may see, whatever its class. */
export function internal(thrown: unknown, called: Called): TitanError {
  const errorId = newId();
  const { name, message, stack } = describeThrown(thrown);
  const head = name === 'thrown' ? `thrown: ${message}` : `${name}: ${message}`;
  const fields = JSONStringify({ service: called.service, method: called.method, errorId, traceId: currentSpan()?.traceId });
  host.log('error', `${called.service}.${called.method} failed (${errorId}): ${stack === '' ? head : stack}`, fields, currentInvocation()?.number ?? 0);
  return new InternalError({ details: { errorId } });
}

/** The error for bytes or a text that the codec refuses. */
export function malformed(thrown: unknown, message: (why: string) => TitanError): TitanError | undefined {
  return thrown instanceof CodecError ? message(thrown.message) : undefined;
}
