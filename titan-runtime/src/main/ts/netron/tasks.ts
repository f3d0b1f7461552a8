/** Tasks: what a client asks of the server itself. */
import { servedContainer, AuthError, host, part, SerializationError, ServiceNotFoundError, withContext } from 'titan:kernel';
import { claimsOf, endOf } from './access';
import { Definition } from './codec';
import { visible } from './failures';
import type { Exchange } from './packets';

const MOST_NAME = 200;

function text(value: unknown, what: string): string {
  if (typeof value !== 'string' || value === '' || value.length > MOST_NAME) throw new SerializationError(`${what} is a text of 1 to ${MOST_NAME} characters`);
  return value;
}

/** What is known of a service to whoever asks: the name of its definition is its id, so that nothing is kept for a client. */
function query(exchange: Exchange, name: unknown): Definition {
  const service = text(name, 'the name of a service');
  const description = servedContainer()?.definition(service);
  if (description === undefined) throw new ServiceNotFoundError(`${service} is not there`, { service });
  return new Definition(description.id, '', exchange.caller.peer, description.meta);
}

/** `expiresIn`: milliseconds until calls are refused again. */
function authenticate(exchange: Exchange, credentials: unknown): object {
  const token = (credentials as { token?: unknown } | null | undefined)?.token;
  if (typeof token !== 'string' || token === '') throw new AuthError('expected { token }');
  const claims = claimsOf(token);
  host.keepToken(exchange.invocation.number, token);
  const ends = endOf(claims);
  return { authenticated: true, ...(typeof claims.sub === 'string' && { sub: claims.sub }), ...(ends < Infinity && { expiresIn: Math.max(0, ends - Date.now()) }) };
}

/** Lets an event happen. The host has seen that the client may. */
function emit(exchange: Exchange, [name, data, ...more]: readonly unknown[]): void {
  if (more.length > 0) throw new SerializationError('an event carries one value');
  const { events } = part<typeof import('../t-events')>('t-events');
  let emitted;
  try {
    emitted = events.emit(name, data);
  } catch (e) {
    throw new SerializationError((e as Error).message);
  }
  const { invocation, called } = exchange;
  emitted.then(
    () => withContext(invocation, () => exchange.done(undefined)),
    (reason) => withContext(invocation, () => exchange.failed(visible(reason, called))),
  );
}

/** @throws SerializationError for a task that nobody knows */
export function runTask(exchange: Exchange, name: string, args: readonly unknown[]): void {
  switch (name) {
    case 'query_interface':
      exchange.done(query(exchange, args[0]));
      return;
    case 'authenticate':
      exchange.done(authenticate(exchange, args[0]));
      return;
    case 'emit':
      emit(exchange, args);
      return;
    case 'unref_service':
      exchange.done(undefined);
      return;
    default:
      throw new SerializationError(`no task ${name.slice(0, MOST_NAME)}; there are query_interface, authenticate, subscribe, unsubscribe, emit, unref_service`);
  }
}
