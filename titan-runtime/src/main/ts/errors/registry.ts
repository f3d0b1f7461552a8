/** The classes of errors by the names that the wire has for them. */
import * as netron from './netron-errors';
import { TitanError } from './titan-error';

type ErrorClass = abstract new (...args: never[]) => TitanError;

const classes = new Map<string, ErrorClass>();
const names = new Map<unknown, string>();

function add(name: string, type: ErrorClass): void {
  classes.set(name, type);
  names.set(type, name);
}

add('TitanError', TitanError);
const {
  AuthError, InternalError, MethodNotFoundError, NetronError, PermissionError, RateLimitError, SerializationError,
  ServiceNotFoundError, TimeoutError, TransportError, TransportLostError, ValidationError,
} = netron;
const builtIn = {
  NetronError, ServiceNotFoundError, MethodNotFoundError, ValidationError, AuthError, PermissionError, RateLimitError, TimeoutError, TransportError, TransportLostError,
  SerializationError, InternalError,
};
for (const [name, type] of Object.entries(builtIn)) add(name, type);
const BUILT_IN: ReadonlySet<string> = new Set(classes.keys());

/**
 * Makes an error of this class arrive as one: to be called on both sides. A class of the same name that was registered before gives way, so that a reload of the app's code may
 * register anew.
 *
 * @param name what the wire has for it; the class's own name, if nothing is said
 * @throws TypeError for what is no subclass of TitanError, has no name, or has one that Titan uses
 */
export function registerError(type: ErrorClass, name: string = typeof type === 'function' ? type.name : ''): void {
  if (typeof type !== 'function' || !(type.prototype instanceof TitanError)) throw new TypeError('registerError: expected a subclass of TitanError');
  if (typeof name !== 'string' || name === '') throw new TypeError('registerError: the class has no name; give one as the second argument');
  if (BUILT_IN.has(name)) throw new TypeError(`registerError: ${name} is a class of Titan's own; give another name as the second argument`);
  const former = classes.get(name);
  if (former !== undefined) names.delete(former);
  add(name, type);
}

/** The name under which an error travels: of its class, or of the nearest above it that is registered. */
export function wireName(error: TitanError): string {
  for (let type: unknown = error.constructor; typeof type === 'function'; type = Object.getPrototypeOf(type)) {
    const name = names.get(type);
    if (name !== undefined) return name;
  }
  return 'TitanError';
}

/** What a TitanError is made of on the wire. */
export interface ErrorParts {
  name: string;
  code: number;
  message: string;
  details: unknown;
  context: unknown;
  timestamp: number;
  requestId: string | undefined;
  correlationId: string | undefined;
  spanId: string | undefined;
  traceId: string | undefined;
  stack: string | undefined;
  cause: unknown;
  fields: readonly (readonly [string, unknown])[];
}

/** An error of the class registered under its name, made without calling its constructor; a TitanError that has the name where none is. */
export function revive(parts: ErrorParts): TitanError {
  const type = classes.get(parts.name);
  const error = Reflect.construct(Error, [parts.message], type ?? TitanError) as TitanError;
  const hide = (key: string, value: unknown): void => {
    Object.defineProperty(error, key, { value, writable: true, configurable: true });
  };
  hide('name', type?.name ?? parts.name);
  if (parts.stack !== undefined) hide('stack', parts.stack);
  if (parts.cause !== undefined && parts.cause !== null) hide('cause', parts.cause);
  const { code, details, context, timestamp, requestId, correlationId, spanId, traceId } = parts;
  for (const [key, value] of Object.entries({ code, details, context, timestamp, requestId, correlationId, spanId, traceId })) set(error, key, value);
  for (const [key, value] of parts.fields) set(error, key, value);
  return error;
}

/** Defines: a field of a peer's must reach no setter, and no prototype. */
function set(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}
