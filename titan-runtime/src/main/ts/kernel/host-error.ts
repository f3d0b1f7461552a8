/** Errors as the host describes them. */

export interface HostError {
  name: string;
  message: string;
  code: string;
}

const CLASSES: Record<string, ErrorConstructor> = { TypeError, RangeError, SyntaxError };

/** Makes the Error: its class where JavaScript has one of that name, else its `name`; its `code` where it has one. */
export function toError({ name, message, code }: HostError): Error {
  const error = new (Object.hasOwn(CLASSES, name) ? CLASSES[name] : Error)(message);
  if (error.name !== name) Object.defineProperty(error, 'name', { value: name, writable: true, configurable: true });
  if (code !== '') Object.defineProperty(error, 'code', { value: code, writable: true, configurable: true, enumerable: true });
  return error;
}
