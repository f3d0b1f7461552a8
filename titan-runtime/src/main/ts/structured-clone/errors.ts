/** Errors, of which name, message, stack and cause are copied. */
import type { Copier } from 'titan:kernel';

const TYPES: readonly ErrorConstructor[] = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];
const { getOwnPropertyDescriptor, defineProperty } = Object;

/** The engine's own test, which goes by the inner state. */
export const isError = (Error as unknown as { isError(value: unknown): boolean }).isError;

function own(error: object, key: string): unknown {
  const descriptor = getOwnPropertyDescriptor(error, key);
  return descriptor !== undefined && 'value' in descriptor ? (descriptor.value as unknown) : undefined;
}

export function readError(error: object, inner: (value: unknown) => Copier): Copier {
  const name = String((error as Error).name);
  const type = TYPES.find((one) => one.name === name) ?? Error;
  const message = own(error, 'message');
  const { stack } = error as Error;
  const cause = getOwnPropertyDescriptor(error, 'cause') === undefined ? undefined : inner(own(error, 'cause'));
  let copy: Error | undefined;
  return () => {
    if (copy !== undefined) return copy;
    copy = message === undefined ? new type() : new type(String(message));
    const put = (key: string, value: unknown): void => void defineProperty(copy as Error, key, { value, writable: true, configurable: true });
    if (typeof stack === 'string') put('stack', stack);
    if (cause !== undefined) put('cause', cause());
    return copy;
  };
}
