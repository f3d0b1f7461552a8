/** `t.cookies`: what the client has sent, and what it is told to keep. These are ordinary calls. */
import { type CookieOptions, host, givenOptions } from 'titan:kernel';
import { clientOf } from './client';

const PURPOSE = 'cookie';

interface SetOptions extends CookieOptions {
  /** Signs the value, so that the client cannot change it. */
  signed?: boolean;
}

function nameOf(label: string, name: unknown): string {
  if (typeof name !== 'string' || name === '') throw new TypeError(`${label}: a cookie is named by a string that is not empty`);
  return name;
}

/** The value of a signed cookie: undefined when its signature is not the server's. */
function unsigned(name: string, value: string): string | undefined {
  const dot = value.lastIndexOf('.');
  const text = value.slice(0, dot);
  return dot >= 0 && host.verifyText(PURPOSE, `${name}=${text}`, value.slice(dot + 1)) ? text : undefined;
}

export const cookies = {
  get(name: unknown, options?: { signed?: boolean }): string | undefined {
    const key = nameOf('t.cookies.get', name);
    const value = clientOf('t.cookies.get').sent.get(key);
    return value !== undefined && options?.signed === true ? unsigned(key, value) : value;
  },
  has(name: unknown): boolean {
    return clientOf('t.cookies.has').sent.has(nameOf('t.cookies.has', name));
  },
  all(): Record<string, string> {
    return Object.assign(Object.create(null) as Record<string, string>, Object.fromEntries(clientOf('t.cookies.all').sent));
  },
  set(name: unknown, value: unknown, options?: SetOptions): void {
    const label = 't.cookies.set';
    const key = nameOf(label, name);
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
      throw new TypeError(`${label}: the value of ${key} must be a string, not ${value === null ? 'null' : `a ${typeof value}`}`);
    }
    const { signed = false, ...attributes } = givenOptions(label, options) as SetOptions;
    const text = String(value);
    const client = clientOf(label);
    client.tell(label, key, signed ? `${text}.${host.signText(PURPOSE, `${key}=${text}`)}` : text, { secure: client.secure, ...attributes });
  },
  /** With the path and domain that it was set with. */
  delete(name: unknown, options?: CookieOptions): void {
    const label = 't.cookies.delete';
    const client = clientOf(label);
    client.tell(label, nameOf(label, name), '', { secure: client.secure, ...givenOptions(label, options), maxAge: 0, expires: new Date(0) });
  },
};
